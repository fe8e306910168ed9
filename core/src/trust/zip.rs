//! Archives as States publish them: every member is recognised and granted like a file of its own.

use super::grant::Certificates;
use super::{Content, Grant, ImportSummary, TrustStore};
use crate::{Code, Error, Limits};
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive};
use std::io::Read;

const STRUCTURE: &str = "archive";

/// Bytes that may still be unpacked.
struct Room {
    member: usize,
    all: usize,
}

impl Room {
    fn of(limits: &Limits) -> Self {
        Room { member: limits.list_size, all: limits.archive_size }
    }
}

/// Adds every member. One that is broken, encrypted or an archive itself is refused and takes nothing from the others.
pub(super) fn add(
    store: &mut TrustStore,
    bytes: &[u8],
    grant: Grant<'_>,
    import: &mut ImportSummary,
) -> Result<(), Error> {
    let limits = *store.limits();
    let archive = ZipArchive::from_slice(bytes).map_err(|_| malformed("an archive without its directory"))?;
    // An archive is a folder: a certificate beside a list whose signer was named is no anchor.
    let grant = match grant.allows_anchors() && grant.names_signer() && holds_master_list(&archive, &limits) {
        true => grant.up_to(Certificates::UnderAnchors),
        false => grant,
    };
    let mut entries = archive.entries();
    let mut left = Room::of(&limits);
    let mut members = 0;
    loop {
        let member = match entries.next_entry() {
            Ok(Some(member)) => member,
            Ok(None) => break,
            Err(_) => {
                import.reject(members, Code::FileMalformed, "the archive's directory breaks off");
                break;
            }
        };
        if members >= limits.archive_members {
            import.reject(members, Code::LimitCount, "more members than the limit for an archive");
            break;
        }
        if !member.is_dir() {
            let name = name_of(&member);
            let inside = add_member(store, &archive, &member, &name, grant, &mut left);
            import.join(members, &format!("/{name}"), inside);
        }
        members += 1;
    }
    let announced = usize::try_from(archive.entries_hint()).unwrap_or(usize::MAX);
    if announced > members {
        import.reject(members, Code::FileMalformed, "the archive announces more members than it names");
    }
    let end = usize::try_from(archive.end_offset()).unwrap_or(usize::MAX);
    if end < bytes.len() {
        import.reject(members, Code::FileTrailingData, "bytes follow the archive");
    }
    Ok(())
}

/// Looks at as many members as are added.
fn holds_master_list(archive: &ZipSliceArchive<&[u8]>, limits: &Limits) -> bool {
    let mut left = Room::of(limits);
    let members = archive.entries().map_while(Result::ok).take(limits.archive_members);
    members.into_iter().any(|member| {
        let bytes = unpack(archive, &member, &mut left);
        let content = bytes.and_then(|bytes| Content::recognise_within(&bytes, limits));
        content.is_ok_and(|content| content == Content::MasterList)
    })
}

fn add_member(
    store: &mut TrustStore,
    archive: &ZipSliceArchive<&[u8]>,
    member: &ZipFileHeaderRecord<'_>,
    name: &str,
    grant: Grant<'_>,
    left: &mut Room,
) -> ImportSummary {
    let result = unpack(archive, member, left).and_then(|bytes| {
        match Content::recognise_within(&bytes, store.limits()) {
            Ok(Content::Zip) => {
                Err(Error::at(Code::TrustNotRecognised, STRUCTURE, 0, "an archive within an archive"))
            }
            _ => Ok(store.add(name, &bytes, grant)),
        }
    });
    result.unwrap_or_else(|error| {
        let mut refused = ImportSummary::default();
        refused.refuse(&error);
        refused
    })
}

/// The bytes of a member, whose length and check sum must be those that the archive names.
fn unpack(
    archive: &ZipSliceArchive<&[u8]>,
    member: &ZipFileHeaderRecord<'_>,
    left: &mut Room,
) -> Result<Vec<u8>, Error> {
    if member.flags().is_encrypted() {
        return Err(malformed("an encrypted member"));
    }
    let entry = archive
        .get_entry(member.wayfinder())
        .map_err(|_| malformed("a member that is not where the directory says"))?;
    let most = left.member.min(left.all);
    // One byte more than may be tells a member that is too large from one that just fits.
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = match member.compression_method() {
        CompressionMethod::STORE => entry.verifying_reader(entry.data()).take(bound).read_to_end(&mut bytes),
        CompressionMethod::DEFLATE => {
            entry.verifying_reader(DeflateDecoder::new(entry.data())).take(bound).read_to_end(&mut bytes)
        }
        _ => return Err(malformed("a member compressed in another way than deflate")),
    };
    left.all = left.all.saturating_sub(bytes.len());
    if bytes.len() > most {
        return Err(Error::at(
            Code::LimitSize,
            STRUCTURE,
            0,
            "a member larger than the limit for a list, or all together than that for an archive",
        ));
    }
    read.map_err(|_| malformed("a member whose length or check sum is wrong"))?;
    Ok(bytes)
}

/// The member's path as it can be shown: names in archives are whatever somebody wrote.
fn name_of(member: &ZipFileHeaderRecord<'_>) -> String {
    let name = String::from_utf8_lossy(member.file_path().as_ref()).into_owned();
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    match name.char_indices().nth(256) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name,
    }
}

fn malformed(detail: &'static str) -> Error {
    Error::at(Code::FileMalformed, STRUCTURE, 0, detail)
}
