//! How a document is judged and what is shown of it, for the commands that print one report.

use crate::bundle::{Bundle, BundleArguments};
use crate::failure::Failure;
use crate::log::{Log, LogArguments};
use crate::parts::Parts;
use crate::policy::{PolicySigner, policy_of};
use crate::trust::TrustArguments;
use crate::{output, terminal, time};
use clap::Args;
use doc9303::report::{Language, Outcome};
use doc9303::{Document, Policy, TrustStore, UnixTime};

/// Whom to trust, by which rules to judge and what to show, as `inspect` and `read` take it.
#[derive(Args)]
pub(crate) struct JudgeArguments {
    #[command(flatten)]
    trust: TrustArguments,
    /// Judge at this time (a date, or RFC 3339); now by default.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// The rules to judge by: `icao`, `archive`, `strict`, or a file with a policy of your own.
    #[arg(long, value_name = "NAME|FILE", default_value = "icao")]
    policy: String,
    #[command(flatten)]
    policy_signer: PolicySigner,
    /// The language of the report for people: `en`, `de`, `es`, `fr`, `it` or `ru`.
    #[arg(long, value_name = "CODE", default_value = "en", conflicts_with = "json")]
    language: Language,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// Leave out everything personal.
    #[arg(long)]
    redact: bool,
}

/// Everything that a judgement needs but the document.
pub(crate) struct Judge<'a> {
    arguments: &'a JudgeArguments,
    policy: Policy,
    /// The policy as it is written.
    rules: String,
    at: UnixTime,
    log: Option<Log<'a>>,
    bundle: Option<(Bundle<'a>, Option<&'a Parts>)>,
}

impl JudgeArguments {
    /// Reads what does not take long, so that a slip is told before a document is read.
    pub(crate) fn begin(&self) -> Result<Judge<'_>, Failure> {
        let rules = self.policy_signer.text(&self.policy)?;
        let policy = policy_of(&self.policy, &rules)?.with_engine(self.trust.engine());
        Ok(Judge { arguments: self, policy, rules, at: time(self.at.as_deref())?, log: None, bundle: None })
    }
}

impl<'a> Judge<'a> {
    /// Logs the one document that is judged.
    pub(crate) fn with_log(mut self, log: &'a LogArguments) -> Result<Self, Failure> {
        self.log = log.begin(self.arguments.redact)?;
        Ok(self)
    }

    /// Keeps what the one document is judged from.
    pub(crate) fn with_bundle(mut self, bundle: &'a BundleArguments) -> Result<Self, Failure> {
        self.bundle = bundle.begin(self.arguments.redact)?.map(|bundle| (bundle, None));
        Ok(self)
    }

    /// The parts of the document, for the bundle.
    pub(crate) fn of(mut self, parts: &'a Parts) -> Self {
        self.bundle = self.bundle.map(|(bundle, _)| (bundle, Some(parts)));
        self
    }

    pub(crate) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The time to judge at.
    #[cfg(feature = "read")]
    pub(crate) fn at(&self) -> UnixTime {
        self.at
    }

    pub(crate) fn is_json(&self) -> bool {
        self.arguments.json
    }

    /// The trust store.
    pub(crate) fn store(&self) -> Result<TrustStore, Failure> {
        self.arguments.trust.store()
    }

    /// Judges a document, prints the report and returns the exit status. The process is expected to end.
    pub(crate) fn report(&self, document: &Document) -> Result<u8, Failure> {
        let store = self.store()?;
        let status = self.report_with(document, &store, "");
        // To give a directory of certificates back piece by piece would take as long as a fifth of reading it.
        core::mem::forget(store);
        status
    }

    /// The same with a store that is there already. In JSON, the `members` stand in front of those of the report, each with a comma
    /// behind it.
    pub(crate) fn report_with(
        &self,
        document: &Document,
        store: &TrustStore,
        members: &str,
    ) -> Result<u8, Failure> {
        let report = doc9303::inspect(document, store, &self.policy, self.at);
        let arguments = self.arguments;
        let kept = match &self.bundle {
            Some((bundle, Some(parts))) => {
                bundle.write(parts, &report, store, &arguments.trust.sources(), &self.rules, self.at)
            }
            _ => Ok(()),
        };
        let logged = kept.and(self.log.as_ref().map_or(Ok(()), |log| log.write(&report)));
        let line = |json: String| format!("{{{members}{}", json.strip_prefix('{').unwrap_or(&json));
        match (arguments.json, arguments.redact) {
            (true, true) => output::print_line(line(report.to_json_redacted()))?,
            (true, false) => output::print_line(line(report.to_json()))?,
            (false, redact) => output::print(&terminal::report(&report, redact, arguments.language))?,
        }
        // What cannot be kept or logged costs nobody the report.
        logged.map(|()| match report.verdict() {
            Outcome::Successful => 0,
            Outcome::Failed => 1,
            Outcome::Undetermined | Outcome::NotSupported => 2,
            Outcome::Aborted => 3,
        })
    }
}
