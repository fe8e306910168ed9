//! What an input of trust may bring: the caller's word, which no content exceeds.

use super::content::Content;

/// What the caller allows an input to bring into a [`TrustStore`](crate::TrustStore). Nothing that the input holds gives
/// more: a certificate in a revocation list's place, in a directory's branch of Document Signers or beside a list whose
/// signer was named becomes no anchor.
///
/// | grant | self-signed CSCA certificates | links and Document Signers | revocation lists | deviation and defect lists | master lists |
/// |---|---|---|---|---|---|
/// | [`Grant::ANCHORS`] | anchors | yes | yes | yes | no |
/// | [`Grant::UNDER_ANCHORS`] | refused | yes | yes | yes | no |
/// | [`Grant::REVOCATION`] | refused | refused | yes | refused | no |
/// | with [`Grant::with_master_lists`] | as before | as before | as before | as before | by the named signers |
///
/// ```
/// use doc9303::TrustStore;
/// use doc9303::trust::Grant;
/// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
/// let mut store = TrustStore::new();
/// let refused = store.add("csca.cer", &csca, Grant::REVOCATION);
/// assert_eq!(refused.rejected[0].code.as_str(), "trust.not_granted");
/// assert_eq!(store.add("csca.cer", &csca, Grant::ANCHORS).added, 1);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Grant<'a> {
    pub(super) certificates: Certificates,
    pub(super) revocation: bool,
    pub(super) statements: bool,
    pub(super) master_lists: Option<MasterListTrust<'a>>,
}

/// Who may have signed a master list. There is no default.
///
/// Part of a [`Grant`], and asked for by [`TrustStore::add_master_list`](super::TrustStore::add_master_list).
#[derive(Debug, Clone, Copy)]
pub enum MasterListTrust<'a> {
    /// Whoever signed it: the list came on a path that the caller trusts.
    AnySigner,
    /// The signer's certificate, or the CSCA certificate that issued it, in DER.
    SignedBy(&'a [u8]),
    /// One of several such certificates.
    SignedByOneOf(&'a [Vec<u8>]),
    /// A signer whose issuer is in the store already.
    SignedByStore,
}

/// Which certificates are taken; each allows what those before it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certificates {
    None,
    DocumentSigners,
    UnderAnchors,
    Anchors,
}

impl Grant<'static> {
    /// The caller names the input as trust: self-signed CSCA certificates in it are anchors.
    pub const ANCHORS: Grant<'static> =
        Grant { certificates: Certificates::Anchors, revocation: true, statements: true, master_lists: None };
    /// What counts only under an anchor that came another way: links, Document Signers, revocation lists, deviation and
    /// defect lists.
    pub const UNDER_ANCHORS: Grant<'static> =
        Grant { certificates: Certificates::UnderAnchors, ..Grant::ANCHORS };
    /// Revocation lists alone.
    pub const REVOCATION: Grant<'static> =
        Grant { certificates: Certificates::None, statements: false, ..Grant::ANCHORS };
}

impl<'a> Grant<'a> {
    /// Allows master lists as well, by these signers. Their entries become anchors.
    #[must_use]
    pub const fn with_master_lists(self, trust: MasterListTrust<'a>) -> Self {
        Grant { master_lists: Some(trust), ..self }
    }

    /// What the files of one folder may bring, which the caller named as a whole.
    ///
    /// Where a master list (or an archive, which may hold one) lies in it and its signer was named, the list is whom the
    /// caller trusts, and a certificate that lies beside it is no anchor, unless `anchors` says so. A folder without a
    /// list, or with lists whose signer may be anybody, is trusted as it is.
    ///
    /// ```
    /// use doc9303::trust::{Content, Grant, MasterListTrust};
    /// let signer = b"the signer's certificate".to_vec();
    /// let pinned = Some(MasterListTrust::SignedBy(&signer));
    /// let beside = Grant::of_folder([Content::Certificate, Content::MasterList], pinned, false);
    /// assert!(!beside.allows_anchors());
    /// assert!(Grant::of_folder([Content::Certificate, Content::Crl], pinned, false).allows_anchors());
    /// ```
    #[must_use]
    pub fn of_folder(
        contents: impl IntoIterator<Item = Content>,
        master_lists: Option<MasterListTrust<'a>>,
        anchors: bool,
    ) -> Self {
        let holds_list = |content| matches!(content, Content::MasterList | Content::Zip);
        let grant = Grant { master_lists, ..Grant::ANCHORS };
        let is_beside = grant.names_signer() && contents.into_iter().any(holds_list);
        if anchors || !is_beside { grant } else { grant.up_to(Certificates::UnderAnchors) }
    }

    /// Whether a self-signed CSCA certificate becomes an anchor by itself.
    pub const fn allows_anchors(&self) -> bool {
        matches!(self.certificates, Certificates::Anchors)
    }

    /// Whether master lists are taken by certain signers only, so that a list is trusted more than what lies beside it.
    pub(super) fn names_signer(&self) -> bool {
        self.master_lists.is_some_and(|trust| !matches!(trust, MasterListTrust::AnySigner))
    }

    /// The same with certificates up to this kind.
    pub(super) fn up_to(self, certificates: Certificates) -> Self {
        Grant { certificates: self.certificates.min(certificates), ..self }
    }

    /// What a file of this name may bring: one that is named as a list brings no anchor of its own.
    pub(super) fn for_name(self, name: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        let names_list = extension.is_some_and(|extension| {
            ["ml", "crl", "dl", "dvl"].iter().any(|list| extension.eq_ignore_ascii_case(list))
        });
        if names_list { self.up_to(Certificates::UnderAnchors) } else { self }
    }
}
