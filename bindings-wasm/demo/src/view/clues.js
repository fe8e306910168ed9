// The facts of a document side by side, as a person at a desk would have them, and without what the checks make of them.

import { h } from "../dom.js";
import { day, field, reason, t, words } from "../words.js";
import { terms } from "../../../pkg/report/seal.js";
import { drawZone } from "../../../pkg/report/zone.js";

const PROOFS = [["chip.active_auth", "Active Authentication"], ["chip.chip_auth", "Chip Authentication"], ["chip.pace_cam", "PACE-CAM"]];

/** The clues, each with the checks that it lets a person decide in `data-checks`. Those of one document among others are `of` it. */
export function clues({ report, zone, chipZone, face, files }, of = null) {
  const titled = (key) => h(of ? "h4" : "h3", {}, t(key));
  const label = (key) => (of ? `${of}: ${t(key)}` : t(key));
  const rows = new Map(report.results.map((row) => [row.check, row]));
  const term = (label, checks, ...content) => [h("dt", {}, label), h("dd", { data: { checks: checks.join(" ") } }, content)];
  const fits = (id) => word(rows.get(id)?.outcome);
  const mrz = report.document.mrz;
  const picture = face && h("img", { class: "face", alt: t("face_alt"), width: 90, height: 116, src: URL.createObjectURL(new Blob([face])) });
  for (const end of ["load", "error"]) picture?.addEventListener(end, () => URL.revokeObjectURL(picture.src));
  const both = zone && chipZone ? ["combined.mrz_dg1"] : [];
  const seal = report.document.seal;
  return h(
    "div",
    { class: "clues" },
    zone && [titled("clue_printed"), drawZone(zone, label("clue_printed")).frame],
    chipZone && [titled("clue_chip"), h("div", { data: { checks: both.join(" ") } }, chipZone === zone ? h("p", {}, t("clue_same")) : drawZone(chipZone, label("clue_chip")).frame)],
    seal && [titled("clue_seal"), h("div", { class: "sealed", data: { checks: "combined.mrz_seal combined.visa_passport seal.country" } }, terms(words(), seal))],
    h(
      "div",
      { class: "data" },
      picture && h("figure", { class: "portrait" }, picture),
      h(
        "dl",
        {},
        term(t("clue_day"), ["document.expiry"], day(report.at)),
        mrz?.fields.expiry_date !== undefined && term(t("clue_expiry"), ["document.expiry"], mrz.fields.expiry_date),
        mrz?.check_digits.length > 0 && term(t("clue_digits"), ["mrz.check_digits"], mrz.check_digits.map((digit) => `${field(digit.field)} ${digit.printed}/${digit.computed}`).join(", ")),
        seal && ofSeal(report, rows, term, fits),
        Object.keys(files).length > 0 ? ofChip(report, rows, term, fits) : !seal && term(t("clue_files"), [], t("none")),
      ),
    ),
  );
}

const certificate = (link) => `${link.subject}, ${t("valid_span", { from: day(link.not_before), to: day(link.not_after) })}`;

/** Who sealed it, and whether the signer is revoked: what else may be wrong with one is seen in the certificate. */
function ofSeal(report, rows, term, fits) {
  const { chain } = report.evidence.seal;
  const signer = chain.find((link) => link.role === "seal_signer");
  const authority = chain.find((link) => link.role !== "seal_signer");
  const { outcome, reason: why } = rows.get("seal.signer");
  const isRevocation = why && /^crl\.|revoked/.test(why.code);
  return [
    term(t("clue_seal_signature"), ["seal.signature"], fits("seal.signature")),
    term(t("clue_seal_signer"), ["seal.signer"], signer ? certificate(signer) : t("none")),
    term(t("clue_authority"), ["seal.signer"], authority ? certificate(authority) : t("none")),
    (isRevocation || outcome === "successful") && term(t("clue_revocation"), ["seal.signer"], isRevocation ? reason(why) : t("clue_unnamed")),
  ];
}

function ofChip(report, rows, term, fits) {
  const chain = report.evidence.chain;
  const signer = chain.find((link) => link.role === "document_signer");
  const authority = chain.find((link) => link.role !== "document_signer");
  const groups = [...rows.values()].filter((row) => /^dg\d+\.hash$/.test(row.check) && row.outcome !== "not_supported");
  const file = (row) => `EF.${row.check.split(".")[0].toUpperCase()} ${row.outcome === "undetermined" ? reason(row.reason) : word(row.outcome)}`;
  const proofs = PROOFS.filter(([id]) => rows.has(id) && rows.get(id).outcome !== "not_supported");
  const proof = ([id, name]) => `${name}: ${rows.get(id).outcome === "undetermined" ? reason(rows.get(id).reason) : fits(id)}`;
  // A certificate of the State that did not sign is at hand all the same; only its absence leaves the question open.
  const unknown = rows.get("ds.signature")?.outcome === "undetermined";
  const issuer = authority ? certificate(authority) : unknown || !signer ? t("none") : t("clue_named", { issuer: signer.issuer });
  return [
    term(t("clue_files"), groups.map((row) => row.check), groups.map(file).join(", ") || t("none")),
    term(t("clue_signed"), ["sod.hash"], fits("sod.hash")),
    term(t("clue_signature"), ["sod.signature"], fits("sod.signature")),
    term(t("clue_signer"), ["ds.validity"], signer ? certificate(signer) : t("none")),
    term(t("clue_authority"), ["csca.validity"], issuer),
    term(t("clue_issued"), ["ds.signature"], fits("ds.signature")),
    term(t("clue_revocation"), ["ds.revocation"], revocation(rows.get("ds.revocation"))),
    proofs.length > 0 && term(t("clue_proofs"), proofs.map(([id]) => id), proofs.map(proof).join(", ")),
  ];
}

function word(outcome) {
  return outcome === "successful" ? t("clue_fits") : outcome === "failed" ? t("clue_differs") : t("clue_absent");
}

function revocation(row) {
  if (!row) return t("clue_absent");
  return row.outcome === "successful" ? t("clue_unnamed") : reason(row.reason);
}

/** The checks that the clues on show let a person decide. */
export function shownChecks(place) {
  return new Set([...place.querySelectorAll("[data-checks]")].flatMap((clue) => clue.dataset.checks.split(" ")));
}
