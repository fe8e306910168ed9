// How the chip was read, step by step, from a terminal's session: who proved what, what failed, and what others can make of it.

import { h, sign } from "../dom.js";
import { groupsOf, measureOf } from "../session-part.js";
import { number, protocol, reason } from "../words.js";

/** Names of the standard, the same in every language. */
const NAMES = {
  pace: "PACE", bac: "Basic Access Control (BAC)", chip_auth: "Chip Authentication", active_auth: "Active Authentication",
  terminal_auth: "Terminal Authentication", lengths: "EF.ATR/INFO",
};
/** Where a report says what the answer of a chip proves. */
const CHECKS = { chip_auth: "chip.chip_auth", active_auth: "chip.active_auth", pace_cam: "chip.pace_cam" };
/** Commands of one group that are drawn, and bytes of one command. */
const MOST = { commands: 200, bytes: 300 };

/**
 * The panel of the session in the case, or null, beside the report on that case if there is one. Without personal data it shows no byte of
 * what went over the air.
 */
export function protocolPanel({ parts }, report, redacted) {
  const { reading } = parts.find(({ kind }) => kind === "session") ?? {};
  if (!reading) return null;
  const results = new Map(report?.results.map((row) => [row.check, row]));
  return h(
    "section",
    { class: "panel protocol", "aria-labelledby": "protocol" },
    h("h2", { id: "protocol" }, protocol("title")),
    h("p", { class: "quiet" }, protocol("lead")),
    h("ul", { class: "statements" }, statements(reading, results)),
    h("h3", {}, protocol("others")),
    h("ul", { class: "statements" }, forOthers(reading, results)),
    h("details", { id: "commands" }, h("summary", {}, h("h3", {}, `${protocol("commands")}: ${measured(reading.exchanges, redacted)}`)), h("ol", { class: "groups" }, groupsOf(reading.exchanges).map((group, at) => groupRow(group, at, redacted)))),
  );
}

const line = (outcome, text) => h("li", {}, sign(outcome, 18), h("span", {}, text));

/** What was done in its order, and what it came to. */
function statements({ access, attempts, proofs, failures, notRead, error, isProtectedToEnd, resumed }, results) {
  const named = attempts.findLast((attempt) => attempt.error === null && attempt.protocol === access?.protocol);
  return [
    attempts.flatMap((attempt) => attemptLines(attempt, attempt === named && access.password, results)),
    proofs.map((proof) => proofLine(proof, results)),
    failures.map(({ step, error }) => line("failed", protocol("failed", { name: NAMES[step] ?? step, why: why(error) }))),
    notRead.map(({ file, error }) => line("not_supported", protocol("not_read", { file, why: why(error) }))),
    access && !isProtectedToEnd && line("failed", protocol("unprotected")),
    access && isProtectedToEnd && line("successful", protocol("protected_to_end")),
    resumed > 0 && line("undetermined", protocol("resumed", { count: resumed })),
    error && line("aborted", protocol("ended", { why: why(error) })),
  ];
}

/** A chip may be opened more than once, and of one of these it is known with what. */
function attemptLines({ protocol: name, variant, error }, password, results) {
  if (error) return [line("failed", protocol("tried", { variant, why: why(error) }))];
  if (name === "none") return [line("undetermined", protocol("opened_none"))];
  const opened = password ? protocol("opened", { variant, password: protocol(password === "CAN" ? "password_can" : "password_mrz") }) : protocol("opened_too", { variant });
  return [line("successful", opened), variant.startsWith("PACE-CAM") && proofLine({ step: "pace_cam", variant }, results)];
}

/** What the chip answered, and what the report makes of it: a session by itself proves nothing of its keys. */
function proofLine({ step, variant }, results) {
  if (CHECKS[step] === undefined) return line("successful", protocol(`proved_${step}`, { variant }));
  const row = results.get(CHECKS[step]);
  if (row?.outcome === "successful") return line("successful", protocol(`proved_${step}`, { variant }));
  const answered = protocol(`answered_${step}`, { variant });
  return line(row?.outcome ?? "not_supported", row ? protocol("report_says", { answered, said: reason(row.reason) }) : answered);
}

/** What a session can tell to somebody who does not own the terminal (Doc 9303-11 §4.4.3.5, §6.2); of what failed, nothing. */
function forOthers({ attempts, proofs }, results) {
  const holds = (step) => results.get(CHECKS[step])?.outcome !== "failed";
  const isAnswered = (step) => holds(step) && proofs.some((proof) => proof.step === step);
  const hasMapping = holds("pace_cam") && attempts.some(({ variant, error }) => error === null && variant.startsWith("PACE-CAM"));
  return [
    line("successful", protocol("others_files")),
    line("undetermined", protocol("others_access")),
    (isAnswered("chip_auth") || hasMapping) && line("undetermined", protocol("others_chip_auth")),
    isAnswered("active_auth") && line("undetermined", protocol("others_active_auth")),
  ];
}

function why({ code, status }) {
  const kind = code.startsWith("limit.") ? "limit" : code.replaceAll(".", "_");
  return protocol(`error_${kind}`, { status });
}

/** To the byte, sizes would tell one document from all others, and so would the number of commands. */
function measured(exchanges, redacted) {
  const { commands, bytes } = measureOf(exchanges);
  return redacted ? number(Math.ceil(bytes / 1024), "kilobyte") : `${commands} APDU, ${number(bytes, "byte")}`;
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

/** Which way bytes went, for those who do not see how they are set. */
const way = (name) => h("span", { class: "hidden-visually" }, protocol(name));

function commandRows(exchanges) {
  const hidden = exchanges.length - MOST.commands;
  const row = ({ step, command, response }) =>
    h("li", {}, h("span", { class: "step" }, step), way("sent"), h("code", { class: "sent" }, hex(command)), way("received"), response ? h("code", {}, hex(response)) : h("span", { class: "lost" }, protocol("error_lost")));
  return [...exchanges.slice(0, MOST.commands).map(row), ...(hidden > 0 ? [h("li", { class: "quiet" }, protocol("more", { count: hidden }))] : [])];
}

/** Bytes as they went over the air; of many the first, and the status at the end. */
function hex(bytes) {
  const text = (part) => Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return bytes.length > MOST.bytes ? `${text(bytes.subarray(0, MOST.bytes))} … ${text(bytes.subarray(-2))}` : text(bytes);
}
