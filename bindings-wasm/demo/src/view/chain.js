// The chain of trust as a picture: State key, links, Document Signer, EF.SOD, data groups, and the arrow that is broken.

import { h, sign } from "../dom.js";
import { check, day, reason, t } from "../words.js";

export function chainPanel({ report, files }) {
  const rows = new Map(report.results.map((row) => [row.check, row]));
  const body = rows.has("sod.structure") ? picture(report, rows, files) : h("p", { class: "quiet" }, t("chain_none"));
  return h(
    "section",
    { class: "panel chain", "aria-labelledby": "chain-title" },
    h("h2", { id: "chain-title" }, t("chain")),
    rows.has("sod.structure") && h("p", { class: "quiet" }, t("chain_hint")),
    body,
  );
}

function picture(report, rows, files) {
  const links = report.evidence.chain;
  const signer = links.find((link) => link.role === "document_signer");
  const authorities = links.filter((link) => link.role !== "document_signer").reverse();
  const steps = [];
  if (authorities.length === 0) steps.push(node("missing", t("node_unknown_csca")));
  authorities.forEach((link, n) => {
    steps.push(certificate(link));
    if (n < authorities.length - 1) steps.push(arrow(t("edge_signs"), "successful"));
  });
  steps.push(edge(rows.get("ds.signature"), t("edge_signs")));
  steps.push(signer ? certificate(signer) : node("missing", t("node_no_signer")));
  steps.push(edge(worst([rows.get("sod.structure"), rows.get("sod.hash"), rows.get("sod.signature")]), t("edge_signs")));
  steps.push(sod(report));
  const groups = [...rows.values()].filter((row) => /^dg\d+\.hash$/.test(row.check));
  // What did not happen to a data group that nobody read is no break: an arrow is broken by a group that fails.
  const failed = groups.filter((row) => row.outcome === "failed");
  steps.push(arrow(t("edge_digest"), worst(failed.length > 0 ? failed : groups)?.outcome ?? "undetermined", failed[0]));
  steps.push(h("li", { class: "step groups-of-data" }, h("ul", {}, groups.map((row) => dataGroup(row, files)))));
  return h("ol", { class: "steps" }, steps);
}

function worst(rows) {
  const order = ["failed", "aborted", "undetermined", "successful", "not_supported"];
  return rows.filter(Boolean).sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))[0];
}

function edge(row, name) {
  return row ? arrow(name, row.outcome, row) : arrow(name, "undetermined");
}

function arrow(name, outcome, row) {
  const broken = outcome !== "successful" && row?.reason;
  return h(
    "li",
    { class: `edge ${outcome}` },
    h("span", { class: "shaft", "aria-hidden": "true" }),
    h("span", { class: "edge-name" }, sign(outcome, 22), name, " ", h("b", {}, t(`outcome_${outcome}`))),
    broken && h("span", { class: "because" }, `${check(row.check).name}: ${reason(row.reason)}`),
  );
}

function node(role, title, ...more) {
  return h("li", { class: `step ${role}` }, h("h3", {}, title), more);
}

function certificate(link) {
  const span = t("valid_span", { from: day(link.not_before), to: day(link.not_after) });
  return node(
    link.role,
    t(`node_${link.role}`),
    h("p", { class: "subject" }, link.subject),
    h("p", { class: "quiet" }, `${t("key")}: ${link.key} · ${span}`),
    h("p", { class: "quiet serial" }, `${t("serial")}: ${link.serial}`),
  );
}

function sod(report) {
  const facts = report.evidence.signature;
  return node("sod", t("node_sod"), facts && h("p", { class: "quiet" }, [facts.algorithm, facts.digest, facts.key].join(" · ")));
}

function dataGroup(row, files) {
  const name = row.check.split(".")[0].toUpperCase();
  const size = files[`EF.${name}`]?.length;
  const text = row.reason ? reason(row.reason) : t(`outcome_${row.outcome}`);
  return h(
    "li",
    { class: `dg ${row.outcome}` },
    sign(row.outcome),
    h("b", {}, name),
    h("span", { class: "quiet" }, size === undefined ? text : `${text}${row.reason ? "" : `, ${size} B`}`),
  );
}
