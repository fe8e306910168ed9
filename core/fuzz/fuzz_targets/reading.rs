//! A chip whose answers are changed on their way: whatever is kept of a session is what the chip sent.
//!
//! The first byte chooses the document. Then come changes of four bytes each: the answer, the place in it, what is put there, and how.
#![no_main]

use doc9303::lds::AccessProtocol;
use doc9303::{DataGroup, FileId};
use doc9303_reader::chip::{ChipProfile, VirtualChip};
use doc9303_reader::{Cipher, Mapping, Next, PaceVariant, Password, Purpose, Randomness, ReadOptions, Reading};

/// Bytes that look random and are the same in every run.
struct Counted(u8);

impl Randomness for Counted {
    fn fill(&mut self, _: Purpose, bytes: &mut [u8]) -> bool {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(5).wrapping_add(17);
            *byte = self.0;
        }
        true
    }
}

fn profile(choice: u8) -> ChipProfile {
    let file = |tag: u8, length: u8| [&[tag, length][..], &vec![7; usize::from(length)]].concat();
    let files = [
        (FileId::Com, vec![0x60, 0x04, 0x5C, 0x02, 0x61, 0x75]),
        (FileId::Dg(DataGroup::DG1), file(0x61, 90)),
        (FileId::Dg(DataGroup::DG2), [&[0x75, 0x82, 0x02, 0x00][..], &[3; 512]].concat()),
    ];
    let mut profile = ChipProfile::new(files);
    profile.passwords = vec![password()];
    // Curves cost a hundred times what Basic Access Control costs, and come that much more seldom.
    match choice {
        0..=199 => profile.has_basic_access = true,
        200..=249 => {}
        250..=252 => profile.pace.extend(PaceVariant::new(Mapping::Generic, Cipher::Aes128, 12)),
        _ => profile.pace.extend(PaceVariant::new(Mapping::Integrated, Cipher::TripleDes, 12)),
    }
    profile
}

fn password() -> Password {
    Password::mrz_information("L898902C<369080619406236").expect("it is one")
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((choice, changes)) = data.split_first() else { return };
    let profile = profile(*choice);
    let files = profile.files.clone();
    let mut chip = VirtualChip::new(profile, Counted(1));
    let mut options = ReadOptions::new([password()]);
    options.commands = 200;
    let mut reading = Reading::new(options, Counted(2));
    let mut number = 0_u8;
    loop {
        match reading.next() {
            Next::Send(command) => {
                let mut response = chip.respond(&command);
                for [answer, place, value, how] in changes.as_chunks::<4>().0 {
                    if *answer != number {
                        continue;
                    }
                    let place = usize::from(*place) % response.len().max(1);
                    match how % 4 {
                        0 => response.truncate(place),
                        1 => response.insert(place.min(response.len()), *value),
                        2 => response.extend([*value].repeat(usize::from(*how))),
                        _ => response.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= value),
                    }
                }
                number = number.saturating_add(1);
                if response.is_empty() { reading.lost() } else { reading.answer(response) }
            }
            Next::Event(_) => {}
            Next::Sign(_) => reading.signed(None),
            Next::Reconnect => {
                chip.reset();
                reading.reconnected();
            }
            Next::Done(_) => break,
        }
    }
    let evidence = reading.evidence();
    let is_protected = evidence.access.is_some_and(|access| access.protocol != AccessProtocol::None);
    for (file, bytes) in evidence.files.iter().filter(|(file, _)| is_protected && **file != FileId::CardAccess) {
        assert_eq!(files.get(file), Some(bytes), "{file}");
    }
});
