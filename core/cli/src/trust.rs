//! Trust from files and folders, for every command that judges.

use crate::failure::Failure;
use crate::output;
use clap::Args;
use doc9303::trust::CertificateFacts;
use doc9303::{Engine, TrustStore};
use doc9303_inputs::{Sources, Trust};
use std::path::PathBuf;

/// Whom to trust, as `inspect` and `batch` take it.
#[derive(Args)]
pub(crate) struct TrustArguments {
    /// CSCA certificates, master lists, revocation lists, deviation and defect lists, PKD exports, folders of them, or a
    /// snapshot. May be repeated.
    #[arg(long, value_name = "PATH")]
    trust: Vec<PathBuf>,
    #[command(flatten)]
    master_list: MasterListArguments,
    #[command(flatten)]
    engine: EngineArguments,
}

impl TrustArguments {
    /// Whether anybody is trusted.
    pub(crate) fn is_given(&self) -> bool {
        !self.trust.is_empty()
    }

    /// Whose code verifies signatures, of documents too.
    pub(crate) fn engine(&self) -> Engine {
        self.engine.engine
    }

    /// Where trust comes from, and on whose word.
    pub(crate) fn sources(&self) -> Sources {
        self.master_list.sources(&self.trust, self.engine())
    }

    /// Fills a store, and says on standard error how many entries were rejected.
    pub(crate) fn store(&self) -> Result<TrustStore, Failure> {
        let loaded: Trust = self.sources().load()?;
        if !loaded.rejected.is_empty() {
            let count = loaded.rejected.len();
            output::tell(&format!("{count} trust entries were rejected; `doc9303 trust` says which"));
        }
        Ok(loaded.store)
    }
}

/// Whose code verifies signatures.
#[derive(Args)]
pub(crate) struct EngineArguments {
    /// Whose code verifies signatures: `ring` where it can, `own` everywhere, or `agree`, where both must accept.
    #[arg(long, value_name = "NAME", default_value = "ring")]
    pub(crate) engine: Engine,
}

/// Where a store comes from, for the tools that look at one.
#[derive(Args)]
pub(crate) struct StoreArguments {
    /// Certificates, master lists, revocation lists, deviation and defect lists, PKD exports, folders of them, or a snapshot.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    master_list: MasterListArguments,
    #[command(flatten)]
    engine: EngineArguments,
}

impl StoreArguments {
    /// Where it comes from, and on whose word.
    pub(crate) fn sources(&self) -> Sources {
        self.master_list.sources(&self.paths, self.engine.engine)
    }

    /// The store with what was rejected.
    pub(crate) fn load(&self) -> Result<Trust, Failure> {
        Ok(self.sources().load()?)
    }
}

/// The two letters of the State, or what stands in their place.
pub(crate) fn state(facts: &CertificateFacts) -> &str {
    let known = facts.state().and_then(|state| state.code2());
    known.or(facts.country.as_deref()).unwrap_or_default()
}

/// Who may have signed a master list. There is no default.
#[derive(Args)]
pub(crate) struct MasterListArguments {
    /// The master list signer's certificate, or that of the CSCA that issued it. May be repeated, one for each State.
    #[arg(long, value_name = "CERT", conflicts_with = "accept_any_master_list_signer")]
    master_list_signer: Vec<PathBuf>,
    /// Take master lists whoever signed them: they came on a path that you trust.
    #[arg(long)]
    accept_any_master_list_signer: bool,
    /// Take self-signed CSCA certificates of a folder as anchors, though a master list lies in it whose signer is named.
    /// A certificate that is named itself is always an anchor.
    #[arg(long)]
    anchors_from_folder: bool,
}

impl MasterListArguments {
    /// These paths, with what the arguments say of master lists.
    pub(crate) fn sources(&self, paths: &[PathBuf], engine: Engine) -> Sources {
        Sources {
            paths: paths.to_vec(),
            master_list_signers: self.master_list_signer.clone(),
            any_master_list_signer: self.accept_any_master_list_signer,
            anchors_from_folder: self.anchors_from_folder,
            engine,
        }
    }
}
