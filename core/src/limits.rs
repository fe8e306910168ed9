//! Bounds on work and memory: every loop over input that an attacker may choose stops at one of these.

/// How much of a document, a list or a store is looked at before giving up with a `limit.*` code.
///
/// ```
/// use doc9303::Limits;
/// assert_eq!(Limits::DEFAULT.candidate_issuers, 64);
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
    /// Bytes of a master list, deviation list or CRL. The German list of 600 certificates has 0.8 MB.
    pub list_size: usize,
    /// Certificates within one EF.SOD. Honest documents carry one, some also the CSCA.
    pub sod_certificates: usize,
    /// Candidate issuers whose keys are tried for one signature. At most ten CSCAs of one State share a name.
    pub candidate_issuers: usize,
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
        depth: doc9303_asn1::MAXIMUM_DEPTH,
        file_size: 4 << 20,
        chip_size: 32 << 20,
        list_size: 64 << 20,
        sod_certificates: 64,
        candidate_issuers: 64,
        elements: 255,
        path_length: 16,
        work: 1 << 29,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}
