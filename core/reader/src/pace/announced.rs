//! Which variants of PACE a chip announces (Doc 9303-11 §9.2.1, §9.2.2), the strongest first.

use crate::cipher::Cipher;
use crate::group::Group;
use core::fmt;
use doc9303::raw::{SecurityInfo, SecurityInfos};
use doc9303_asn1::{Reader, tag};

/// `id-PACE`, 0.4.0.127.0.7.2.2.4.
const PACE: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04];

/// How the nonce becomes a generator (§4.4.3.3); part of a [`PaceVariant`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mapping {
    /// With a second agreement of keys.
    Generic,
    /// With a pseudo-random function and an encoding.
    Integrated,
    /// Generic, and the chip proves its static key with it.
    ChipAuthentication,
}

/// One variant of PACE, as a chip announces it.
///
/// ```
/// use doc9303_reader::{Cipher, Mapping, PaceVariant};
/// let card_access = [
///     0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02, 0x02, 0x01, 0x02, 0x02,
///     0x01, 0x0D,
/// ];
/// let variants = PaceVariant::of_card_access(&card_access);
/// assert_eq!((variants[0].mapping(), variants[0].cipher()), (Mapping::Generic, Cipher::Aes128));
/// assert_eq!(variants[0].to_string(), "PACE-GM brainpoolP256r1 AES-128");
/// ```
#[derive(Debug, Clone)]
pub struct PaceVariant {
    protocol: Vec<u8>,
    mapping: Mapping,
    cipher: Cipher,
    group: Group,
    parameter_id: Option<i64>,
    is_ambiguous: bool,
}

impl PaceVariant {
    /// What EF.CardAccess announces and this reader knows, the strongest first. A file that cannot be read to its end counts as
    /// far as it can be read: chips exist whose file ends early, and whoever shortens it gains no weaker protocol, since the
    /// signed copy in EF.DG14 is compared afterwards.
    pub fn of_card_access(bytes: &[u8]) -> Vec<PaceVariant> {
        let infos = match SecurityInfos::parse_card_access(bytes) {
            Ok(infos) => infos,
            Err(_) => match SecurityInfos::parse_card_access(&whole_infos(bytes)) {
                Ok(infos) => infos,
                Err(_) => return Vec::new(),
            },
        };
        PaceVariant::of(&infos)
    }

    fn of(infos: &SecurityInfos) -> Vec<PaceVariant> {
        let mut variants: Vec<PaceVariant> =
            infos.iter().filter_map(|info| PaceVariant::read(info, infos)).collect();
        let protocols: Vec<Vec<u8>> = variants.iter().map(|variant| variant.protocol.clone()).collect();
        for variant in &mut variants {
            let same = protocols.iter().filter(|protocol| **protocol == variant.protocol).count();
            variant.is_ambiguous = same > 1;
        }
        variants.sort_by_key(|variant| core::cmp::Reverse(variant.strength()));
        variants
    }

    /// A PACEInfo: protocol, version 2, and the number of its parameters.
    fn read(info: &SecurityInfo, infos: &SecurityInfos) -> Option<PaceVariant> {
        let protocol = info.protocol();
        let [mapping, cipher] = protocol.as_bytes().strip_prefix(&PACE)?.try_into().ok()?;
        let version = Reader::new(info.required(), "PACEInfo").expect(tag::INTEGER).ok()?;
        if version.small_integer().ok()? != 2 {
            return None;
        }
        let (is_elliptic, kind) = match mapping {
            1 => (false, Mapping::Generic),
            2 => (true, Mapping::Generic),
            3 => (false, Mapping::Integrated),
            4 => (true, Mapping::Integrated),
            6 => (true, Mapping::ChipAuthentication),
            _ => return None,
        };
        let parameter_id = info.identifier();
        let group = match parameter_id.and_then(Group::standardized) {
            Some(group) => group,
            None => explicit(infos, mapping, parameter_id)?,
        };
        (group.is_elliptic() == is_elliptic).then_some(())?;
        let cipher = Cipher::from_arc(cipher)?;
        // Appendix B needs a prime that is 3 modulo 4, and the mapping that proves a key comes with AES alone (§9.2.5).
        let is_possible = match kind {
            Mapping::Generic => true,
            Mapping::Integrated => !is_elliptic || group.map_integrated(&[2]).is_some(),
            Mapping::ChipAuthentication => cipher != Cipher::TripleDes,
        };
        is_possible.then(|| PaceVariant {
            protocol: protocol.as_bytes().to_vec(),
            mapping: kind,
            cipher,
            group,
            parameter_id,
            is_ambiguous: false,
        })
    }

    /// A variant by its parts, for whoever plays the chip. `None` if there is no such variant.
    pub fn new(mapping: Mapping, cipher: Cipher, parameter_id: i64) -> Option<PaceVariant> {
        let group = Group::standardized(parameter_id)?;
        let arc = match (mapping, group.is_elliptic()) {
            (Mapping::Generic, false) => 1,
            (Mapping::Generic, true) => 2,
            (Mapping::Integrated, false) => 3,
            (Mapping::Integrated, true) => 4,
            (Mapping::ChipAuthentication, true) => 6,
            (Mapping::ChipAuthentication, false) => return None,
        };
        let protocol = [&PACE[..], &[arc, cipher.arc()]].concat();
        Some(PaceVariant {
            protocol,
            mapping,
            cipher,
            group,
            parameter_id: Some(parameter_id),
            is_ambiguous: false,
        })
    }

    /// The object identifier's content.
    pub fn protocol(&self) -> &[u8] {
        &self.protocol
    }

    /// How the nonce is mapped.
    pub fn mapping(&self) -> Mapping {
        self.mapping
    }

    /// The cipher of the password key and of the session.
    pub fn cipher(&self) -> Cipher {
        self.cipher
    }

    /// The group.
    pub fn group(&self) -> &Group {
        &self.group
    }

    /// The number of the domain parameters, if the chip says one.
    pub fn parameter_id(&self) -> Option<i64> {
        self.parameter_id
    }

    /// Whether the chip announces this protocol with several parameters, which MSE:Set AT then names.
    pub fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    /// The proof of the chip's key counts most, then the size of the group as the work of breaking it, then the cipher.
    fn strength(&self) -> (bool, usize, u8) {
        let work = match self.group.is_elliptic() {
            true => self.group.field_bits() / 2,
            // NIST SP 800-57 part 1 §5.6.1.1: 1024 bits are worth 80, and 2048 bits 112.
            false if self.group.field_bits() < 2048 => 80,
            false => 112,
        };
        (self.mapping == Mapping::ChipAuthentication, work, self.cipher.arc())
    }
}

impl fmt::Display for PaceVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mapping = match self.mapping {
            Mapping::Generic => "GM",
            Mapping::Integrated => "IM",
            Mapping::ChipAuthentication => "CAM",
        };
        write!(f, "PACE-{mapping} {} {}", self.group.name(), self.cipher)
    }
}

/// The parameters of a PACEDomainParameterInfo for this mapping: that of the same number, or the only one.
fn explicit(infos: &SecurityInfos, mapping: u8, id: Option<i64>) -> Option<Group> {
    let protocol = [&PACE[..], &[mapping]].concat();
    let mut fitting =
        infos.iter().filter(|info| info.protocol().as_bytes() == protocol && info.identifier() == id);
    match (fitting.next(), fitting.next()) {
        (Some(info), None) => Group::from_algorithm(info.required()),
        _ => None,
    }
}

/// A SET of the elements that are there in full, where the file ends before the SET does.
fn whole_infos(bytes: &[u8]) -> Vec<u8> {
    let start = match bytes {
        [0x31, 0x82, ..] => 4,
        [0x31, 0x81, ..] => 3,
        [0x31, ..] => 2,
        _ => return Vec::new(),
    };
    let mut reader = Reader::new(bytes.get(start..).unwrap_or_default(), "EF.CardAccess");
    let mut whole = Vec::new();
    while let Ok(element) = reader.expect(tag::SEQUENCE) {
        whole.extend(element.span());
    }
    crate::tlv::object(0x31, &whole)
}
