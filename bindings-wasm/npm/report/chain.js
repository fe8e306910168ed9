// The chain of trust as a picture: State key, links, Document Signer, EF.SOD, data groups, and the arrow that is broken.

import { h, sign } from "./dom.js";

export function chainPanel(words, report) {
  const rows = new Map(report.results.map((row) => [row.check, row]));
  const body = rows.has("sod.structure") ? picture(words, report, rows) : h("p", { class: "quiet" }, words.t("chain_none"));
  return h(
    "section",
    { class: "panel chain", "aria-labelledby": "chain-title" },
    h("h2", { id: "chain-title" }, words.t("chain")),
    rows.has("sod.structure") && h("p", { class: "quiet" }, words.t("chain_hint")),
    body,
  );
}

function picture(words, report, rows) {
  const links = report.evidence.chain;
  const sizes = new Map(report.document?.files.map(({ file, size }) => [file, size]));
  const signer = links.find((link) => link.role === "document_signer");
  const authorities = links.filter((link) => link.role !== "document_signer").reverse();
  const steps = [];
  if (authorities.length === 0) steps.push(node("missing", words.t("node_unknown_csca")));
  authorities.forEach((link, n) => {
    steps.push(certificate(words, link));
    if (n < authorities.length - 1) steps.push(arrow(words, words.t("edge_signs"), "successful"));
  });
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

function certificate(words, link) {
  const span = words.t("valid_span", { from: words.day(link.not_before), to: words.day(link.not_after) });
  return node(
    link.role,
    words.t(`node_${link.role}`),
    h("p", { class: "subject" }, link.subject),
    h("p", { class: "quiet" }, [stateOf(words, link), link.key, span].filter(Boolean).join(" · ")),
    facts(words, link, span),
  );
}

/** The State that a subject names, in words. */
function stateOf(words, { subject }) {
  const [, code] = /(?:^|, )C=([A-Za-z]{2,3})(?:,|$)/.exec(subject) ?? [];
  return code && words.state(code);
}

function facts(words, link, span) {
  const rows = { subject: link.subject, issuer: link.issuer, serial: link.serial, validity: span, key: link.key, fingerprint: link.sha256.replace(/..(?=.)/g, "$& ") };
  return h(
    "details",
    { class: "facts", id: `facts-${link.sha256}` },
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
