//! Bounds on work and memory: every loop over input that an attacker may choose stops at one of these.

use doc9303_asn1::{Bounds, Reader};

/// How much of a document, a list or a store is read before the answer is a `limit.*` code.
///
/// A [`Policy`](crate::Policy::with_limits) holds the limits of an inspection, a
/// [`TrustStore`](crate::TrustStore::with_limits) those of what it takes in, and a [`Chip`](crate::Chip::within) those of
/// its files until they are inspected. `core/docs/threat-model.md` tells what happens at each.
///
/// ```
/// use doc9303::{Limits, Policy};
/// let mut limits = Limits::DEFAULT;
/// limits.file_size = 1 << 20;
/// assert_eq!(Policy::icao().with_limits(limits).limits().file_size, 1 << 20);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Nesting of TLV structures. The deepest honest file (a certificate in EF.SOD with alternative names) has 14.
    pub depth: usize,
    /// Bytes of one chip file. Extended READ BINARY addresses more, but no DG2 seen exceeds 100 KB.
    pub file_size: usize,
    /// Bytes of all files of one chip together.
    pub chip_size: usize,
    /// Bytes of one record of a terminal. A transcript of Chip Authentication is the longest.
    pub record_size: usize,
    /// Bytes of a master list, deviation list or CRL. The German list of 600 certificates has 0.8 MB.
    pub list_size: usize,
    /// Bytes of all members of one archive together, unpacked.
    pub archive_size: usize,
    /// Members of one archive. Directories are published by the hundred thousand entries, and as one file.
    pub archive_members: usize,
    /// Entries of one directory export, PEM text, bundle or master list, and document numbers of one deviation.
    pub entries: usize,
    /// Revocation, master, deviation and defect lists that one store holds together. Fewer than 200 States publish any.
    pub lists: usize,
    /// Certificates within one signed file or list. Honest documents carry one, some also the CSCA.
    pub sod_certificates: usize,
    /// Candidate issuers whose keys are tried for one signature, and certificates of one key in a store. At most ten CSCAs
    /// of one State share a name.
    pub candidate_issuers: usize,
    /// Link certificates that wait for one issuer's name, so that equal names cost no more than that for each new anchor.
    /// The field knows ten keys of one name at most.
    pub waiting_links: usize,
    /// Authorities beside master lists that are no anchors and may speak against the signer of one: more than any folder of
    /// lists has publishers.
    pub witnesses: usize,
    /// Elements of a repeated field (images, names, other documents). Part 10 allows 9 faces.
    pub elements: usize,
    /// Links from a link certificate back to a root.
    pub path_length: usize,
    /// Arithmetic that the keys and signatures of one inspection may cost together, in products of two words of 64 bits. A
    /// document with every proof needs a hundredth; the largest Diffie-Hellman key alone more than half.
    pub work: u64,
}

impl Limits {
    /// The default limits.
    pub const DEFAULT: Limits = Limits {
        depth: Bounds::DEFAULT.depth,
        file_size: 4 << 20,
        chip_size: 32 << 20,
        record_size: 1 << 20,
        list_size: 64 << 20,
        archive_size: 256 << 20,
        archive_members: 10_000,
        entries: 1 << 20,
        lists: 1 << 16,
        sod_certificates: 64,
        candidate_issuers: 64,
        waiting_links: 1024,
        witnesses: 1024,
        elements: Bounds::DEFAULT.elements,
        path_length: 16,
        work: 1 << 29,
    };

    /// What of these every reader of a structure carries.
    pub(crate) const fn bounds(&self) -> Bounds {
        Bounds { depth: self.depth, elements: self.elements }
    }

    /// A reader of bytes; `structure` is what errors will name.
    pub(crate) fn reader<'a>(&self, bytes: &'a [u8], structure: &'static str) -> Reader<'a> {
        Reader::within(bytes, structure, self.bounds())
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}
