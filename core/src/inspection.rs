//! An inspection step by step, for those who read a chip slowly: what is decided is reported after each file.

use crate::inspect::inspect;
use crate::lds::{Access, ChipAuthTranscript, Exchange, LdsSecurityObject, PaceCamRecord, Provenance};
use crate::policy::ValidityTime;
use crate::report::{CheckResult, Report};
use crate::vocabulary::{Check, DataGroup, Message, Outcome, Reason};
use crate::{Chip, Code, Document, Error, FileId, Policy, TrustStore, UnixTime};
use std::sync::Arc;

/// A document that comes piece by piece, in any order. After each piece [`partial_report`](Self::partial_report) says what
/// is decided; [`report`](Self::report) is that of [`inspect`] on everything. Each report checks anew what was given so far
/// and costs what one [`inspect`] costs; a [store with a cache](TrustStore::with_cache) makes the later ones cheap.
///
/// ```
/// use doc9303::{DataGroup, Inspection, Policy, TrustStore, UnixTime, report::{Check, Outcome}};
/// # let read = |name: &str| std::fs::read(format!("examples/passport/{name}")).unwrap();
/// # let mrz = String::from_utf8(read("mrz.txt")).unwrap();
/// # let (sod, dg1) = (read("chip/EF.SOD"), read("chip/EF.DG1"));
/// let (trust, policy) = (TrustStore::new(), Policy::icao());
/// let at = UnixTime::parse("2026-01-01").unwrap();
/// let inspection = Inspection::new(&trust, &policy, at).zone(&mrz);
/// assert_eq!(inspection.partial_report().outcome(Check::MrzCheckDigits), Some(Outcome::Successful));
///
/// let inspection = inspection.sod(sod)?.data_group(DataGroup::DG1, dg1)?;
/// let partial = inspection.partial_report();
/// assert_eq!(partial.outcome(Check::DgHash(DataGroup::DG1)), Some(Outcome::Successful));
/// assert_eq!(partial.verdict(), Outcome::Undetermined, "a partial report never passes a document");
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Inspection<'a> {
    trust: &'a TrustStore,
    policy: &'a Policy,
    at: UnixTime,
    document: Document,
}

impl core::fmt::Debug for Inspection<'_> {
    /// The files that were given, without their content.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Inspection")
            .field("at", &self.at)
            .field("document", &self.document)
            .finish_non_exhaustive()
    }
}

impl<'a> Inspection<'a> {
    /// Begins without anything of the document.
    pub fn new(trust: &'a TrustStore, policy: &'a Policy, at: UnixTime) -> Self {
        Inspection { trust, policy, at, document: Document::new() }
    }

    /// Adds the printed machine readable zone; one that is read again replaces the first.
    pub fn zone(self, text: &str) -> Self {
        Inspection { document: self.document.with_mrz(text), ..self }
    }

    /// Adds the seal ([`Document::with_seal`]).
    #[cfg(feature = "seal")]
    pub fn seal(self, octets: &[u8]) -> Self {
        Inspection { document: self.document.with_seal(octets), ..self }
    }

    /// Adds the zone of a visa, before that of the passport that it was given for and before its seal
    /// ([`Document::with_visa_mrz`]).
    #[cfg(feature = "seal")]
    pub fn visa_zone(self, text: &str) -> Self {
        Inspection { document: self.document.with_visa_mrz(text), ..self }
    }

    /// Adds EF.SOD.
    ///
    /// # Errors
    /// Those of [`Chip::with_file`].
    pub fn sod(self, bytes: impl Into<Arc<[u8]>>) -> Result<Self, Error> {
        self.file(FileId::Sod, bytes)
    }

    /// Adds a data group.
    ///
    /// # Errors
    /// Those of [`Chip::with_file`].
    pub fn data_group(self, data_group: DataGroup, bytes: impl Into<Arc<[u8]>>) -> Result<Self, Error> {
        self.file(FileId::Dg(data_group), bytes)
    }

    /// Adds a file of the chip.
    ///
    /// # Errors
    /// Those of [`Chip::with_file`].
    pub fn file(self, file: FileId, bytes: impl Into<Arc<[u8]>>) -> Result<Self, Error> {
        let chip = self.chip().with_file(file, bytes)?;
        Ok(self.with_chip(chip))
    }

    /// Adds how the chip was opened.
    pub fn access(self, access: Access) -> Self {
        let chip = self.chip().with_access(access);
        self.with_chip(chip)
    }

    /// Adds the challenge that the caller chose for Active Authentication ([`Chip::with_active_auth_challenge`]).
    pub fn active_auth_challenge(self, challenge: Vec<u8>) -> Self {
        let chip = self.chip().with_active_auth_challenge(challenge);
        self.with_chip(chip)
    }

    /// Adds an Active Authentication exchange, and whose terminal made it.
    pub fn active_auth(self, exchange: Exchange, provenance: Provenance) -> Self {
        let chip = self.chip().with_active_auth(exchange, provenance);
        self.with_chip(chip)
    }

    /// Adds a record of Chip Authentication, and whose terminal made it.
    pub fn chip_auth(self, transcript: ChipAuthTranscript, provenance: Provenance) -> Self {
        let chip = self.chip().with_chip_auth(transcript, provenance);
        self.with_chip(chip)
    }

    /// Adds a record of PACE with Chip Authentication Mapping, and whose terminal made it.
    pub fn pace_cam(self, record: PaceCamRecord, provenance: Provenance) -> Self {
        let chip = self.chip().with_pace_cam(record, provenance);
        self.with_chip(chip)
    }

    /// The report of [`inspect`] on everything that was given.
    pub fn report(&self) -> Report {
        inspect(&self.document, self.trust, self.policy, self.at)
    }

    /// What is decided, whatever else may follow: a result is `successful` or `failed` only once everything that its check
    /// looks at has been given, and `undetermined` until then. A published list may still excuse a failure. The verdict is
    /// never `successful`, since only the caller knows that nothing follows.
    pub fn partial_report(&self) -> Report {
        let mut report = self.report();
        let given = Given::of(self);
        let dg1_matches = report.outcome(Check::DgHash(DataGroup::DG1)) == Some(Outcome::Successful);
        report.is_partial = true;
        for result in &mut report.results {
            let is_said = matches!(result.outcome(), Outcome::Successful | Outcome::Failed);
            if is_said && !given.decides(result.check(), dg1_matches) {
                *result = open(result);
            }
        }
        report
    }

    fn chip(&self) -> Chip {
        self.document.chip().cloned().unwrap_or_else(|| Chip::within(*self.policy.limits()))
    }

    fn with_chip(self, chip: Chip) -> Self {
        Inspection { document: self.document.with_chip(chip), ..self }
    }
}

fn open(result: &CheckResult) -> CheckResult {
    let reason = Reason::new(Code::FileNotRead, Message::NotYetGiven {});
    let open = CheckResult::undetermined(result.check(), reason).with_weight(result.weight());
    match result.source() {
        Some(source) => open.with_source(source),
        None => open,
    }
}

/// What was given so far, as far as checks wait for it.
struct Given<'a> {
    has_zone: bool,
    has_seal: bool,
    chip: Option<&'a Chip>,
    has_rules: bool,
    judged_at: ValidityTime,
    /// The data groups that EF.SOD lists, if it was given and can be read.
    listed: Option<Vec<DataGroup>>,
}

impl<'a> Given<'a> {
    fn of(inspection: &'a Inspection<'_>) -> Self {
        let chip = inspection.document.chip();
        Given {
            has_zone: inspection.document.mrz().is_some(),
            #[cfg(feature = "seal")]
            has_seal: inspection.document.has_seal(),
            #[cfg(not(feature = "seal"))]
            has_seal: false,
            chip,
            has_rules: !inspection.policy.has_states() || chip.is_some_and(|chip| chip.has(FileId::Sod)),
            judged_at: inspection.policy.judged_at(),
            listed: chip.and_then(listed),
        }
    }

    /// Whether nothing that may follow changes the result of a check. The rules of the signer's State are known with EF.SOD.
    fn decides(&self, check: Check, dg1_matches: bool) -> bool {
        let has_dg1 = self.has_file(DataGroup::DG1);
        self.has_rules
            && match check {
                Check::MrzFormat
                | Check::MrzCheckDigits
                | Check::MrzDates
                | Check::MrzCodes
                | Check::MrzName => self.has_zone,
                Check::SodStructure | Check::SodHash | Check::SodSignature | Check::DsProfile => true,
                Check::DgHash(_) | Check::ChipComSod => self.has(FileId::Sod),
                Check::DsSignature | Check::DsValidity | Check::CscaValidity | Check::DsRevocation => {
                    self.has_validity_time()
                }
                Check::DsDocumentType => has_dg1,
                Check::DsIssuePeriod => self.is_settled(DataGroup::DG12),
                Check::CardSecurityHash | Check::CardSecuritySignature => {
                    self.has(FileId::Sod) && self.has_validity_time()
                }
                Check::ChipAccess => self.has(FileId::CardAccess) && self.is_settled(DataGroup::DG14),
                Check::ChipSecurityInfos | Check::ChipSession => {
                    self.has(FileId::CardAccess)
                        && self.has(FileId::CardSecurity)
                        && self.is_settled(DataGroup::DG14)
                }
                Check::ChipActiveAuth | Check::ChipChallenge => {
                    self.has_challenge() && self.has_validity_time() && self.is_settled(DataGroup::DG14)
                }
                Check::ChipAuthentication | Check::ChipPaceCam => {
                    self.has_validity_time() && self.is_settled(DataGroup::DG14)
                }
                Check::SealFormat | Check::SealSignature | Check::SealSigner => true,
                Check::CombinedDtcChip => false,
                Check::SealCountry | Check::CombinedMrzSeal => self.has_zone,
                Check::CombinedVisaPassport => self.has_zone && self.has_seal,
                Check::TerminalRights => [DataGroup::DG3, DataGroup::DG4, DataGroup::DG14]
                    .into_iter()
                    .all(|data_group| self.is_settled(data_group)),
                Check::DocumentExpiry => {
                    has_dg1 && (dg1_matches || self.has_zone) && self.is_settled(DataGroup::DG12)
                }
                Check::CountryConsistency => self.has_zone && has_dg1 && self.has_validity_time(),
                Check::CombinedMrzDg1 | Check::CombinedDg11Dg1 => has_dg1,
            }
    }

    fn has(&self, file: FileId) -> bool {
        self.chip.is_some_and(|chip| chip.has(file))
    }

    fn has_file(&self, data_group: DataGroup) -> bool {
        self.has(FileId::Dg(data_group))
    }

    /// Whether a data group was given, or EF.SOD does not list it.
    fn is_settled(&self, data_group: DataGroup) -> bool {
        let is_absent = self.listed.as_ref().is_some_and(|listed| !listed.contains(&data_group));
        self.has(FileId::Sod) && (is_absent || self.has_file(data_group))
    }

    /// Whether the time is known at which certificates must be valid: a date of issue may come with DG12.
    fn has_validity_time(&self) -> bool {
        self.judged_at == ValidityTime::Inspection || self.is_settled(DataGroup::DG12)
    }

    fn has_challenge(&self) -> bool {
        self.chip.is_some_and(|chip| chip.active_auth_challenge().is_some())
    }
}

fn listed(chip: &Chip) -> Option<Vec<DataGroup>> {
    let sod = chip.sod().ok().flatten()?;
    let list = LdsSecurityObject::parse_within(sod.signed_data.content.as_deref()?, chip.limits()).ok()?;
    Some(list.numbers().into_iter().filter_map(DataGroup::new).collect())
}
