//! Selecting and reading files (Doc 9303-10 §3.6, Doc 9303-11 §9.8.8): in the forms that chips in the field take, and from where
//! a lost field broke off.

use crate::apdu::{Command, Response, Status};
use crate::card::{Card, Longest};
use crate::error::{ReadError, Step};
use crate::event::Event;
use crate::select_form::SelectForm;
use crate::tlv;
use doc9303::FileId;
use doc9303_asn1::Reader;

/// The application of travel documents (Doc 9303-10 §3.3).
pub(crate) const APPLICATION: [u8; 7] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01];
/// EF.ATR/INFO in the master file.
pub(crate) const ATR_INFO: u16 = 0x2F01;
/// The master file.
pub(crate) const MASTER_FILE: u16 = 0x3F00;
/// Bytes that hold the header of every file: a tag of at most two, and a length of at most four.
const HEADER: usize = 8;
/// The first offset that READ BINARY of an even instruction does not reach.
const FAR: usize = 0x8000;

/// The file identifier of a file (Doc 9303-10 §3.4, Doc 9303-11 §9.2.8).
pub(crate) const fn identifier(file: FileId) -> u16 {
    match file {
        FileId::CardAccess => 0x011C,
        // In the master file, where EF.SOD is not.
        FileId::CardSecurity | FileId::Sod => 0x011D,
        FileId::Com => 0x011E,
        FileId::Dg(data_group) => u16::from_be_bytes([0x01, data_group.number()]),
        _ => 0,
    }
}

/// Whether a status says that the form of a command is wrong, and not what it asks for.
const fn is_form_refused(status: Status) -> bool {
    matches!(status.0, 0x6700 | 0x6A81 | 0x6A86 | 0x6B00 | 0x6D00 | 0x6E00)
}

/// Selects the application of the travel document.
pub(crate) async fn select_application(card: &mut Card) -> Result<(), ReadError> {
    let step = Step::SelectApplication;
    let first = Command::new(0x00, 0xA4, 0x04, 0x0C).with_data(APPLICATION);
    let Response { status, .. } = card.transmit(step, &first).await?;
    if status.is_done() {
        return Ok(());
    }
    if !is_form_refused(status) {
        return Err(ReadError::Refused { step, status });
    }
    let second = Command::new(0x00, 0xA4, 0x04, 0x00).with_data(APPLICATION).with_expected(256);
    card.command(step, &second).await.map(drop)
}

/// Selects the master file, in which EF.CardAccess lies; a chip that refuses may still have it selected.
pub(crate) async fn select_master_file(card: &mut Card) -> Result<(), ReadError> {
    let command = Command::new(0x00, 0xA4, 0x00, 0x0C).with_data(MASTER_FILE.to_be_bytes());
    card.transmit(Step::SelectFile, &command).await.map(drop)
}

/// Selects a file by its identifier, in the first form that the chip takes.
pub(crate) async fn select(card: &mut Card, identifier: u16) -> Result<(), ReadError> {
    let step = Step::SelectFile;
    let known = card.select_form;
    let forms = SelectForm::ALL.into_iter().filter(|form| known.is_none_or(|known| known == *form));
    let mut refused = Status::OK;
    for form in forms {
        let Response { status, .. } = card.transmit(step, &form.command(identifier)).await?;
        if status.is_done() {
            card.select_form = Some(form);
            return Ok(());
        }
        refused = status;
        if !is_form_refused(status) {
            break;
        }
    }
    Err(ReadError::Refused { step, status: refused })
}

/// What was read of a file so far. It outlives a lost field.
#[derive(Default)]
pub(crate) struct Partial {
    bytes: Vec<u8>,
    /// The bytes of the whole file, once its header was read.
    size: Option<usize>,
}

/// Reads the selected file to the end that its header says.
pub(crate) async fn read(
    card: &mut Card,
    file: FileId,
    limit: usize,
    partial: &mut Partial,
) -> Result<(), ReadError> {
    if partial.size.is_none() {
        // Without secure messaging a chip gives what there is; under it, some fail beyond the end of a file.
        let first = if card.channel.is_some() { HEADER } else { 256 };
        let header = read_at(card, 0, first).await?;
        let size = size_of(&header).ok_or(ReadError::FileTruncated { file })?;
        if size > limit {
            return Err(ReadError::FileTooLarge { file, limit });
        }
        partial.size = Some(size);
        partial.bytes = Vec::with_capacity(size);
        if header.len() > HEADER || header.len() >= size {
            partial.bytes.extend(header.iter().take(size));
        }
    }
    let size = partial.size.unwrap_or_default();
    while partial.bytes.len() < size {
        let block = block_length(card).min(size - partial.bytes.len());
        let data = match read_at(card, partial.bytes.len(), block).await {
            // A chip that announces more than it can do is asked for less.
            Err(ReadError::Refused { status, .. })
                if card.longest.response > 256 && is_too_long(status) && card.channel.is_some() =>
            {
                card.longest = Longest::SHORT;
                continue;
            }
            other => other?,
        };
        if data.is_empty() {
            return Err(ReadError::FileTruncated { file });
        }
        partial.bytes.extend(data.iter().take(block));
        card.tell(Event::Progress { file, read: partial.bytes.len(), size });
    }
    Ok(())
}

impl Partial {
    /// The bytes, of a file that ends early as well.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// What the selected file begins with, up to so many bytes: for files that have no header.
pub(crate) async fn read_beginning(card: &mut Card, length: usize) -> Result<Vec<u8>, ReadError> {
    read_at(card, 0, length).await
}

/// How much one command can bring at most.
fn block_length(card: &Card) -> usize {
    let within = match &card.channel {
        Some(channel) => channel.data_within(card.longest.response),
        None => card.longest.response,
    };
    within.max(1)
}

/// READ BINARY at an offset (ISO/IEC 7816-4 §7.2.3): beyond 32,767 with the odd instruction, which wraps offset and data.
async fn read_at(card: &mut Card, offset: usize, length: usize) -> Result<Vec<u8>, ReadError> {
    let step = Step::ReadFile;
    let [.., top, high, low] = offset.to_be_bytes();
    let is_far = offset >= FAR;
    let command = |length: usize| match is_far {
        false => Command::new(0x00, 0xB0, high, low).with_expected(length),
        true => {
            let place = if top == 0 { vec![high, low] } else { vec![top, high, low] };
            // The object around the data has a tag and a length of at most three bytes.
            Command::new(0x00, 0xB1, 0x00, 0x00)
                .with_data(tlv::object(0x54, &place))
                .with_expected(length.saturating_add(4))
        }
    };
    let length = if is_far { length.saturating_sub(4).max(1) } else { length };
    let mut response = card.transmit(step, &command(length)).await?;
    if let Some(exact) = response.status.exact_length() {
        response = card.transmit(step, &command(exact)).await?;
    }
    let Response { data, status } = response;
    // 6282 is the end of the file, with what there was before it.
    if status != Status::OK && (status.0 != 0x6282 || data.is_empty()) {
        return Err(ReadError::Refused { step, status });
    }
    if !is_far {
        return Ok(data);
    }
    let object = Reader::new(&data, "READ BINARY").read().ok().filter(|object| object.tag() == 0x53);
    let object = object.ok_or(ReadError::Malformed { step, detail: "no data object" })?;
    Ok(object.content().to_vec())
}

/// Whether a status may say that the lengths of a command are more than the chip takes.
pub(crate) const fn is_too_long(status: Status) -> bool {
    is_form_refused(status) || matches!(status.0, 0x6A80 | 0x6F00 | 0x6281)
}

/// The bytes of a file from its header: a tag, a length, and so many bytes.
fn size_of(header: &[u8]) -> Option<usize> {
    let tag = match header {
        [first, second, ..] if first & 0x1F == 0x1F && second & 0x80 == 0 => 2,
        [_, ..] => 1,
        [] => return None,
    };
    let (length, content) = match header.get(tag..)? {
        [length @ 0..=0x7F, ..] => (1, usize::from(*length)),
        [0x81, length, ..] => (2, usize::from(*length)),
        [0x82, high, low, ..] => (3, usize::from(u16::from_be_bytes([*high, *low]))),
        [0x83, top, high, low, ..] => (4, usize::try_from(u32::from_be_bytes([0, *top, *high, *low])).ok()?),
        _ => return None,
    };
    content.checked_add(tag)?.checked_add(length)
}

/// What EF.ATR/INFO says of the longest commands and responses (ISO/IEC 7816-4 §12.7.1), if the chip has that file.
pub(crate) async fn read_lengths(card: &mut Card) -> Result<Option<Longest>, ReadError> {
    match select(card, ATR_INFO).await {
        Ok(()) => {}
        Err(error) if error.is_refusal() => return Ok(None),
        Err(error) => return Err(error),
    }
    match read_at(card, 0, 256).await {
        Ok(data) => Ok(lengths(&data)),
        Err(error) if error.is_refusal() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Object 7F66 with the bytes of the longest command and of the longest response, header and status included.
fn lengths(data: &[u8]) -> Option<Longest> {
    let mut reader = Reader::new(data, "EF.ATR/INFO");
    while !reader.is_empty() {
        let object = reader.read().ok()?;
        if object.tag() == 0x7F66 {
            let mut fields = object.reader();
            let mut number = || {
                let number = fields.expect(doc9303_asn1::tag::INTEGER).ok()?.small_integer().ok()?;
                usize::try_from(number).ok().filter(|number| (256..=65_536).contains(number))
            };
            let (command, response) = (number()?, number()?);
            return Some(Longest {
                command: command.saturating_sub(9),
                response: response.saturating_sub(2),
            });
        }
    }
    None
}
