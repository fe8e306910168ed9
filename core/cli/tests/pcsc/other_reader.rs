//! The virtual chip, read by the crate emrtd, which shares no code with this project: Basic Access Control, and every file.

use crate::{Running, VIRTUAL_READER, program, service, vectors};
use emrtd::{EmrtdComms, EmrtdError, other_mrz};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// The card in the virtual reader, as soon as there is one.
fn card() -> pcsc::Card {
    let until = Instant::now() + Duration::from_secs(20);
    let context = pcsc::Context::establish(pcsc::Scope::User).unwrap();
    loop {
        let readers = context.list_readers_owned().unwrap_or_default();
        let is_virtual =
            |name: &&std::ffi::CString| name.to_str().is_ok_and(|name| name.starts_with("Virtual PCD 00 00"));
        let reader = readers.iter().find(is_virtual);
        let connected =
            reader.map(|reader| context.connect(reader, pcsc::ShareMode::Shared, pcsc::Protocols::ANY));
        match connected {
            Some(Ok(card)) => return card,
            _ if Instant::now() > until => panic!("no card in the virtual reader: {readers:?}"),
            _ => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Opens the application with the fields of a zone.
fn opened(number: &str, birth: &str, expiry: &str) -> Result<EmrtdComms, EmrtdError> {
    let mut reader = EmrtdComms::new(card());
    reader.select_emrtd_application()?;
    reader.establish_bac_session_keys(other_mrz(number, birth, expiry)?.as_bytes())?;
    Ok(reader)
}

#[test]
fn another_reader_opens_the_virtual_chip_and_reads_what_is_in_it() {
    let _service = service();
    let folder = vectors().join("passport");
    let path = |part: &str| folder.join(part).to_str().unwrap().to_owned();
    let arguments = ["chip", &path("chip"), "--mrz", &path("mrz.txt"), "--bac", "--vpcd", VIRTUAL_READER];
    let _chip = Running(program(&arguments).stderr(Stdio::null()).spawn().unwrap());

    let refused = opened("L898902C3", "740813", "340219").err().unwrap();
    assert!(matches!(refused, EmrtdError::RecvApduError(0x63, 0x00)), "{refused:?}");

    let mut reader = opened("L898902C3", "740812", "340219").unwrap();
    for (name, identifier) in [
        ("EF.COM", [0x01, 0x1E]),
        ("EF.SOD", [0x01, 0x1D]),
        ("EF.DG1", [0x01, 0x01]),
        ("EF.DG2", [0x01, 0x02]),
        ("EF.DG7", [0x01, 0x07]),
        ("EF.DG11", [0x01, 0x0B]),
        ("EF.DG12", [0x01, 0x0C]),
        ("EF.DG13", [0x01, 0x0D]),
        ("EF.DG14", [0x01, 0x0E]),
        ("EF.DG15", [0x01, 0x0F]),
        ("EF.DG16", [0x01, 0x10]),
    ] {
        reader.select_ef(&identifier, name, true).unwrap();
        let read = reader.read_data_from_ef(true).unwrap();
        assert!(read == std::fs::read(folder.join("chip").join(name)).unwrap(), "{name}");
    }
}
