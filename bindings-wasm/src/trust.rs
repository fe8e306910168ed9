//! What the caller trusts.

use crate::failure::{Failure, argument, number, set, told};
use doc9303::raw::Certificate;
use doc9303::trust::{Anchor, AnchorKind, Content, Grant, ImportSummary, MasterListTrust};
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Certificates and lists that judge documents.
#[wasm_bindgen]
#[derive(Default)]
pub struct TrustStore(doc9303::TrustStore);

#[wasm_bindgen]
impl TrustStore {
    /// An empty store, which trusts nobody.
    #[wasm_bindgen(constructor)]
    pub fn new() -> TrustStore {
        TrustStore::default()
    }

    /// Adds one certificate as what it is, and says what it was taken for.
    ///
    /// # Errors
    /// If the bytes are no certificate or an authority's key is unusable.
    #[wasm_bindgen(js_name = addCertificate)]
    pub fn add_certificate(&mut self, der: &[u8]) -> Result<String, Failure> {
        Ok(word(&self.0.add_certificate(der)?))
    }

    /// Adds whatever an input holds, recognised by its structure, as far as `allow` goes: `anchors`, `under_anchors` or
    /// `revocation`; master lists only with a word on their signers.
    ///
    /// # Errors
    /// `argument.allow` if it is none of these.
    pub fn add(
        &mut self,
        name: &str,
        bytes: &[u8],
        allow: &str,
        who: &str,
        signer: Option<Vec<u8>>,
    ) -> Result<JsValue, Failure> {
        let lists = master_list_trust(who, signer.as_deref());
        Ok(sum(&self.0.add(name, bytes, grant(allow, lists)?)))
    }

    /// What an input is by its structure; `undefined` if it is nothing that trust is kept in.
    #[wasm_bindgen(js_name = recognise)]
    pub fn recognise(bytes: &[u8]) -> Option<String> {
        Content::recognise(bytes).ok().map(|content| content_word(content).to_owned())
    }

    /// Adds a revocation list.
    ///
    /// # Errors
    /// If the bytes are none.
    #[wasm_bindgen(js_name = addCrl)]
    pub fn add_crl(&mut self, der: &[u8]) -> Result<String, Failure> {
        Ok(word(&self.0.add_crl(der)?))
    }

    /// Adds a master list that `signer`, anyone, or an issuer in the store has signed.
    ///
    /// # Errors
    /// If the list is none or not signed so; `argument.signer` without a word on the signer.
    #[wasm_bindgen(js_name = addMasterList)]
    pub fn add_master_list(
        &mut self,
        der: &[u8],
        who: &str,
        signer: Option<Vec<u8>>,
    ) -> Result<JsValue, Failure> {
        let unsaid = || argument("argument.signer", "a master list needs a word on who may have signed it");
        let trust = master_list_trust(who, signer.as_deref()).ok_or_else(unsaid)?;
        Ok(sum(&self.0.add_master_list(der, trust)?))
    }

    /// Adds a deviation or defect list, which counts once an anchor vouches for its signer.
    ///
    /// # Errors
    /// If the bytes are none or its signature does not verify.
    #[wasm_bindgen(js_name = addDeviationList)]
    pub fn add_deviation_list(&mut self, der: &[u8]) -> Result<JsValue, Failure> {
        Ok(sum(&self.0.add_deviation_list(der)?))
    }

    /// How many CSCA keys are trusted.
    #[wasm_bindgen(getter)]
    pub fn anchors(&self) -> usize {
        self.0.anchors().count()
    }

    /// How many Document Signer candidates there are.
    #[wasm_bindgen(getter, js_name = documentSigners)]
    pub fn document_signers(&self) -> usize {
        self.0.document_signers()
    }

    /// How many revocation lists there are.
    #[wasm_bindgen(getter)]
    pub fn crls(&self) -> usize {
        self.0.crls().count()
    }

    /// How many master lists were added.
    #[wasm_bindgen(getter, js_name = masterLists)]
    pub fn master_lists(&self) -> usize {
        self.0.master_lists()
    }

    /// How many deviation and defect lists were added.
    #[wasm_bindgen(getter, js_name = deviationLists)]
    pub fn deviation_lists(&self) -> usize {
        self.0.deviation_lists()
    }

    /// The trusted CSCA certificates in the order in which they came to be trusted: `country`, `kind`, `subject`, `serial`,
    /// `key`, `not_before`, `not_after`.
    #[wasm_bindgen(getter, js_name = anchorList)]
    pub fn anchor_list(&self) -> Array {
        self.0.anchors().map(anchor).collect()
    }

    /// The country of each link certificate to which nothing in the store leads, empty where it names none. They are no anchors.
    #[wasm_bindgen(getter, js_name = waitingLinks)]
    pub fn waiting_links(&self) -> Array {
        self.0.waiting_links().map(country_of).collect()
    }

    /// Anchors by State.
    #[wasm_bindgen(getter)]
    pub fn states(&self) -> JsValue {
        let states: JsValue = Object::new().into();
        for (state, count) in self.0.states() {
            set(&states, &state, &number(count));
        }
        states
    }
}

impl TrustStore {
    pub(crate) fn store(&self) -> &doc9303::TrustStore {
        &self.0
    }
}

fn country_of(der: &[u8]) -> JsValue {
    let certificate = Certificate::parse(der);
    let country =
        certificate.ok().and_then(|certificate| Some(certificate.subject().country()?.to_ascii_uppercase()));
    country.unwrap_or_default().into()
}

fn anchor(anchor: &Anchor) -> JsValue {
    let row: JsValue = Object::new().into();
    let facts = [
        ("country", anchor.country().unwrap_or_default().to_owned()),
        ("kind", if anchor.kind() == AnchorKind::Link { "link" } else { "root" }.to_owned()),
        ("subject", anchor.subject()),
        ("serial", anchor.serial()),
        ("key", anchor.key_name().to_owned()),
        ("not_before", anchor.not_before().to_string()),
        ("not_after", anchor.not_after().to_string()),
    ];
    facts.iter().for_each(|(name, fact)| set(&row, name, &fact.as_str().into()));
    row
}

fn master_list_trust<'a>(who: &str, signer: Option<&'a [u8]>) -> Option<MasterListTrust<'a>> {
    match (who, signer) {
        ("signer", Some(der)) => Some(MasterListTrust::SignedBy(der)),
        ("any", None) => Some(MasterListTrust::AnySigner),
        ("store", None) => Some(MasterListTrust::SignedByStore),
        _ => None,
    }
}

fn grant<'a>(allow: &str, lists: Option<MasterListTrust<'a>>) -> Result<Grant<'a>, Failure> {
    let grant = match allow {
        "anchors" => Grant::ANCHORS,
        "under_anchors" => Grant::UNDER_ANCHORS,
        "revocation" => Grant::REVOCATION,
        _ => {
            return Err(argument("argument.allow", "allow is none of anchors, under_anchors and revocation"));
        }
    };
    Ok(lists.map_or(grant, |trust| grant.with_master_lists(trust)))
}

fn content_word(content: Content) -> &'static str {
    match content {
        Content::Certificate => "certificate",
        Content::Crl => "crl",
        Content::MasterList => "master_list",
        Content::DeviationList => "deviation_list",
        Content::DefectList => "defect_list",
        Content::Bundle => "bundle",
        Content::Pem => "pem",
        Content::Ldif => "ldif",
        Content::Zip => "zip",
        _ => "other",
    }
}

fn word(import: &ImportSummary) -> String {
    import.imported_as.map(|imported| imported.to_string()).unwrap_or_default()
}

fn sum(import: &ImportSummary) -> JsValue {
    let rejected = Array::new();
    for entry in &import.rejected {
        let row: JsValue = Object::new().into();
        set(&row, "entry", &number(entry.entry));
        set(&row, "path", &entry.path.as_str().into());
        set(&row, "code", &entry.code.as_str().into());
        set(&row, "text", &entry.text().into());
        set(&row, "told", &told(&entry.message));
        rejected.push(&row);
    }
    let sum: JsValue = Object::new().into();
    set(&sum, "content", &import.content.map_or(JsValue::NULL, |content| content_word(content).into()));
    set(&sum, "untold", &number(import.untold));
    set(&sum, "added", &number(import.added));
    set(&sum, "known", &number(import.known));
    set(&sum, "rejected", &rejected.into());
    sum
}
