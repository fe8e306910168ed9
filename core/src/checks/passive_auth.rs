//! Passive authentication (Doc 9303-11 §5.1): EF.SOD is signed, the data groups have the hashes that it lists, and its
//! signer's certificate is under a trusted CSCA. What it authenticates is an [`AuthenticFile`], which nothing else makes.

use super::data_groups::{self, MatchingFile, MatchingFiles};
use super::document_signer::{self, CheckedSigner, TrustedSigner};
use super::security_object::{IntactObject, SecurityObject};
use super::{Context, Findings, Zones};
use crate::lds::{Chip, LdsSecurityObject};
use crate::vocabulary::{DataGroup, Reason};
use crate::{Limits, Mrz};

/// What passive authentication found out about a chip.
pub(crate) struct PassiveAuth<'a> {
    pub(crate) chip: &'a Chip,
    list: Result<LdsSecurityObject<'a>, Reason>,
    matching: MatchingFiles<'a>,
    signer: Option<CheckedSigner>,
    signed: Option<(IntactObject, TrustedSigner)>,
}

/// A data group that is what a trusted Document Signer signed: it has the hash in an intact EF.SOD. Only
/// [`PassiveAuth::authentic`] makes one.
pub(crate) struct AuthenticFile<'a>(MatchingFile<'a>);

impl<'a> AuthenticFile<'a> {
    pub(crate) fn data_group(&self) -> DataGroup {
        self.0.data_group()
    }

    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.0.bytes()
    }

    /// Those within which the file is read.
    pub(crate) fn limits(&self) -> &'a Limits {
        self.0.limits()
    }
}

/// Checks EF.SOD, the data groups, EF.COM and the Document Signer.
pub(crate) fn check<'a>(
    chip: &'a Chip,
    object: &'a SecurityObject<'a>,
    zones: &Zones<'_>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> PassiveAuth<'a> {
    let object = object.check(cx, findings);
    let list = object.list.as_ref();
    let matching = data_groups::check(chip, list, findings);
    data_groups::check_com(chip, list, findings);
    let known = document_signer::Known { zones, matching: &matching, list };
    let mut signer = match &object.signer {
        Ok(signer) => Some(document_signer::check(*signer, &known, cx, findings)),
        Err(reason) => {
            document_signer::unknown(reason, findings);
            None
        }
    };
    let trusted = signer.as_mut().and_then(|signer| signer.trusted.take());
    PassiveAuth { chip, signed: object.intact.zip(trusted), list: object.list, matching, signer }
}

impl<'a> PassiveAuth<'a> {
    /// Whether EF.SOD lists a data group.
    ///
    /// # Errors
    /// The reason why EF.SOD cannot be read.
    pub(crate) fn is_listed(&self, data_group: DataGroup) -> Result<bool, Reason> {
        self.list.as_ref().map(|list| list.hash(data_group).is_some()).map_err(Clone::clone)
    }

    /// The file of a data group, if it is what a trusted Document Signer signed.
    pub(crate) fn authentic(&self, data_group: DataGroup) -> Option<AuthenticFile<'a>> {
        self.signed.as_ref()?;
        self.matching.file(data_group).map(AuthenticFile)
    }

    /// The zone of EF.DG1, if the file has the hash that EF.SOD lists.
    pub(crate) fn matching_dg1<'z>(&self, zones: &'z Zones<'_>) -> Option<&'z Mrz> {
        self.matching.file(DataGroup::DG1).and(zones.dg1())
    }

    /// The Document Signer, if their certificate is known.
    pub(crate) fn signer(&self) -> Option<&CheckedSigner> {
        self.signer.as_ref()
    }
}
