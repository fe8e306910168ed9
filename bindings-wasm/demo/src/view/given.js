// What a person gives: files, a zone, a sample; whom to trust; and the day and the rules to judge by.

import { given } from "../drop.js";
import { h, svg } from "../dom.js";
import { sampleName, t } from "../words.js";

/** What to inspect: in full at the start, folded away once there is a document to look at. */
export function givenParts(state, act) {
  if (!state.result?.report) return intake(state, act, true);
  return [h("details", { class: "another" }, h("summary", { class: "button" }, t("another")), intake(state, act, false)), current(state, act)];
}

function intake(state, act, first) {
  const drop = h("section", { class: "panel", "aria-label": t("drop") }, dropField(act), first && trustPart(state, act));
  return h("div", { class: "intake" }, drop, zoneForm(state, act, first), sampleList(act));
}

function dropField(act) {
  const files = picker("files", t("choose_files"), {}, act);
  const folder = picker("folder", t("choose_folder"), { webkitdirectory: true }, act);
  const drop = h(
    "div",
    { class: "drop", id: "drop" },
    svg("svg", { viewBox: "0 0 24 24", width: 34, height: 34, "aria-hidden": "true" }, svg("path", { d: "M12 4v11M7 10.5l5 5 5-5M4.5 20h15" })),
    h("p", { class: "drop-title" }, t("drop")),
    h("p", { class: "quiet" }, t("drop_hint")),
    h("p", { class: "quiet" }, t("drop_one")),
    h("div", { class: "bar centred" }, files, folder),
  );
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    act.give(await given(event.dataTransfer));
  });
  return drop;
}

function picker(name, label, attributes, act) {
  const input = h("input", { type: "file", id: `pick-${name}`, class: "hidden-visually", multiple: true, ...attributes });
  input.addEventListener("change", () => {
    act.give({ items: [...input.files].map((file) => ({ name: file.webkitRelativePath || file.name, file })), notes: [] });
    input.value = "";
  });
  return h("span", { class: "picker" }, input, h("label", { for: `pick-${name}`, class: "button" }, label));
}

/** The zone of a document of which nothing else is given. */
function zoneForm(state, act, first) {
  const zone = zoneField("zone-text", state.typed, (text) => (state.typed = text));
  return h(
    "form",
    { class: "panel", onsubmit: (event) => {
      event.preventDefault();
      act.zone(zone.value.trim());
    } },
    h("label", { for: "zone-text" }, t("zone_label")),
    h("p", { class: "quiet", id: "zone-text-hint" }, t("zone_hint")),
    zone,
    h("div", { class: "bar" }, first && rules(state, act), h("button", { class: "primary", id: "judge" }, t("judge"))),
  );
}

function zoneField(id, value, oninput) {
  const zone = h("textarea", { id, rows: 3, spellcheck: "false", autocomplete: "off", autocapitalize: "characters", "aria-describedby": `${id}-hint`, value, oninput: () => oninput(zone.value) });
  return zone;
}

/** The day and the rules. A change of either judges what is there anew. */
function rules(state, act) {
  const at = h("input", { type: "date", id: "at", max: "9999-12-31", value: act.at().slice(0, 10), onchange: () => act.rule("at", at.value && `${at.value}T12:00:00Z`) });
  const policy = h("select", { id: "policy", onchange: () => act.rule("policy", policy.value) }, ["icao", "strict", "archive"].map((name) => h("option", { value: name }, t(`policy_${name}`))));
  policy.value = act.policy();
  return [
    h("span", { class: "labelled" }, h("label", { for: "at" }, t("at_label")), at),
    h("span", { class: "labelled" }, h("label", { for: "policy" }, t("policy_label")), policy),
  ];
}

/** The document that is looked at: by what it is judged, and its printed zone to be put right or typed in. */
function current(state, act) {
  const unsaid = !state.result.zone && state.typed.trim() !== "";
  const zone = zoneField("printed", state.result.zone ?? state.typed, () => {});
  const form = h(
    "form",
    { onsubmit: (event) => {
      event.preventDefault();
      act.printed(zone.value.trim());
    } },
    h("label", { for: "printed" }, t("zone_label")),
    h("p", { class: "quiet", id: "printed-hint" }, t("printed_hint")),
    zone,
    h("div", { class: "bar" }, h("button", { id: "judge-printed" }, t("printed_judge"))),
  );
  return h(
    "section",
    { class: "panel current", "aria-label": t("current") },
    h("div", { class: "bar" }, rules(state, act)),
    state.result.recordedBy && ownTerminal(state.result.recordedBy, act),
    h("details", { class: "printed", open: unsaid }, h("summary", {}, t("printed")), unsaid && h("p", {}, t("printed_unsaid")), form),
    trustPart(state, act),
  );
}

/** Whose records they are: they prove something to the owner of the terminal alone. */
function ownTerminal(recordedBy, act) {
  const own = h("input", { type: "checkbox", id: "own-terminal", "aria-describedby": "own-terminal-hint", checked: recordedBy === "own_terminal", onchange: () => act.whose(own.checked) });
  return h("div", {}, h("label", { for: "own-terminal", class: "toggle" }, own, t("own_terminal")), h("p", { class: "quiet", id: "own-terminal-hint" }, t("own_terminal_hint")));
}

function trustPart(state, act) {
  const { trust, waiting, result } = state;
  const own = trust.anchors > 0 ? "trust_some" : trust.crls > 0 ? "trust_crls" : "trust_none";
  const sample = result?.sampleTrust;
  const signer = h("input", { type: "file", id: "list-signer", class: "hidden-visually" });
  signer.addEventListener("change", () => signer.files.length > 0 && act.word(signer.files[0]));
  return h(
    "div",
    { class: "trust" },
    h("p", {}, h("b", {}, `${t("trust_label")}: `), sample ? t("trust_sample", sample) : t(own, trust)),
    h("p", { class: "quiet" }, t("trust_hint")),
    waiting.length > 0 && h(
      "div",
      { class: "question", role: "group", "aria-labelledby": "list-question" },
      h("p", { id: "list-question" }, t("list_question", { name: waiting.join(", ") })),
      h("div", { class: "bar" }, h("button", { type: "button", id: "list-any", onclick: () => act.word(null) }, t("list_any")), h("span", { class: "picker" }, signer, h("label", { for: "list-signer", class: "button" }, t("list_signer")))),
    ),
  );
}

function sampleList(act) {
  const verdictOf = (sample) => [sample.expect.verdict].flat()[0];
  const order = ["successful", "failed", "undetermined"];
  return h(
    "section",
    { class: "panel samples", "aria-labelledby": "samples-title" },
    h("h2", { id: "samples-title" }, t("samples")),
    h("p", { class: "quiet" }, t("samples_hint")),
    order.map((verdict) =>
      h(
        "div",
        { class: `sample-group ${verdict}` },
        h("h3", {}, t(verdict === "successful" ? "samples_successful" : `verdict_${verdict}`)),
        h("ul", {}, act.samples.filter((sample) => verdictOf(sample) === verdict).map((sample) =>
          h("li", {}, h("button", { type: "button", data: { sample: sample.id }, onclick: () => act.sample(sample) }, sampleName(sample.id))))),
      ),
    ),
  );
}
