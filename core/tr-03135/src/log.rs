//! The log itself: the transaction, the check of the document, and the clauses within it.

use crate::clause::{CLASSES, Clause, DATA_GROUPS, MRZ_AND_DG1};
use crate::codes::{deviation_code, vendor_code};
use crate::results::{of_class, of_clause, word};
use crate::xml::{NAMESPACES, Xml, leaf, leaf_with, node};
use crate::{Component, Error, Profile, Transaction, certificates, chip, zone};
use doc9303::Report;
use doc9303::report::{CheckResult, Deviation, Group, Outcome, Source, Weight};
use quick_xml::events::{BytesDecl, Event};
use std::io::Result;

/// Writes the log of one inspection, in UTF-8. The same arguments give the same bytes.
///
/// The document is logged as far as the profile asks for it, and never of a [redacted](Report::redacted) report.
///
/// # Errors
/// [`Error::Xml`] if the writer fails, which it does not in memory.
///
/// ```
/// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
/// use doc9303_tr03135::{Profile, Transaction, to_xml};
/// let mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
/// let at = UnixTime::parse("2026-01-01").unwrap();
/// let report = inspect(&Document::new().with_mrz(mrz), &TrustStore::new(), &Policy::icao(), at);
/// let transaction = Transaction::new("6f1c5b0a-9d2e-4c57-8a3b-1f0e9d8c7b6a", at, at)?;
/// let log = to_xml(&report, &transaction, Profile::Basic)?;
/// assert!(log.contains("<base:Code>401031</base:Code>"), "the document has expired");
/// assert!(!log.contains("ERIKSSON"));
/// assert!(to_xml(&report, &transaction, Profile::Full)?.contains("<dc:Surname>ERIKSSON</dc:Surname>"));
/// # Ok::<(), doc9303_tr03135::Error>(())
/// ```
pub fn to_xml(
    report: &Report,
    transaction: &Transaction,
    profile: Profile,
) -> core::result::Result<String, Error> {
    let mut xml = Xml::new_with_indent(Vec::new(), b' ', 1);
    let log = Log { report, profile };
    log.transaction(&mut xml, transaction).map_err(|_| Error::Xml)?;
    String::from_utf8(xml.into_inner()).map_err(|_| Error::Xml)
}

/// A report and how much of it is logged.
struct Log<'a> {
    report: &'a Report,
    profile: Profile,
}

impl Log<'_> {
    /// The transaction layer (Table 6.1, `ct`).
    fn transaction(&self, xml: &mut Xml, transaction: &Transaction) -> Result<()> {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut attributes = NAMESPACES.to_vec();
        attributes.push(("guideline", "TR-03135-1 2.5"));
        node(xml, "ct:Transaction", &attributes, |xml| {
            leaf(xml, "ct:TransactionID", &transaction.id)?;
            leaf(xml, "ct:Start", &transaction.start.to_string())?;
            leaf(xml, "ct:End", &transaction.end.to_string())?;
            if let Some(terminal) = &transaction.terminal {
                leaf(xml, "ct:Terminal", terminal)?;
            }
            transaction.components.iter().try_for_each(|component| self::component(xml, component))?;
            leaf(xml, "ct:LoggingProfile", self.profile.as_str())?;
            self.document_check(xml)
        })
    }

    /// The overall result (§5.4), what is known of the document, and the classes of checks.
    fn document_check(&self, xml: &mut Xml) -> Result<()> {
        let report = self.report;
        node(xml, "dc:DocumentCheck", &[("clause", "5.4")], |xml| {
            leaf(xml, "base:Result", word(report.verdict()))?;
            leaf(xml, "dc:TimeOfInspection", &report.at().to_string())?;
            leaf(xml, "dc:Policy", report.policy())?;
            if report.is_partial() {
                leaf(xml, "dc:Partial", "true")?;
            }
            self.used_lists(xml)?;
            zone::model(xml, report)?;
            report.deviations().iter().try_for_each(|deviation| self::deviation(xml, deviation))?;
            if self.is_extended(Group::Optical) || self.is_extended(Group::Electronic) {
                zone::details(xml, report)?;
            }
            CLASSES.iter().try_for_each(|(class, clause)| self.class(xml, *class, clause))
        })
    }

    /// What the trust store held: the report knows its fingerprint and not each list.
    fn used_lists(&self, xml: &mut Xml) -> Result<()> {
        let evidence = self.report.evidence();
        node(xml, "dc:UsedLists", &[], |xml| {
            leaf(xml, "dc:Anchors", &evidence.anchors.to_string())?;
            leaf(xml, "dc:SHA256", &base16ct::lower::encode_string(&evidence.trust_sha256))
        })
    }

    fn class(&self, xml: &mut Xml, class: Group, clause: &Clause) -> Result<()> {
        let Some(result) = of_class(clause, self.report) else { return Ok(()) };
        let report = self.report;
        let is_extended = self.profile.extends(class, result);
        node(xml, clause.element, &[("clause", clause.number)], |xml| {
            self.content(xml, clause, result)?;
            match class {
                Group::Electronic => {
                    certificates::of_chip(xml, report)?;
                    if is_extended { chip::files(xml, report) } else { Ok(()) }
                }
                Group::Seal => {
                    certificates::of_seal(xml, report)?;
                    if is_extended { chip::seal_content(xml, report) } else { Ok(()) }
                }
                _ => Ok(()),
            }
        })
    }

    fn clause(&self, xml: &mut Xml, clause: &Clause) -> Result<()> {
        let Some(result) = of_clause(clause, self.report) else { return Ok(()) };
        node(xml, clause.element, &[("clause", clause.number)], |xml| {
            self.content(xml, clause, result)?;
            match clause.element {
                DATA_GROUPS => chip::data_groups(xml, self.report),
                MRZ_AND_DG1 if self.profile.extends(Group::Combined, result) => {
                    zone::mismatch(xml, self.report)
                }
                _ => Ok(()),
            }
        })
    }

    /// The result of a clause, the checks of this project that it rests on, and the clauses within it.
    fn content(&self, xml: &mut Xml, clause: &Clause, result: Outcome) -> Result<()> {
        leaf(xml, "base:Result", word(result))?;
        let own = self.report.results().iter().filter(|result| clause.checks.contains(&result.check()));
        own.into_iter().try_for_each(|result| self.check(xml, result))?;
        clause.parts.iter().try_for_each(|part| self.clause(xml, part))
    }

    /// One check: its result as the report has it and, unless it is successful, the code of §5.3.
    fn check(&self, xml: &mut Xml, result: &CheckResult) -> Result<()> {
        let mut attributes = vec![
            ("id", result.check().as_str()),
            ("clause", result.check().clause()),
            ("obligation", obligation(result.weight())),
        ];
        match result.source() {
            Some(Source::Dg1) => attributes.push(("source", "dg1")),
            Some(Source::Visa) => attributes.push(("source", "visa")),
            _ => {}
        }
        node(xml, "base:Check", &attributes, |xml| {
            leaf(xml, "base:Result", word(result.outcome()))?;
            if let Some(reason) = result.reason() {
                node(xml, "base:Error", &[], |xml| {
                    leaf(xml, "base:Code", &vendor_code(result.check(), Some(reason.code())).to_string())?;
                    leaf(xml, "base:Reason", reason.code().as_str())?;
                    leaf(xml, "base:Description", &reason.text())
                })?;
            }
            // What published lists of defects changed (§5.8).
            let changed = self.report.adjustments().iter().filter(|change| {
                change.check() == result.check() && change.before().source() == result.source()
            });
            changed.into_iter().try_for_each(|change| {
                let cause = [("cause", change.cause().as_str())];
                leaf_with(xml, "base:ResultBefore", &cause, word(change.before().outcome()))
            })
        })
    }

    /// Whether the extended data of a class are logged.
    fn is_extended(&self, class: Group) -> bool {
        let clause = CLASSES.iter().find(|(of, _)| *of == class).map(|(_, clause)| clause);
        let result = clause.and_then(|clause| of_class(clause, self.report));
        result.is_some_and(|result| self.profile.extends(class, result))
    }
}

fn component(xml: &mut Xml, component: &Component) -> Result<()> {
    node(xml, "ct:Component", &[], |xml| {
        leaf(xml, "ct:Vendor", &component.vendor)?;
        leaf(xml, "ct:Name", &component.name)?;
        leaf(xml, "ct:Version", &component.version)
    })
}

fn deviation(xml: &mut Xml, deviation: &Deviation) -> Result<()> {
    node(xml, "dc:Deviation", &[("structure", deviation.structure())], |xml| {
        leaf(xml, "base:Code", &deviation_code(deviation.kind()).to_string())?;
        leaf(xml, "base:Reason", deviation.kind().as_str())?;
        leaf(xml, "base:Description", &deviation.text())
    })
}

/// Mandatory, optional or evaluatory (§3.7).
fn obligation(weight: Weight) -> &'static str {
    match weight {
        Weight::Mandatory => "m",
        Weight::Optional => "o",
        Weight::Evaluatory => "e",
    }
}
