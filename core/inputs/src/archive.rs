//! ZIP archives: members unpacked within bounds, and packed as they are.

use doc9303::Code;
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// Why an archive is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// It is no archive, or a member of it is broken.
    #[error("archive: {0}")]
    Malformed(&'static str),
    /// It has more members than the limit.
    #[error("archive: more members than the limit of {0}")]
    Members(usize),
    /// Unpacked it has more bytes than the limit.
    #[error("archive: more bytes than the limit of {0}")]
    Bytes(usize),
}

impl ArchiveError {
    /// The stable code.
    ///
    /// ```
    /// assert_eq!(doc9303_inputs::ArchiveError::Members(1).code().as_str(), "limit.count");
    /// ```
    pub fn code(&self) -> Code {
        match self {
            ArchiveError::Malformed(_) => Code::FileMalformed,
            ArchiveError::Members(_) => Code::LimitCount,
            ArchiveError::Bytes(_) => Code::LimitSize,
        }
    }
}

/// The members, each with its name, of which there are at most `most` with `size` bytes in all. Check sums and lengths must be those that
/// the archive names.
///
/// # Errors
/// If it is no archive, a member is broken, or it goes beyond a bound.
///
/// ```
/// use doc9303_inputs::{ArchiveError, members};
/// assert!(matches!(members(b"no archive", 10, 1000), Err(ArchiveError::Malformed(_))));
/// ```
pub fn members(bytes: &[u8], most: usize, size: usize) -> Result<Vec<(String, Vec<u8>)>, ArchiveError> {
    use ArchiveError::{Bytes, Malformed, Members};
    let archive =
        ZipArchive::from_slice(bytes).map_err(|_| Malformed("no archive, or one without its directory"))?;
    let mut entries = archive.entries();
    let (mut members, mut seen, mut left) = (Vec::new(), 0_usize, size);
    while let Some(member) =
        entries.next_entry().map_err(|_| Malformed("the archive's directory breaks off"))?
    {
        seen = seen.saturating_add(1);
        if seen > most {
            return Err(Members(most));
        }
        if member.is_dir() {
            continue;
        }
        if member.flags().is_encrypted() {
            return Err(Malformed("an encrypted member"));
        }
        let name = String::from_utf8_lossy(member.file_path().as_ref()).into_owned();
        let entry = archive
            .get_entry(member.wayfinder())
            .map_err(|_| Malformed("a member that is not where the directory says"))?;
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
            _ => return Err(Malformed("a member compressed in another way than deflate")),
        };
        if unpacked.len() > left {
            return Err(Bytes(size));
        }
        read.map_err(|_| Malformed("a member whose length or check sum is wrong"))?;
        left = left.saturating_sub(unpacked.len());
        members.push((name, unpacked));
    }
    Ok(members)
}

/// The same by name, of which none may be there twice.
///
/// # Errors
/// As of [`members`], and if a name is there twice.
///
/// ```
/// assert!(doc9303_inputs::members_by_name(b"no archive", 10, 1000).is_err());
/// ```
pub fn members_by_name(
    bytes: &[u8],
    most: usize,
    size: usize,
) -> Result<BTreeMap<String, Vec<u8>>, ArchiveError> {
    let mut by_name = BTreeMap::new();
    for (name, bytes) in members(bytes, most, size)? {
        if by_name.insert(name, bytes).is_some() {
            return Err(ArchiveError::Malformed("a member that is there twice"));
        }
    }
    Ok(by_name)
}

/// The archive of these members, stored as they are, in order and without times, so that equal members give equal archives.
///
/// # Errors
/// If a name is none that an archive can have.
///
/// ```
/// let members = [("a.txt".to_owned(), b"text".to_vec())].into();
/// let archive = doc9303_inputs::pack(&members)?;
/// assert_eq!(doc9303_inputs::members_by_name(&archive, 1, 10)?, members);
/// # Ok::<(), doc9303_inputs::ArchiveError>(())
/// ```
pub fn pack<B: AsRef<[u8]>>(members: &BTreeMap<String, B>) -> Result<Vec<u8>, ArchiveError> {
    packed(members).map_err(|_| ArchiveError::Malformed("a member that cannot be packed"))
}

fn packed<B: AsRef<[u8]>>(members: &BTreeMap<String, B>) -> Result<Vec<u8>, rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in members {
        let (mut entry, config) = archive.new_file(name).start()?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(bytes.as_ref()).map_err(rawzip::Error::from)?;
        let (_, output) = writer.finish()?;
        entry.finish(output)?;
    }
    archive.finish()
}
