//! Seals that are read with profiles which the caller gives.

use super::administrative::{AdministrativeProfile, Entry};
use super::{Profile, Vds, profile_xml};
use crate::tlv::Tlv;
use crate::typing::{Rule, presence, typed};
use crate::{Error, Fault, Feature, Limits, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Profiles of administrative documents by their number. A profile that is here is taken before one that this crate knows.
///
/// [`Vds::read_with`] shows an example.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    by_number: BTreeMap<[u8; 16], Arc<AdministrativeProfile>>,
}

impl Profiles {
    /// No profile.
    pub fn new() -> Profiles {
        Profiles::default()
    }

    /// Adds a profile. One that is there already changes nothing.
    ///
    /// # Errors
    /// Those of [`AdministrativeProfile::from_xml`], and [`ErrorKind::WrongFormat`](crate::ErrorKind::WrongFormat) if another profile has
    /// the same number: a profile that is changed must have a new one.
    pub fn add_xml(&mut self, xml: &[u8]) -> Result<(), Error> {
        let profile = AdministrativeProfile::from_xml(xml)?;
        if self.find(&profile.number).is_some_and(|known| *known != profile) {
            return Err(profile_xml::another_of_the_number());
        }
        self.by_number.insert(profile.number, Arc::new(profile));
        Ok(())
    }

    /// The profile of a number.
    pub fn find(&self, number: &[u8; 16]) -> Option<&AdministrativeProfile> {
        self.by_number.get(number).map(Arc::as_ref)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_number.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_number.is_empty()
    }
}

impl Vds {
    /// Reads a seal as [`read`](Self::read) does. The features of an administrative document are named, typed and demanded by the
    /// profile whose number it holds, if that is at hand.
    ///
    /// ```
    /// use doc9303_seal::{Date, Header, HeaderForm, Limits, Profiles, Value, Vds, VdsDraft};
    /// let mut profiles = Profiles::new();
    /// profiles.add_xml(
    ///     b"<profile><profileNumber>0123456789ABCDEF0123456789ABCDEF</profileNumber><creator>Utopia</creator>
    ///         <entry tag='7'><name>Dogs</name><description>How many</description><type>INTEGER</type></entry></profile>",
    /// )?;
    /// # let day = Date::new(2026, 6, 1).unwrap();
    /// # let [issuing_state, signer_state, signer, reference] = ["UTO", "UT", "TS", "5B"].map(String::from);
    /// # let form = HeaderForm::Version4;
    /// # let header = Header {
    /// #     form, issuing_state, signer_state, signer, reference, issued: day, signed: day, definition: 0x01, category: 0xC8,
    /// # };
    /// # let number = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF].repeat(2);
    /// # let features = vec![(0, Value::Bytes(number)), (7, Value::Bytes(vec![2]))];
    /// # let octets = VdsDraft { header, features }.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap();
    /// let seal = Vds::read_with(&octets, &Limits::DEFAULT, &profiles)?;
    /// assert_eq!(seal.value("Dogs"), Some(&Value::Number(2)));
    /// assert_eq!(seal.administrative_profile().unwrap().creator(), "Utopia");
    /// assert_eq!(Vds::read(&octets, &Limits::DEFAULT)?.value("Dogs"), None);
    /// # Ok::<(), doc9303_seal::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn read_with(octets: &[u8], limits: &Limits, profiles: &Profiles) -> Result<Vds, Error> {
        Ok(Vds::read(octets, limits)?.among(profiles))
    }

    /// The same seal, under the profile of its number if that is at hand.
    pub(crate) fn among(self, profiles: &Profiles) -> Vds {
        let general = self.profile().filter(|profile| profile.is_administrative());
        let number = self.features.iter().find(|feature| feature.tag == 0);
        let given = match number.map(|feature| &feature.value) {
            Some(Value::Bytes(number)) => profiles.by_number.get(number.as_slice()),
            _ => None,
        };
        match (general, given.cloned()) {
            (Some(general), Some(given)) => self.under(general, given),
            _ => self,
        }
    }

    /// The profile among those that were given by which the features are named.
    pub fn administrative_profile(&self) -> Option<&AdministrativeProfile> {
        self.administrative.as_deref()
    }

    /// The same seal under a profile that was given.
    fn under(self, general: &Profile, given: Arc<AdministrativeProfile>) -> Vds {
        // What is said of the form of lengths holds under every profile.
        let is_of_form = |fault: &Fault| matches!(fault, Fault::LengthForm { .. });
        let mut faults: Vec<Fault> = self.faults.into_iter().filter(is_of_form).collect();
        let element = |Feature { tag, range, .. }: Feature| Tlv {
            tag,
            value: range.clone(),
            span: range,
            is_minimal: true,
        };
        let found: Vec<Tlv> = self.features.into_iter().map(element).collect();
        let (features, told) = typed(&self.octets, &found, |tag| given.rule(general, tag));
        faults.extend(told);
        let general = general.definitions.iter().map(Rule::from);
        let general =
            general.filter(|rule| given.entries.iter().all(|entry| entry.tag() != rule.definition.tag));
        faults.extend(presence(general.chain(given.entries.iter().map(Entry::rule)), &features));
        Vds { features, faults, administrative: Some(given), ..self }
    }
}
