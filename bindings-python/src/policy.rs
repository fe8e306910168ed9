//! `Policy`: what is allowed.

use crate::error::{none_of, raise, wrong_value};
use crate::html;
use crate::mrz::hash;
use doc9303::report::{Check, DeviationKind, Weight};
use doc9303::{Policy, ValidityTime};
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::sync::Arc;

/// The rules by which a document is judged: weights of checks, and deviations that are tolerated.
///
/// A policy is a value: every method returns a new one.
///
/// >>> Policy.icao().with_weight("ds.revocation", "optional").weight("ds.revocation")
/// 'optional'
#[pyclass(frozen, eq, module = "doc9303", name = "Policy")]
#[derive(Clone)]
pub(crate) struct PyPolicy(pub(crate) Policy, Option<Arc<str>>);

impl PyPolicy {
    /// The policy that applies where none is given.
    pub(crate) fn standard() -> Self {
        PyPolicy(Policy::icao(), None)
    }
}

/// Policies are equal if they judge alike, whatever they were made from.
impl PartialEq for PyPolicy {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl PyPolicy {
    fn changed(&self, policy: Policy) -> Self {
        PyPolicy(policy, self.1.clone())
    }
}

/// Name, the TOML if it was made from one, weights that are not those of the table, refused deviations, expected checks.
type State = (String, Option<String>, Vec<(String, String)>, Vec<String>, Vec<String>);

fn check(id: &str) -> PyResult<Check> {
    id.parse().map_err(|_| wrong_value("check", &format!("{id:?} is no check; doc9303.CHECKS lists them")))
}

fn kind(text: &str) -> PyResult<DeviationKind> {
    text.parse()
        .map_err(|_| wrong_value("deviation", &format!("{text:?} is no deviation; doc9303.CODES lists them")))
}

#[pymethods]
impl PyPolicy {
    /// Doc 9303 as the field keeps it: every mandatory check counts, and deviations that real documents show are
    /// tolerated and told.
    #[staticmethod]
    fn icao() -> Self {
        PyPolicy(Policy::icao(), None)
    }

    /// Doc 9303 to the letter: no deviation is tolerated, SHA-1 least of all.
    #[staticmethod]
    fn strict() -> Self {
        PyPolicy(Policy::strict(), None)
    }

    /// For documents that were kept: certificates are judged at the date of issue and not at that of inspection.
    #[staticmethod]
    fn archive() -> Self {
        PyPolicy(Policy::archive(), None)
    }

    /// The profile of this name: "icao", "strict" or "archive".
    ///
    /// Raises ValueError for any other name.
    #[staticmethod]
    fn named(name: &str) -> PyResult<Self> {
        let policy =
            Policy::named(name).ok_or_else(|| wrong_value("name", &format!("{name:?} is no policy")));
        policy.map(|policy| PyPolicy(policy, None))
    }

    /// Reads a policy from TOML. What the text leaves out is as in profile "icao", whose text, profile_toml("icao"), shows
    /// every key; rules for single States have a table each.
    ///
    /// Raises Doc9303Error with the place in the text if it is no TOML, a key is unknown or stands twice, or a value is
    /// not one that its key takes.
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: &str) -> PyResult<Self> {
        let policy = Policy::from_toml(text).map_err(|error| raise(py, &error))?;
        Ok(PyPolicy(policy, Some(text.into())))
    }

    /// The text of a profile, which from_toml reads.
    ///
    /// Raises ValueError if there is no profile of this name.
    #[staticmethod]
    fn profile_toml(name: &str) -> PyResult<&'static str> {
        Policy::profile_toml(name).ok_or_else(|| wrong_value("name", &format!("{name:?} is no policy")))
    }

    /// A policy under which this check counts as "mandatory", "optional" or "evaluatory" (TR-03135-1 section 3.5.2).
    ///
    /// Raises ValueError if there is no such check or weight.
    fn with_weight(&self, check_id: &str, weight: &str) -> PyResult<Self> {
        let weight: Weight = weight.parse().map_err(|_| none_of("weight", weight, Weight::ALL))?;
        Ok(self.changed(self.0.clone().with_weight(check(check_id)?, weight)))
    }

    /// A policy that lets a document pass whose State publishes no revocation list that is at hand.
    fn with_unknown_revocation(&self) -> Self {
        self.changed(self.0.clone().with_unknown_revocation())
    }

    /// A policy under which the check that meets this deviation fails.
    ///
    /// Raises ValueError if the code is no deviation.
    fn refusing(&self, deviation: &str) -> PyResult<Self> {
        Ok(self.changed(self.0.clone().with_refused(kind(deviation)?)))
    }

    /// A policy that tolerates this deviation: it is listed in the report and changes no outcome.
    ///
    /// Raises ValueError if the code is no deviation.
    fn tolerating(&self, deviation: &str) -> PyResult<Self> {
        Ok(self.changed(self.0.clone().with_tolerated(kind(deviation)?)))
    }

    /// A policy that expects of every document what this check looks at: where a document lacks it, the check is
    /// "undetermined" and no longer "not_supported".
    ///
    /// Raises ValueError if there is no such check.
    fn expecting(&self, check_id: &str) -> PyResult<Self> {
        Ok(self.changed(self.0.clone().with_expected(check(check_id)?)))
    }

    /// Whether every document is expected to have what this check looks at.
    ///
    /// Raises ValueError if there is no such check.
    fn expects(&self, check_id: &str) -> PyResult<bool> {
        Ok(self.0.expects(check(check_id)?))
    }

    /// How a check counts: "mandatory", "optional" or "evaluatory".
    ///
    /// Raises ValueError if there is no such check.
    fn weight(&self, check_id: &str) -> PyResult<&'static str> {
        Ok(self.0.weight(check(check_id)?).as_str())
    }

    /// Whether a deviation is tolerated.
    ///
    /// Raises ValueError if the code is no deviation.
    fn tolerates(&self, deviation: &str) -> PyResult<bool> {
        Ok(self.0.tolerates(kind(deviation)?))
    }

    /// When certificates are judged: at "inspection", or at "issue" where the date of issue is proven.
    #[getter]
    fn judged_at(&self) -> &'static str {
        match self.0.judged_at() {
            ValidityTime::Issue => "issue",
            _ => "inspection",
        }
    }

    /// The name that the report prints.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    /// A policy is its name, and what was changed in it since.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, State)> {
        let weights = Check::all()
            .filter(|check| self.0.weight(*check) != check.weight())
            .map(|check| (check.as_str().to_owned(), self.0.weight(check).as_str().to_owned()));
        let refused = DeviationKind::ALL.iter().filter(|kind| !self.0.tolerates(**kind));
        let refused = refused.map(|kind| kind.as_str().to_owned());
        let expected =
            Check::all().filter(|check| self.0.expects(*check)).map(|check| check.as_str().to_owned());
        let source = self.1.as_deref().map(str::to_owned);
        let name = self.0.name().to_owned();
        let state = (name, source, weights.collect(), refused.collect(), expected.collect());
        Ok((PyType::new::<PyPolicy>(py).getattr("_restore")?, state))
    }

    /// What __reduce__ told.
    #[staticmethod]
    #[pyo3(name = "_restore")]
    fn restore(
        py: Python<'_>,
        name: &str,
        source: Option<&str>,
        weights: Vec<(String, String)>,
        refused: Vec<String>,
        expected: Vec<String>,
    ) -> PyResult<Self> {
        let mut policy = match source {
            Some(text) => PyPolicy::from_toml(py, text)?,
            None => PyPolicy::named(name)?,
        };
        for check in Check::all() {
            policy.0 = policy.0.with_weight(check, check.weight());
        }
        for deviation in DeviationKind::ALL {
            policy.0 = policy.0.with_tolerated(*deviation);
        }
        for (check_id, weight) in weights {
            policy = policy.with_weight(&check_id, &weight)?;
        }
        for deviation in refused {
            policy = policy.refusing(&deviation)?;
        }
        for check_id in expected {
            policy = policy.expecting(&check_id)?;
        }
        Ok(policy)
    }

    /// The policy and what it changes as a table for notebooks.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let (_, (name, _, weights, refused, expected)) = self.__reduce__(py)?;
        let weights: Vec<String> =
            weights.iter().map(|(check, weight)| format!("{check} {weight}")).collect();
        let rows = [
            ("name", name),
            ("judged_at", self.judged_at().to_owned()),
            ("weights", weights.join(", ")),
            ("refused", refused.join(", ")),
            ("expected", expected.join(", ")),
        ];
        Ok(html::rows("Policy", rows))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
        let (_, (name, _, weights, refused, expected)) = self.__reduce__(py)?;
        Ok(hash(&(name, weights, refused, expected)))
    }

    fn __repr__(&self) -> String {
        format!("<Policy {:?}>", self.0.name())
    }
}
