// How the chip was read, step by step, from a terminal's session: who proved what, what failed, and what others can make of it.

import { h, sign } from "../dom.js";
import { groupsOf, measureOf } from "../session-part.js";
import { number, protocol } from "../words.js";

/** Names of the standard, the same in every language. */
const NAMES = {
  pace: "PACE", bac: "Basic Access Control (BAC)", chip_auth: "Chip Authentication", active_auth: "Active Authentication",
  terminal_auth: "Terminal Authentication", lengths: "EF.ATR/INFO",
};
/** Commands of one group that are drawn, and bytes of one command. */
const MOST = { commands: 200, bytes: 300 };

/** The panel of the session in the case, or null. Without personal data it shows no byte of what went over the air. */
export function protocolPanel({ parts }, redacted) {
  const { reading } = parts.find(({ kind }) => kind === "session") ?? {};
  if (!reading) return null;
  return h(
    "section",
    { class: "panel protocol", "aria-labelledby": "protocol" },
    h("h2", { id: "protocol" }, protocol("title")),
    h("p", { class: "quiet" }, protocol("lead")),
    h("ul", { class: "statements" }, statements(reading)),
    h("h3", {}, protocol("others")),
    h("ul", { class: "statements" }, forOthers(reading)),
    h("details", { id: "commands" }, h("summary", {}, h("h3", {}, `${protocol("commands")}: ${measured(reading.exchanges, redacted)}`)), h("ol", { class: "groups" }, groupsOf(reading.exchanges).map((group, at) => groupRow(group, at, redacted)))),
  );
}

const line = (outcome, text) => h("li", {}, sign(outcome, 18), h("span", {}, text));

/** What was done in its order, and what it came to. */
function statements({ access, attempts, proofs, failures, notRead, error, isProtectedToEnd, resumed }) {
  return [
    attempts.flatMap((attempt) => attemptLines(attempt, access)),
    proofs.map(({ step, variant }) => line("successful", protocol(`proved_${step}`, { variant }))),
    failures.map(({ step, error }) => line("failed", protocol("failed", { name: NAMES[step] ?? step, why: why(error) }))),
    notRead.map(({ file, error }) => line("not_supported", protocol("not_read", { file, why: why(error) }))),
    access && !isProtectedToEnd && line("failed", protocol("unprotected")),
    access && isProtectedToEnd && line("successful", protocol("protected_to_end")),
    resumed > 0 && line("undetermined", protocol("resumed", { count: resumed })),
    error && line("aborted", protocol("ended", { why: why(error) })),
  ];
}

function attemptLines({ protocol: name, variant, error }, access) {
  if (error) return [line("failed", protocol("tried", { variant, why: why(error) }))];
  if (name === "none") return [line("undetermined", protocol("opened_none"))];
  const password = protocol(access?.password === "CAN" ? "password_can" : "password_mrz");
  const opened = line("successful", protocol("opened", { variant, password }));
  return variant.startsWith("PACE-CAM") ? [opened, line("successful", protocol("proved_pace_cam"))] : [opened];
}

/** What a session can tell to somebody who does not own the terminal (Doc 9303-11 §4.4.3.5, §6.2). */
function forOthers({ attempts, proofs }) {
  const isProved = (step) => proofs.some((proof) => proof.step === step);
  const hasMapping = attempts.some(({ variant, error }) => error === null && variant.startsWith("PACE-CAM"));
  return [
    line("successful", protocol("others_files")),
    line("undetermined", protocol("others_access")),
    (isProved("chip_auth") || hasMapping) && line("undetermined", protocol("others_chip_auth")),
    isProved("active_auth") && line("undetermined", protocol("others_active_auth")),
  ];
}

function why({ code, status }) {
  const kind = code.startsWith("limit.") ? "limit" : code.replaceAll(".", "_");
  return protocol(`error_${kind}`, { status });
}

/** To the byte, sizes would tell one document from all others. */
function measured(exchanges, redacted) {
  const { commands, bytes } = measureOf(exchanges);
  return `${commands} APDU, ${redacted ? number(Math.ceil(bytes / 1000), "kilobyte") : number(bytes, "byte")}`;
}

/** What some commands were for; opened, the commands themselves. */
function groupRow({ kind, file, exchanges }, at, redacted) {
  const title = [h("b", {}, file ?? NAMES[kind] ?? protocol("application")), " ", h("span", { class: "quiet" }, `${measured(exchanges, redacted)} · ${protocol(measureOf(exchanges).isProtected ? "protected" : "open")}`)];
  if (redacted) return h("li", {}, title);
  const rows = h("ol", { class: "commands" });
  const details = h("details", { id: `group-${at}` }, h("summary", {}, title), rows);
  details.addEventListener("toggle", () => details.open && rows.childElementCount === 0 && rows.append(...commandRows(exchanges)));
  return h("li", {}, details);
}

function commandRows(exchanges) {
  const hidden = exchanges.length - MOST.commands;
  const row = ({ step, command, response }) =>
    h("li", {}, h("span", { class: "step" }, step), h("code", { class: "sent" }, hex(command)), response ? h("code", {}, hex(response)) : h("span", { class: "lost" }, protocol("error_lost")));
  return [...exchanges.slice(0, MOST.commands).map(row), ...(hidden > 0 ? [h("li", { class: "quiet" }, protocol("more", { count: hidden }))] : [])];
}

/** Bytes as they went over the air; of many the first, and the status at the end. */
function hex(bytes) {
  const text = (part) => Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return bytes.length > MOST.bytes ? `${text(bytes.subarray(0, MOST.bytes))} … ${text(bytes.subarray(-2))}` : text(bytes);
}
