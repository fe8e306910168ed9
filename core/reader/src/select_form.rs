//! The forms in which chips let their files be selected (Doc 9303-10 §3.6.2, ISO/IEC 7816-4 §7.1.1).

use crate::apdu::Command;

/// How a chip wants to be asked for files; found out once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SelectForm {
    /// P1 = 02, P2 = 0C: an elementary file, and no answer (Doc 9303-10 §3.6.2).
    NoAnswer,
    /// P1 = 02, P2 = 04: control parameters, which some chips insist on telling.
    Answer,
    /// P1 = 00: any file.
    AnyFile,
}

impl SelectForm {
    pub(crate) const ALL: [SelectForm; 3] = [SelectForm::NoAnswer, SelectForm::Answer, SelectForm::AnyFile];

    pub(crate) fn command(self, identifier: u16) -> Command {
        let data = identifier.to_be_bytes();
        match self {
            SelectForm::NoAnswer => Command::new(0x00, 0xA4, 0x02, 0x0C).with_data(data),
            SelectForm::Answer => Command::new(0x00, 0xA4, 0x02, 0x04).with_data(data).with_expected(256),
            SelectForm::AnyFile => Command::new(0x00, 0xA4, 0x00, 0x0C).with_data(data),
        }
    }
}
