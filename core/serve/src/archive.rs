//! The files of a chip in a ZIP archive.

use crate::problem::Problem;
use doc9303::{Code, Limits};
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive};
use std::io::Read;

/// Members of an archive with the files of one chip.
const MEMBERS: usize = 1_000;

/// The members, each with its name, unpacked within the limits of a chip. Check sums and lengths must be those that the archive
/// names.
///
/// # Errors
/// `file.malformed` for what is no archive or has a broken member, a `limit.*` code for what is too large.
pub(crate) fn members(bytes: &[u8], limits: &Limits) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let archive =
        ZipArchive::from_slice(bytes).map_err(|_| malformed("no archive, or one without its directory"))?;
    let mut entries = archive.entries();
    let (mut members, mut seen, mut left) = (Vec::new(), 0_usize, limits.chip_size);
    while let Some(member) =
        entries.next_entry().map_err(|_| malformed("the archive's directory breaks off"))?
    {
        seen = seen.saturating_add(1);
        if seen > MEMBERS {
            return Err(Problem::input(Code::LimitCount, "archive: more members than the files of one chip"));
        }
        if member.is_dir() {
            continue;
        }
        if member.flags().is_encrypted() {
            return Err(malformed("an encrypted member"));
        }
        let name = String::from_utf8_lossy(member.file_path().as_ref()).into_owned();
        let entry = archive
            .get_entry(member.wayfinder())
            .map_err(|_| malformed("a member that is not where the directory says"))?;
        // One byte more than may be tells a member that is too large from one that just fits.
        let bound = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
        let mut unpacked = Vec::new();
        let read = match member.compression_method() {
            CompressionMethod::STORE => {
                entry.verifying_reader(entry.data()).take(bound).read_to_end(&mut unpacked)
            }
            CompressionMethod::DEFLATE => entry
                .verifying_reader(DeflateDecoder::new(entry.data()))
                .take(bound)
                .read_to_end(&mut unpacked),
            _ => return Err(malformed("a member compressed in another way than deflate")),
        };
        if unpacked.len() > left {
            return Err(Problem::input(Code::LimitSize, "archive: more bytes than the limit for a chip"));
        }
        read.map_err(|_| malformed("a member whose length or check sum is wrong"))?;
        left = left.saturating_sub(unpacked.len());
        members.push((name, unpacked));
    }
    Ok(members)
}

fn malformed(detail: &'static str) -> Problem {
    Problem::input(Code::FileMalformed, format!("archive: {detail}"))
}
