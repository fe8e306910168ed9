//! Visible digital seals (Doc 9303-13 §2): header, message zone, signature.

#[cfg(feature = "profiles")]
mod administrative;
mod header;
mod padding;
mod profile;
#[cfg(feature = "profiles")]
mod profile_xml;
#[cfg(feature = "profiles")]
mod profiles;
mod writer;

#[cfg(feature = "profiles")]
pub use administrative::{AdministrativeProfile, Entry, EntryType, StatusIndicator};
pub use header::{Header, HeaderForm};
pub use profile::Profile;
#[cfg(feature = "profiles")]
pub use profiles::Profiles;
pub use writer::VdsDraft;

use crate::tlv::{self, LengthForm, Tlv};
use crate::typing::{Rule, length_faults, presence, typed};
use crate::{Error, ErrorKind, Fault, Feature, Limits, Value, Zone, feature};
use core::{fmt, ops::Range};
use header::MAGIC;

/// The tag that ends the message zone and begins the signature.
const SIGNATURE: u8 = 0xFF;

/// A visible digital seal.
///
/// Unknown tags are no fault (Doc 9303-13 §2.3): they stand among the features without a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Vds {
    octets: Vec<u8>,
    header: Header,
    header_length: usize,
    features: Vec<Feature>,
    signed_length: usize,
    signature: Range<usize>,
    faults: Vec<Fault>,
    #[cfg(feature = "profiles")]
    administrative: Option<std::sync::Arc<AdministrativeProfile>>,
}

impl Vds {
    /// Reads a seal. The padding of a barcode may follow its signature.
    ///
    /// A header of version byte 03 is read as Doc 9303-13 has it, and only if that gives no seal as the [`HeaderForm`]s that
    /// are in use beside it.
    ///
    /// ```
    /// use doc9303_seal::{Layout, Limits, Stay, Value, Vds};
    /// # let octets = base16ct::upper::decode_vec(concat!(
    /// #     "DC03D9C5D9CAC8A73A995D91345DDF545D01022CDD52134A74DA1347C6FED95CB89F9FCE133C133C133C133C203833734AAF47F0C32F1A1E20EB2",
    /// #     "64D393AFE3404035A0000050659E932F926C7030102FF4021C6785B027EC4A5BFA6DDE537E8ADFA91BEB1197BED97ADF2FF89E0A344512B7B0136",
    /// #     "C44050F117E507BC2A782FFE15F68DDD6818AF5A7BAF21CA7CFC7E83BE"
    /// # )).unwrap();
    /// // The visa of Doc 9303-7 appendix E.
    /// let seal = Vds::read(&octets, &Limits::DEFAULT)?;
    /// assert_eq!((seal.header().issuing_state.as_str(), seal.header().signed.to_string()), ("UTO", "2020-06-15".to_owned()));
    /// assert_eq!(seal.profile().unwrap().name, "visa");
    /// assert_eq!(seal.value("passport_number"), Some(&Value::Text("ABC424242".to_owned())));
    /// assert_eq!(seal.value("duration_of_stay"), Some(&Value::Stay(Stay::Period { days: 90, months: 0, years: 0 })));
    /// let zone = seal.zone().unwrap();
    /// assert_eq!((zone.layout(), zone.lines()[1].as_str()), (Layout::MrvB, "1234567XY7GBR5203116M2105253<<<<<<<<"));
    /// assert_eq!((seal.signed_octets().len(), seal.signature().len()), (80, 64));
    /// assert!(seal.faults().is_empty());
    /// # Ok::<(), doc9303_seal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NotASeal`] if the first byte is another one, [`ErrorKind::Limit`] if there are too many bytes or features,
    /// and [`ErrorKind::WrongFormat`] if header, lengths or signature are not those of a seal.
    pub fn read(octets: &[u8], limits: &Limits) -> Result<Vds, Error> {
        if octets.len() > limits.size {
            return Err(Error::new(ErrorKind::Limit, "seal", limits.size, "more bytes than the limit"));
        }
        if octets.first() != Some(&MAGIC) {
            return Err(Error::new(ErrorKind::NotASeal, "seal", 0, "begins as no seal does"));
        }
        let forms = HeaderForm::of(octets.get(1).copied().unwrap_or_default());
        let mut first = Error::new(ErrorKind::WrongFormat, "seal", 1, "version byte is neither 02 nor 03");
        for (place, form) in forms.iter().enumerate() {
            match Vds::read_as(octets, *form, limits) {
                Ok(seal) => return Ok(seal),
                Err(error) if place == 0 => first = error,
                Err(_) => {}
            }
        }
        Err(first)
    }

    fn read_as(octets: &[u8], form: HeaderForm, limits: &Limits) -> Result<Vds, Error> {
        let wrong = |offset, detail| Error::new(ErrorKind::WrongFormat, "seal", offset, detail);
        let (header, header_length) =
            Header::read(octets, form).map_err(|(offset, detail)| wrong(offset, detail))?;
        let lengths = if form == HeaderForm::Version3 { LengthForm::Byte } else { LengthForm::Der };
        let mut found = Vec::new();
        let mut at = header_length;
        let signature = loop {
            let length_form = if octets.get(at) == Some(&SIGNATURE) { LengthForm::Der } else { lengths };
            let tlv = tlv::read(octets, at, octets.len(), length_form).map_err(|detail| wrong(at, detail))?;
            if tlv.tag == SIGNATURE {
                break tlv;
            }
            if found.len() >= limits.elements {
                return Err(Error::new(ErrorKind::Limit, "seal", at, "more features than the limit"));
            }
            at = tlv.span.end;
            found.push(tlv);
        };
        if signature.value.is_empty() || !signature.value.len().is_multiple_of(2) {
            return Err(wrong(at, "signature is not of two numbers"));
        }
        let end = signature.span.end;
        if !padding::is_padding(octets.get(end..).unwrap_or_default()) {
            return Err(wrong(end, "bytes after the signature"));
        }
        let profile = Profile::find(header.definition, header.category);
        let (features, mut faults) = features(octets, &found, profile);
        faults.extend(length_faults([&signature].into_iter()));
        let octets = octets.to_vec();
        Ok(Vds {
            octets,
            header,
            header_length,
            features,
            signed_length: at,
            signature: signature.value,
            faults,
            #[cfg(feature = "profiles")]
            administrative: None,
        })
    }

    /// The bytes as they were read.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Where the header lies.
    pub fn header_range(&self) -> Range<usize> {
        0..self.header_length
    }

    /// The profile that the header names, if it is known.
    pub fn profile(&self) -> Option<&'static Profile> {
        Profile::find(self.header.definition, self.header.category)
    }

    /// The features in the order in which they were read.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The value of the first feature of a name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        feature::find(&self.features, name)
    }

    /// The machine readable zone, as far as it is sealed.
    pub fn zone(&self) -> Option<&Zone> {
        feature::zone(&self.features)
    }

    /// Departures from the profile and from DER. Without a known profile nothing is said of the features.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is signed, as it was read: header and message zone.
    pub fn signed_octets(&self) -> &[u8] {
        self.octets.get(..self.signed_length).unwrap_or_default()
    }

    /// The signature: `r` and `s`, each of as many bytes as the order of the curve.
    pub fn signature(&self) -> &[u8] {
        self.octets.get(self.signature.clone()).unwrap_or_default()
    }

    /// Where the signature lies.
    pub fn signature_range(&self) -> Range<usize> {
        self.signature.clone()
    }

    /// Where the padding of the barcode lies, which belongs to no seal; mostly it is empty.
    pub fn padding_range(&self) -> Range<usize> {
        self.signature.end..self.octets.len()
    }
}

impl fmt::Debug for Vds {
    /// Header and features, without what they say of the holder.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vds")
            .field("header", &self.header)
            .field("features", &self.features)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

/// The features of a seal, and how they depart from its profile.
fn features(bytes: &[u8], found: &[Tlv], profile: Option<&Profile>) -> (Vec<Feature>, Vec<Fault>) {
    let Some(profile) = profile else {
        return typed(bytes, found, |_| None);
    };
    let number = found.iter().find(|tlv| tlv.tag == 0 && profile.is_administrative());
    let number = number.and_then(|tlv| bytes.get(tlv.value.clone()));
    let (features, mut faults) = typed(bytes, found, |tag| profile.definition(tag, number).map(Rule::from));
    faults.extend(presence(profile.all(number).map(Rule::from), &features));
    (features, faults)
}
