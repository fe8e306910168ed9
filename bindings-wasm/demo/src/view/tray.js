// The case: every part that was given, with its name, a way to replace it and a way to take it away.

import { h, svg } from "../dom.js";
import { note, number, reason, t, tray } from "../words.js";
import { trustPart } from "./trust.js";
import { zoneForm } from "./given.js";

export function trayPart(session, camera) {
  const { held } = session;
  const isEmpty = held.parts.length === 0;
  return h(
    "section",
    { class: `panel case${isEmpty ? " empty" : ""}`, "aria-labelledby": "case" },
    h(
      "div",
      { class: "bar case-head" },
      h("h2", { id: "case", tabindex: -1 }, tray("title")),
      !isEmpty && h("button", { type: "button", id: "new-case", onclick: () => session.another() }, t("another")),
    ),
    choices(session),
    h("div", { class: "intake" }, zoneForm(session), dropField(session, isEmpty, camera)),
    partList(session),
    recordsPart(session),
    h("div", { class: "terms" }, rules(session), trustPart(session)),
    unusedPart(session),
  );
}

/** Files come from a drop anywhere on the page, or from here. */
function dropField(session, isEmpty, camera) {
  return h(
    "div",
    { class: "drop", id: "drop" },
    isEmpty && svg("svg", { viewBox: "0 0 24 24", width: 34, height: 34, "aria-hidden": "true" }, svg("path", { d: "M12 4v11M7 10.5l5 5 5-5M4.5 20h15" })),
    h("p", { class: "drop-title" }, isEmpty ? tray("drop") : tray("drop_more")),
    isEmpty && h("p", { class: "quiet" }, t("drop_hint")),
    h("div", { class: "bar centred" }, picker("files", t("choose_files"), {}, session), picker("folder", t("choose_folder"), { webkitdirectory: true }, session), camera.button()),
  );
}

function picker(name, label, attributes, session) {
  const input = h("input", { type: "file", id: `pick-${name}`, class: "hidden-visually", multiple: true, ...attributes });
  input.addEventListener("change", () => {
    session.give({ items: [...input.files].map((file) => ({ name: file.webkitRelativePath || file.name, file })) });
    input.value = "";
  });
  return h("span", { class: "picker" }, input, h("label", { for: `pick-${name}`, class: "button" }, label));
}

/** Several documents came at once, or one that differs from the one that is there. */
function choices(session) {
  const { choices } = session.held;
  if (choices.length === 0) return null;
  const isAgainst = choices[0].as === "another";
  const named = ({ label, as, parts }) => (as ? tray(`choice_${as}`) : h("span", {}, h("b", {}, label.split("/").at(-1)), ` ${tray("choice_parts", { names: parts.map(({ name }) => name).join(", ") })}`));
  return h(
    "div",
    { class: "question", id: "choices", tabindex: -1, role: "group", "aria-labelledby": "choices-question" },
    h("p", { id: "choices-question" }, isAgainst ? tray("choice_against", { names: choices[0].parts.map(({ name }) => name).join(", ") }) : tray("choice_which", { count: choices.length })),
    h(
      "div",
      { class: "bar" },
      choices.map((document) => h("button", { type: "button", class: "choice", "aria-pressed": String(document.parts === session.held.parts), onclick: () => session.choose(document) }, named(document))),
      h("button", { type: "button", class: "leave", onclick: () => session.leaveChoices() }, tray("choice_none")),
    ),
  );
}

/** In full where there is room, and folded away on a phone until it is looked for. */
function partList(session) {
  const parts = session.held.parts.filter(({ kind }) => kind !== "zone").sort(inOrder);
  if (parts.length === 0) return null;
  const row = (part) => h("li", { class: `part ${part.kind}` }, nameOf(part), buttons(session, part), part.kind === "picture" && picture(part));
  return h(
    "details",
    { id: "parts", open: parts.length < 4 || matchMedia("(min-width: 46rem)").matches },
    h("summary", {}, h("h3", {}, `${tray("parts")}: ${parts.length}`)),
    h("ul", { class: "parts" }, parts.map(row)),
  );
}

/** The session, the zone of a visa and the seal, files as the chip counts them, then records, then pictures. */
function inOrder(one, other) {
  const kinds = ["session", "visa", "seal", "file", "record", "picture"];
  return kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || one.name.localeCompare(other.name, "en", { numeric: true });
}

const nameOf = (part) => h("span", { class: "part-name" }, h("b", {}, part.name), " ", h("span", { class: "quiet" }, [number(part.bytes.length, "byte"), part.from !== part.name && part.from].filter(Boolean).join(" · ")));

function buttons(session, part) {
  const replace = () => {
    const input = h("input", { type: "file", onchange: () => input.files.length > 0 && session.replace(part, input.files[0]) });
    input.click();
  };
  return h(
    "span",
    { class: "part-buttons" },
    h("button", { type: "button", class: "small", data: { replace: part.name }, "aria-label": tray("replace_part", { name: part.name }), onclick: replace }, tray("replace")),
    removal(part.name, () => session.remove(part)),
  );
}

/** A button that takes something away. */
export function removal(name, onclick) {
  return h("button", { type: "button", class: "small remove", data: { remove: name }, "aria-label": tray("remove_part", { name }), onclick }, "×");
}

/** A picture is there to compare the zone with, or to type it from; zone and seals in it were read. */
function picture({ name, bytes, seals, zones, fault }) {
  const image = h("img", { class: "given-picture", alt: tray("picture_alt", { name }), src: URL.createObjectURL(new Blob([bytes])) });
  const free = () => URL.revokeObjectURL(image.src);
  image.addEventListener("load", free);
  image.addEventListener("error", () => (free(), image.replaceWith(h("p", { class: "quiet" }, tray("picture_broken")))));
  return [h("p", { class: "quiet" }, foundIn(seals, zones, fault)), image];
}

/** What was found in a picture, in a sentence or two. */
function foundIn(seals, zones, fault) {
  if (fault) return tray(fault);
  const zone = tray(zones.length === 0 ? "picture_no_zone" : zones.every(Boolean) ? "picture_zone" : "picture_zone_unsure");
  const seal = seals > 0 ? tray("picture_seals", { count: seals }) : zones.length === 0 && tray("picture_no_seal");
  return [zone, seal].filter(Boolean).join(" ");
}

/** Whose records they are. */
function recordsPart(session) {
  const { parts, recordedBy } = session.held;
  const records = parts.filter(({ kind }) => kind === "record");
  if (records.length === 0) return null;
  if (!parts.some(({ kind }) => kind === "file")) return h("p", { class: "quiet" }, note({ code: "record_alone" }));
  if (records.every(({ name }) => name === "access.json")) return null;
  const own = h("input", { type: "checkbox", id: "own-terminal", data: { drawn: "" }, "aria-describedby": "own-terminal-hint", checked: recordedBy === "own_terminal", onchange: () => session.whose(own.checked) });
  return h("div", { class: "records" }, h("label", { for: "own-terminal", class: "toggle" }, own, t("own_terminal")), h("p", { class: "quiet", id: "own-terminal-hint" }, t("own_terminal_hint")));
}

/** The day and the rules. A change of either judges what is there anew. */
function rules(session) {
  const at = h("input", { type: "date", id: "at", max: "9999-12-31", value: session.at().slice(0, 10), onchange: () => session.rule("at", at.value && `${at.value}T12:00:00Z`) });
  const policy = h("select", { id: "policy", onchange: () => session.rule("policy", policy.value) }, ["icao", "strict", "archive"].map((name) => h("option", { value: name }, t(`policy_${name}`))));
  policy.value = session.policy();
  return h(
    "div",
    { class: "bar rules" },
    h("span", { class: "labelled" }, h("label", { for: "at" }, t("at_label")), h("span", { class: "day" }, at, h("button", { type: "button", id: "today", onclick: () => session.rule("at", "") }, tray("today")))),
    h("span", { class: "labelled" }, h("label", { for: "policy" }, t("policy_label")), policy),
  );
}

/** What was given in vain, until it is dismissed. */
function unusedPart(session) {
  const { unused } = session.held;
  if (unused.length === 0) return null;
  return h(
    "section",
    { class: "unused", "aria-labelledby": "unused" },
    h("div", { class: "bar" }, h("h3", { id: "unused", tabindex: -1 }, t("notes")), unused.length > 1 && h("button", { type: "button", class: "small", id: "dismiss-all", onclick: () => session.dismiss(unused) }, tray("dismiss_all"))),
    h("ul", {}, unused.map((each) => h("li", {}, note({ ...each, reason: each.why && reason(each.why) }), " ", h("button", { type: "button", class: "small", "aria-label": tray("dismiss_note", { name: each.name ?? "" }), onclick: () => session.dismiss([each]) }, tray("dismiss"))))),
  );
}

/** What came of a source: how much it added, what was refused, and what waits. */
export function accountLines({ name }, { added, known, rejected, waits }) {
  const taken = added + known > 0 || (rejected.length === 0 && !waits);
  const lines = rejected.map(({ code, text, count }) =>
    note({ code: added + known === 0 && count === 1 ? "refused" : "rejected", name, count, reason: reason({ code, text }) }));
  return [taken && note({ code: "taken", name, added, known }), ...lines, waits && note({ code: "waits", name })].filter(Boolean);
}
