// The chains of trust as pictures: State key, links, Document Signer, EF.SOD, data groups, or the signer and the seal, and the arrow that
// is broken.

import { h, sign } from "./dom.js";
import { nameOf } from "./seal.js";

export function chainPanel(words, report) {
  const rows = new Map(report.results.map((row) => [row.check, row]));
  const chip = rows.has("sod.structure") && picture(words, report, rows);
  const seal = rows.has("seal.format") && pictureOfSeal(words, report, rows);
  const both = Boolean(chip && seal);
  return h(
    "section",
    { class: "panel chain", "aria-labelledby": "chain-title" },
    h("h2", { id: "chain-title" }, words.t("chain")),
    h("p", { class: "quiet" }, words.t(chip || seal ? "chain_hint" : "chain_none")),
    both && h("h3", {}, words.seal("chain_of_chip")),
    chip,
    both && h("h3", {}, words.seal("chain_of_seal")),
    seal,
  );
}

function picture(words, report, rows) {
  const links = report.evidence.chain;
  const sizes = new Map(report.document?.files.map(({ file, size }) => [file, size]));
  const signer = links.find((link) => link.role === "document_signer");
  const steps = authorities(words, links.filter((link) => link !== signer));
  steps.push(edge(words, rows.get("ds.signature"), words.t("edge_signs")));
  steps.push(signer ? certificate(words, signer) : node("missing", words.t("node_no_signer")));
  steps.push(edge(words, worst([rows.get("sod.structure"), rows.get("sod.hash"), rows.get("sod.signature")]), words.t("edge_signs")));
  steps.push(sod(words, report));
  const groups = [...rows.values()].filter((row) => /^dg\d+\.hash$/.test(row.check));
  // What did not happen to a data group that nobody read is no break: an arrow is broken by a group that fails.
  const failed = groups.filter((row) => row.outcome === "failed");
  steps.push(arrow(words, words.t("edge_digest"), worst(failed.length > 0 ? failed : groups)?.outcome ?? "undetermined", failed[0]));
  steps.push(h("li", { class: "step groups-of-data" }, h("ul", {}, groups.map((row) => dataGroup(words, row, sizes)))));
  return h("ol", { class: "steps" }, steps);
}

/** From the State's own key to the seal. */
function pictureOfSeal(words, report, rows) {
  const { seal } = report.evidence;
  const links = seal?.chain ?? [];
  const signer = links.find((link) => link.role === "seal_signer");
  return h(
    "ol",
    { class: "steps of-seal" },
    authorities(words, links.filter((link) => link !== signer), "seal-"),
    edge(words, rows.get("seal.signer"), words.t("edge_signs")),
    signer ? certificate(words, signer, "seal-") : node("missing", words.t("node_no_seal_signer")),
    edge(words, worst(["seal.format", "seal.signature", "seal.country"].map((check) => rows.get(check))), words.t("edge_signs")),
    node("sod", words.t("node_seal"), seal && h("p", { class: "quiet" }, nameOf(words, seal)), seal?.reading && h("p", { class: "quiet" }, words.seal(`reading_${seal.reading}`))),
  );
}

/** Those above a signer, from the root down; a place for them if none is known. */
function authorities(words, links, prefix) {
  if (links.length === 0) return [node("missing", words.t("node_unknown_csca"))];
  return [...links].reverse().flatMap((link, n) => (n === 0 ? [certificate(words, link, prefix)] : [arrow(words, words.t("edge_signs"), "successful"), certificate(words, link, prefix)]));
}

function worst(rows) {
  const order = ["failed", "aborted", "undetermined", "successful", "not_supported"];
  return rows.filter(Boolean).sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))[0];
}

function edge(words, row, name) {
  return row ? arrow(words, name, row.outcome, row) : arrow(words, name, "undetermined");
}

function arrow(words, name, outcome, row) {
  const broken = outcome !== "successful" && row?.reason;
  return h(
    "li",
    { class: `edge ${outcome}` },
    h("span", { class: "shaft", "aria-hidden": "true" }),
    h("span", { class: "edge-name" }, sign(outcome, 22), name, " ", h("b", {}, words.t(`outcome_${outcome}`))),
    broken && h("span", { class: "because" }, `${words.check(row.check).name}: ${words.reason(row.reason)}`),
  );
}

function node(role, title, ...more) {
  return h("li", { class: `step ${role}` }, h("h3", {}, title), more);
}

/** The prefix keeps a certificate that is in two chains apart. */
function certificate(words, link, prefix = "") {
  const span = words.t("valid_span", { from: words.day(link.not_before), to: words.day(link.not_after) });
  return node(
    link.role,
    words.t(`node_${link.role}`),
    h("p", { class: "subject" }, link.subject),
    h("p", { class: "quiet" }, [stateOf(words, link), link.key, span].filter(Boolean).join(" · ")),
    facts(words, link, span, prefix),
  );
}

/** The State that a subject names, in words. */
function stateOf(words, { subject }) {
  const [, code] = /(?:^|, )C=([A-Za-z]{2,3})(?:,|$)/.exec(subject) ?? [];
  return code && words.state(code);
}

function facts(words, link, span, prefix) {
  const rows = { subject: link.subject, issuer: link.issuer, serial: link.serial, validity: span, key: link.key, fingerprint: link.sha256.replace(/..(?=.)/g, "$& ") };
  return h(
    "details",
    { class: "facts", id: `facts-${prefix}${link.sha256}` },
    h("summary", {}, words.t("certificate_facts")),
    h("dl", {}, Object.entries(rows).map(([name, value]) => [h("dt", {}, words.t(name)), h("dd", {}, value)])),
  );
}

function sod(words, report) {
  const facts = report.evidence.signature;
  return node("sod", words.t("node_sod"), facts && h("p", { class: "quiet" }, [facts.algorithm, facts.digest, facts.key].join(" · ")));
}

function dataGroup(words, row, sizes) {
  const name = row.check.split(".")[0].toUpperCase();
  const size = sizes.get(`EF.${name}`);
  const text = row.reason ? words.reason(row.reason) : words.t(`outcome_${row.outcome}`);
  return h(
    "li",
    { class: `dg ${row.outcome}` },
    sign(row.outcome),
    h("b", {}, name),
    h("span", { class: "quiet" }, size === undefined ? text : `${text}${row.reason ? "" : `, ${size} B`}`),
  );
}
