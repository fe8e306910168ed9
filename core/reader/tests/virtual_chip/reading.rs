//! Files: their lengths, the commands that they take, and fields that are lost.

use crate::driver::{Run, Seeded, read, read_losing};
use crate::made::{chip, com, dg, file, full, number, options, private_key, small, variant, zone};
use doc9303::FileId;
use doc9303::lds::AccessProtocol;
use doc9303_reader::chip::{ChipLengths, ChipProfile, StaticKey, VirtualChip};
use doc9303_reader::{Cipher, Command, Mapping, Next, Purpose, Randomness, ReadError, ReadOptions, Reading};

fn extended(bytes: usize) -> ReadOptions {
    let mut options = options();
    (options.longest_command, options.longest_response) = (bytes, bytes);
    options
}

fn assert_whole(run: &Run, profile: &ChipProfile) {
    assert_eq!(run.result, Ok(()), "{:?}", run.evidence);
    for (file, bytes) in &profile.files {
        if *file != dg(3) {
            assert_eq!(run.evidence.files.get(file), Some(bytes), "{file}: {:?}", run.evidence);
        }
    }
}

fn gm() -> doc9303_reader::PaceVariant {
    variant(Mapping::Generic, Cipher::Aes128, 13)
}

#[test]
fn a_whole_document_is_read_and_proved_by_every_protocol() {
    let profile = full(gm());
    let run = read(&mut chip(profile.clone()), options());
    assert_whole(&run, &profile);
    assert!(run.evidence.chip_auth.is_some());
    assert_eq!(run.evidence.failures, []);
    assert!(!run.evidence.files.contains_key(&dg(3)), "protected");
}

#[test]
fn protected_data_groups_are_denied() {
    let profile = full(gm());
    let mut wanted = options();
    wanted.files = Some(vec![dg(1), dg(3), dg(4), dg(12)]);
    let run = read(&mut chip(profile), wanted);
    assert_eq!(run.result, Ok(()));
    let refused: Vec<_> =
        run.evidence.not_read.iter().map(|(file, error)| (*file, error.to_string())).collect();
    let text = |file| (file, "the chip refuses select.file, status 6982".to_owned());
    assert_eq!(refused, [text(dg(3)), text(dg(4))]);
    assert!(run.evidence.files.contains_key(&dg(12)), "read on");
}

#[test]
fn nothing_of_the_application_is_readable_before_access() {
    let mut profile = full(gm());
    profile.files.insert(FileId::CardSecurity, file(0x30, 60).into());
    let mut chip = chip(profile);
    let status = |chip: &mut VirtualChip, command: &[u8]| {
        let response = chip.respond(command);
        response[response.len() - 2..].to_vec()
    };
    let application = [0x00, 0xA4, 0x04, 0x0C, 0x07, 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01];
    assert_eq!(status(&mut chip, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C]), [0x90, 0x00]);
    assert_eq!(
        status(&mut chip, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1D]),
        [0x69, 0x82],
        "EF.CardSecurity"
    );
    assert_eq!(status(&mut chip, &[0x00, 0xB0, 0x9D, 0x00, 0x00]), [0x69, 0x82], "by short identifier");
    assert_eq!(status(&mut chip, &application), [0x90, 0x00]);
    for last in [0x1D, 0x1E, 0x01, 0x02, 0x03, 0x0E] {
        assert_eq!(
            status(&mut chip, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, last]),
            [0x69, 0x82],
            "{last:02X}"
        );
        assert_eq!(status(&mut chip, &[0x00, 0xB0, 0x80 | last, 0x00, 0x00]), [0x69, 0x82], "{last:02X}");
    }
    assert_eq!(status(&mut chip, &[0x00, 0xB0, 0x00, 0x00, 0x00]), [0x69, 0x86], "no file is selected");
    assert_eq!(status(&mut chip, &[0x00, 0x88, 0x00, 0x00, 0x08, 1, 2, 3, 4, 5, 6, 7, 8, 0]), [0x69, 0x82]);
    assert_eq!(status(&mut chip, &[0x0C, 0xB0, 0x00, 0x00, 0x00]), [0x68, 0x82], "no session");
    assert_eq!(status(&mut chip, &[0x80, 0xB0, 0x00, 0x00, 0x00]), [0x6E, 0x00]);
    assert_eq!(status(&mut chip, &[0x00, 0x20, 0x00, 0x00]), [0x6D, 0x00]);
    assert_eq!(status(&mut chip, &[0x00, 0xB0]), [0x67, 0x00]);
}

#[test]
fn every_form_of_select_and_read_binary_is_taken() {
    let mut profile = small();
    profile.passwords.clear();
    profile.lengths = ChipLengths::extended(4_096);
    profile.files.insert(dg(2), file(0x75, 40_000).into());
    let bytes = profile.files[&dg(2)].clone();
    let mut chip = chip(profile);
    let mut ask = |command: Command| chip.respond(&command.to_bytes());
    let name = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01];
    let ok = [0x90, 0x00];
    assert_eq!(ask(Command::new(0, 0xA4, 0x00, 0x0C)), ok, "the master file without its name");
    assert_eq!(ask(Command::new(0, 0xA4, 0x00, 0x00).with_data([0x3F, 0x00]).with_expected(256))[0], 0x6F);
    assert_eq!(ask(Command::new(0, 0xA4, 0x04, 0x00).with_data(name).with_expected(256))[..2], [0x6F, 0x09]);
    for (p1, path) in [(0x02, &[0x01, 0x02][..]), (0x00, &[0x01, 0x02]), (0x09, &[0x01, 0x02])] {
        assert_eq!(ask(Command::new(0, 0xA4, p1, 0x0C).with_data(path)), ok);
    }
    assert_eq!(ask(Command::new(0, 0xA4, 0x02, 0x04).with_data([0x01, 0x02]).with_expected(256))[0], 0x62);
    let read = |p1, p2, length| Command::new(0, 0xB0, p1, p2).with_expected(length);
    let with_ok = |part: &[u8]| [part, &ok].concat();
    assert_eq!(ask(read(0x82, 3, 10)), with_ok(&bytes[3..13]), "by short identifier");
    assert_eq!(ask(read(0x7F, 0xFF, 2_000)), with_ok(&bytes[0x7FFF..0x7FFF + 2_000]), "extended");
    let odd = |offset: &[u8], length| {
        let object = [&[0x54, u8::try_from(offset.len()).unwrap()], offset].concat();
        Command::new(0, 0xB1, 0, 0).with_data(object).with_expected(length)
    };
    assert_eq!(ask(odd(&[0x80, 0x01], 14))[..12], [&[0x53, 0x0A], &bytes[0x8001..0x800B]].concat());
    assert_eq!(ask(odd(&[0x00, 0x00, 0x05], 8))[..6], [&[0x53, 0x04], &bytes[5..9]].concat());
    assert_eq!(ask(odd(&[0xFF, 0xFF], 8)), [0x6B, 0x00], "beyond the end");
    assert_eq!(ask(Command::new(0, 0xB1, 0, 0).with_data([0x55, 0x00]).with_expected(8)), [0x6A, 0x80]);
    assert_eq!(ask(Command::new(0, 0xA4, 0x02, 0x0C).with_data([0x01, 0x05])), [0x6A, 0x82]);
    assert_eq!(ask(Command::new(0, 0xA4, 0x07, 0x0C).with_data([0x01, 0x05])), [0x6A, 0x86]);
}

#[test]
fn large_files_are_read_with_the_odd_instruction() {
    for (longest, lengths) in [(256, ChipLengths::SHORT), (10_000, ChipLengths::extended(10_000))] {
        for pace in [None, Some(variant(Mapping::Generic, Cipher::TripleDes, 12)), Some(gm())] {
            let mut profile = small();
            profile.has_basic_access = pace.is_none();
            profile.pace.extend(pace);
            profile.lengths = lengths;
            profile.files.insert(FileId::Com, com(&[0x61, 0x67]).into());
            profile.files.insert(dg(7), file(0x67, 70_000).into());
            let run = read(&mut chip(profile.clone()), extended(longest));
            assert_whole(&run, &profile);
            assert!(run.count(0xB1) > 0);
        }
    }
}

#[test]
fn extended_lengths_save_commands() {
    let mut profile = full(gm());
    profile.files.insert(dg(2), file(0x75, 12_000).into());
    let blocks = |profile: &ChipProfile, options: ReadOptions| {
        let mut options = options;
        options.files = Some(vec![dg(2)]);
        let run = read(&mut chip(profile.clone()), options);
        assert_eq!(run.evidence.files.get(&dg(2)), profile.files.get(&dg(2)), "{:?}", run.evidence);
        run.count(0xB0)
    };
    let card_access = 1;
    assert_eq!(blocks(&profile, options()), card_access + 1 + 12_004_usize.div_ceil(223), "short");
    for (lengths, most, pieces) in [
        (ChipLengths::extended(65_000), 65_000, 1),
        (ChipLengths::extended(2_048), 65_000, 6),
        (ChipLengths::extended(65_000), 2_048, 6),
        (ChipLengths::extended(700), 1_000, 18),
    ] {
        profile.lengths = lengths;
        // EF.ATR/INFO is one more.
        assert_eq!(blocks(&profile, extended(most)), 1 + card_access + 1 + pieces, "{lengths:?} {most}");
    }
}

#[test]
fn a_chip_that_says_nothing_of_its_lengths_is_asked_for_long_ones_and_then_for_short_ones() {
    let mut profile = full(gm());
    profile.lengths.response = 2_000;
    profile.lengths.command = 2_000;
    let run = read(&mut chip(profile.clone()), extended(2_000));
    assert_whole(&run, &profile);
    profile.lengths = ChipLengths::SHORT;
    let run = read(&mut chip(profile.clone()), extended(2_000));
    assert_whole(&run, &profile);
}

/// Whatever comes, a chip answers with a status, and goes on answering.
#[test]
fn no_command_confuses_the_chip() {
    let profile = full(gm());
    let commands = read(&mut chip(profile.clone()), options()).commands;
    let mut noise = Seeded(3);
    let mut random = |length: usize| {
        let mut bytes = vec![0; length];
        noise.fill(Purpose::BacNonce, &mut bytes);
        bytes
    };
    for round in 0..60 {
        let mut chip = chip(profile.clone());
        for command in &commands {
            let place = random(4);
            let mut changed = command.clone();
            if place[0] < 40 {
                changed = random(usize::from(place[1] % 40));
            } else if place[0] < 60 {
                changed.truncate(usize::from(place[1]) % command.len());
            } else if place[0] < 80 || round == 0 {
                let at = usize::from(place[1]) % changed.len();
                changed[at] ^= place[2];
            }
            assert!(chip.respond(&changed).len() >= 2, "{changed:02X?}");
        }
        chip.reset();
        assert_eq!(chip.respond(&commands[0]), [0x90, 0x00]);
    }
}

/// Wherever the field is lost, nothing is lost with it, and nothing is read twice.
#[test]
fn a_lost_field_costs_no_byte() {
    let mut basic = full(gm());
    basic.pace.clear();
    basic.files.remove(&FileId::CardAccess);
    let mut mapping = full(variant(Mapping::ChipAuthentication, Cipher::Aes128, 13));
    mapping.mapping_key = StaticKey::new(13, &private_key(13));
    mapping.files.insert(FileId::CardSecurity, file(0x30, 600).into());
    // In the application, the same identifier is EF.SOD's.
    mapping.files.insert(FileId::Sod, file(0x77, 700).into());
    for profile in [full(gm()), basic, mapping] {
        let whole = read(&mut chip(profile.clone()), options());
        let opened = whole.commands.iter().position(|command| command[0] == 0x0C).unwrap();
        for lost in 0..whole.commands.len() {
            let run = read_losing(&mut chip(profile.clone()), options(), |number| number == lost);
            assert_whole(&run, &profile);
            assert_eq!((run.reconnections, run.evidence.resumed), (1, 1));
            assert!(run.evidence.chip_auth.is_some(), "lost at {lost}: leaving spares no proof");
            assert_eq!(run.evidence.pace_cam.is_some(), profile.mapping_key.is_some());
            // Opening again, the file's selection, and the command itself.
            let again = run.commands.len() - whole.commands.len();
            assert!(again <= opened + 12, "lost at {lost}: {again} commands more");
        }
    }
}

/// What was read with the weaker protocol stays so, however the chip is opened when it comes back.
#[test]
fn a_chip_that_comes_back_stronger_was_read_with_the_weaker_protocol() {
    let mut weak = full(gm());
    weak.pace.clear();
    weak.files.remove(&FileId::CardAccess);
    let (mut first, mut second) = (chip(weak), chip(full(gm())));
    let mut reading = Reading::new(options(), Seeded(1));
    let mut sent = 0;
    let result = loop {
        match reading.next() {
            Next::Send(command) => {
                sent += 1;
                match sent {
                    ..25 => reading.answer(first.respond(&command)),
                    25 => reading.lost(),
                    _ => reading.answer(second.respond(&command)),
                }
            }
            Next::Event(_) => {}
            Next::Sign(_) => reading.signed(None),
            Next::Reconnect => reading.reconnected(),
            Next::Done(result) => break result,
        }
    };
    assert_eq!(result, Ok(()));
    let evidence = reading.evidence();
    assert!(evidence.files.contains_key(&FileId::CardAccess) && evidence.resumed == 1);
    assert_eq!(evidence.access.unwrap().protocol, AccessProtocol::Bac);
}

/// An answer that came too late is none to what was asked since.
#[test]
fn a_late_answer_is_dropped() {
    let mut reading = Reading::new(options(), Seeded(1));
    let mut chip = chip(full(gm()));
    for _ in 0..3 {
        let Next::Send(command) = reading.next() else { continue };
        reading.answer(chip.respond(&command));
    }
    while !matches!(reading.next(), Next::Send(_)) {}
    reading.lost();
    while !matches!(reading.next(), Next::Reconnect) {}
    reading.answer(vec![0x6A, 0x82]);
    reading.reconnected();
    chip.reset();
    assert!(matches!(reading.next(), Next::Send(_)), "nothing was answered since");
}

/// Once an answer did not belong to the session, nothing more is sent in the open.
#[test]
fn a_session_that_ended_never_goes_on_in_the_open() {
    for answer in [&[0x90][..], &[0x90, 0x00], &[0x69, 0x87]] {
        let mut chip = chip(full(gm()));
        let whole = read(&mut chip, options()).commands;
        let protected = whole.iter().filter(|command| command[0] == 0x0C).count();
        for broken in 0..protected {
            let (mut chip, mut count) = (self::chip(full(gm())), 0);
            let mut reading = Reading::new(options(), Seeded(1));
            let mut is_broken = false;
            loop {
                match reading.next() {
                    Next::Send(command) => {
                        assert!(!is_broken, "sent after the session ended: {command:02X?}");
                        let response = chip.respond(&command);
                        is_broken = command[0] == 0x0C && count == broken;
                        count += usize::from(command[0] == 0x0C);
                        reading.answer(if is_broken { answer.to_vec() } else { response });
                    }
                    Next::Event(_) => {}
                    Next::Reconnect | Next::Sign(_) => unreachable!(),
                    Next::Done(result) => break assert!(result.is_err()),
                }
            }
            assert!(!reading.evidence().is_protected_to_end);
        }
    }
}

#[test]
fn a_field_that_is_lost_again_and_again_ends_the_reading_with_what_there_is() {
    let profile = full(gm());
    let whole = read(&mut chip(profile.clone()), options()).commands.len();
    let run = read_losing(&mut chip(profile.clone()), options(), |number| number + 3 >= whole);
    assert_eq!(run.result, Err(ReadError::Lost));
    assert_eq!(run.reconnections, 3);
    assert_eq!(run.evidence.files.get(&dg(1)), profile.files.get(&dg(1)));
    assert_eq!(run.evidence.files.get(&dg(2)), profile.files.get(&dg(2)));
}

#[test]
fn a_chip_that_wants_a_plain_command_after_the_session_began_forgets_the_session() {
    let mut profile = small();
    profile.has_basic_access = true;
    let mut chip = chip(profile);
    let run = read(&mut chip, ReadOptions::new([zone(), number()]));
    assert_eq!(run.result, Ok(()));
    assert_eq!(chip.respond(&[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x01]), [0x69, 0x82]);
    let protected = run.commands.last().unwrap();
    assert_eq!(chip.respond(protected), [0x68, 0x82]);
}

#[test]
fn a_repeated_command_ends_the_session_of_the_chip() {
    let mut profile = small();
    profile.has_basic_access = true;
    let mut chip = chip(profile);
    let run = read(&mut chip, options());
    let protected = run.commands.last().unwrap();
    assert_eq!(chip.respond(protected), [0x69, 0x88]);
    assert_eq!(chip.respond(protected), [0x68, 0x82]);
}
