// The page: what was given, what came of it, and nothing that outlives either.

import samples from "samples";
import workerSource from "worker-source";
import { h, svg } from "./dom.js";
import { given } from "./drop.js";
import { Engine } from "./engine.js";
import { bytesPanel } from "./view/bytes.js";
import { chainPanel } from "./view/chain.js";
import { checksPanel } from "./view/checks.js";
import { reportPanel } from "./view/report.js";
import { Training } from "./view/training.js";
import { notesOf, verdictKey, verdictPanel } from "./view/verdict.js";
import { documentPanel } from "./view/zone.js";
import { choose, language, languages, names, note, preferred, reason, sampleName, t } from "./words.js";

const state = { mode: "inspect", zone: "", at: null, policy: "icao", trust: { anchors: 0, states: 0, crls: 0 }, waiting: [], result: null, error: null, sample: null };
let engine;
let training;
/** Counts inspections, so that the answer to one that was overtaken is dropped. */
let turn = 0;

async function start() {
  choose(preferred());
  draw();
  engine = new Engine(workerSource, await WebAssembly.compile(await moduleBytes()));
  await engine.ready;
  document.documentElement.dataset.ready = "true";
}

/** The module lies beside the page or, in the offline page, within it. */
async function moduleBytes() {
  const inline = document.getElementById("module");
  if (inline) return Uint8Array.from(atob(inline.textContent), (letter) => letter.charCodeAt(0));
  const response = await fetch("doc9303.wasm");
  return response.arrayBuffer();
}

const page = document.getElementById("page");
const output = h("div", { id: "output" });
const live = h("div", { role: "status", class: "hidden-visually" });

function draw() {
  page.replaceChildren(
    h("a", { class: "skip", href: "#output" }, t("skip")),
    header(),
    h("main", {}, h("p", { class: "notice" }, t("notice")), modes(), state.mode === "inspect" ? givenParts() : null, live, output),
    h("footer", {}, h("p", {}, `doc9303 · ${t("about")}`)),
  );
  drawOutput();
}

function header() {
  const select = h("select", { id: "language", "aria-label": t("language") }, Object.keys(languages).map((code) => h("option", { value: code, lang: code }, names[code])));
  select.value = language();
  select.addEventListener("change", () => {
    choose(select.value);
    draw();
    document.getElementById("language").focus();
  });
  const mark = svg("svg", { viewBox: "0 0 32 32", width: 36, height: 36, "aria-hidden": "true", class: "mark" }, svg("rect", { width: 32, height: 32, rx: 7 }), svg("path", { d: "M9 17l5 5 9-12" }));
  return h(
    "header",
    {},
    h("div", { class: "top" }, h("span", { class: "brand" }, mark, "doc9303"), h("span", { class: "tools" }, select, h("button", { type: "button", id: "wipe", onclick: wipe }, t("wipe")))),
    h("h1", {}, t("title")),
    h("p", { class: "lead" }, t("lead")),
  );
}

function modes() {
  const tab = (mode, label) => h("button", { type: "button", "aria-pressed": String(state.mode === mode), onclick: () => enter(mode) }, label);
  return h("nav", { class: "modes", "aria-label": "doc9303" }, tab("inspect", t("inspect_tab")), tab("training", t("training_tab")));
}

function enter(mode) {
  state.mode = mode;
  training = null;
  draw();
  if (mode === "training") train();
}

/** What to inspect: in full at the start, folded away once there is a result to look at. */
function givenParts() {
  if (!state.result?.report) return intake();
  return h("details", { class: "another" }, h("summary", { class: "button" }, t("another")), intake());
}

function intake() {
  const files = picker("files", t("choose_files"), {});
  const folder = picker("folder", t("choose_folder"), { webkitdirectory: true });
  const drop = h(
    "div",
    { class: "drop", id: "drop" },
    svg("svg", { viewBox: "0 0 24 24", width: 34, height: 34, "aria-hidden": "true" }, svg("path", { d: "M12 4v11M7 10.5l5 5 5-5M4.5 20h15" })),
    h("p", { class: "drop-title" }, t("drop")),
    h("p", { class: "quiet" }, t("drop_hint")),
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
    take(await given(event.dataTransfer));
  });
  return h("div", { class: "intake" }, h("section", { class: "panel", "aria-label": t("drop") }, drop, trustLine()), form(), sampleList());
}

function picker(name, label, attributes) {
  const input = h("input", { type: "file", id: `pick-${name}`, class: "hidden-visually", multiple: true, ...attributes });
  input.addEventListener("change", () => {
    take([...input.files].map((file) => ({ name: file.webkitRelativePath || file.name, file })));
    input.value = "";
  });
  return h("span", { class: "picker" }, input, h("label", { for: `pick-${name}`, class: "button" }, label));
}

function form() {
  const zone = h("textarea", { id: "zone-text", rows: 3, spellcheck: "false", autocomplete: "off", autocapitalize: "characters", "aria-describedby": "zone-hint", value: state.zone, oninput: () => (state.zone = zone.value) });
  const at = h("input", { type: "date", id: "at", value: state.at ?? today(), oninput: () => (state.at = at.value) });
  const policy = h("select", { id: "policy", oninput: () => (state.policy = policy.value) }, ["icao", "strict", "archive"].map((name) => h("option", { value: name }, t(`policy_${name}`))));
  policy.value = state.policy;
  return h(
    "form",
    { class: "panel", onsubmit: (event) => {
      event.preventDefault();
      run({ given: [], mrz: zone.value });
    } },
    h("label", { for: "zone-text" }, t("zone_label")),
    h("p", { class: "quiet", id: "zone-hint" }, t("zone_hint")),
    zone,
    h("div", { class: "bar" }, h("span", { class: "labelled" }, h("label", { for: "at" }, t("at_label")), at), h("span", { class: "labelled" }, h("label", { for: "policy" }, t("policy_label")), policy), h("button", { class: "primary", id: "judge" }, t("judge"))),
  );
}

const today = () => new Date().toISOString().slice(0, 10);

function trustLine() {
  const { trust, waiting, sample } = state;
  const key = sample ? "trust_sample" : trust.anchors > 0 ? "trust_some" : "trust_none";
  const signer = h("input", { type: "file", id: "list-signer", class: "hidden-visually" });
  signer.addEventListener("change", () => settle(signer.files[0]));
  return h(
    "div",
    { class: "trust" },
    h("p", {}, h("b", {}, `${t("trust_label")}: `), t(key, trust)),
    waiting.length > 0 && h(
      "div",
      { class: "question", role: "group", "aria-labelledby": "list-question" },
      h("p", { id: "list-question" }, t("list_question", { name: waiting.join(", ") })),
      h("div", { class: "bar" }, h("button", { type: "button", id: "list-any", onclick: () => settle(null) }, t("list_any")), h("span", { class: "picker" }, signer, h("label", { for: "list-signer", class: "button" }, t("list_signer")))),
    ),
  );
}

function sampleList() {
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
        h("ul", {}, samples.filter((sample) => verdictOf(sample) === verdict).map((sample) =>
          h("li", {}, h("button", { type: "button", data: { sample: sample.id }, onclick: () => run({ sample }) }, sampleName(sample.id))))),
      ),
    ),
  );
}

function take(items) {
  if (items.length === 0) return;
  run({ given: items });
}

/** One inspection from the press of a button to the verdict. */
async function run({ given: items, mrz, sample }) {
  const mine = (turn += 1);
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("working") });
  const step = h("p", {}, t("working"));
  output.replaceChildren(h("section", { class: "panel working" }, step, bar, h("button", { type: "button", id: "cancel", onclick: () => engine.stop() }, t("cancel"))));
  live.textContent = t("working");
  const tell = (name, share) => {
    step.textContent = t(name);
    bar.value = share;
  };
  state.sample = sample ?? null;
  state.error = null;
  state.result = null;
  try {
    const at = state.at ?? today();
    const policy = sample?.policy ?? state.policy;
    const message = sample ? { sample: { inputs: sample.inputs, trust: sample.trust, at: sample.at } } : { given: items, mrz: mrz?.trim() || state.zone.trim() || null };
    const result = await engine.ask("inspect", { ...message, at: sample ? sample.at : `${at}T12:00:00Z`, policy }, tell);
    if (mine !== turn) return;
    state.result = result;
    state.trust = result.trust;
    state.waiting = sample ? [] : result.waiting;
    if (!sample && result.report && result.zone) state.zone = result.zone;
  } catch (error) {
    if (mine !== turn) return;
    state.error = error;
    state.trust = { anchors: 0, states: 0, crls: 0 };
  }
  draw();
  const heading = document.getElementById("result");
  heading?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  heading?.focus({ preventScroll: true });
}

async function settle(signer) {
  const { trust, waiting, notes } = await engine.ask("trust", { signer });
  Object.assign(state, { trust, waiting, result: notes.length > 0 ? { notes } : null, error: null });
  draw();
}

function drawOutput() {
  const { result, error } = state;
  if (state.mode === "training") return void (training ? output.replaceChildren(training.place) : null);
  live.textContent = result?.report ? `${t("result")}: ${t(verdictKey(result.report))}` : error ? sentence(error) : "";
  if (error) return void output.replaceChildren(h("section", { class: "panel problem", id: "result", tabindex: -1 }, h("h2", {}, t("error_title")), h("p", {}, sentence(error))));
  if (!result) return void output.replaceChildren();
  if (!result.report) {
    const nothing = result.trust.anchors + result.trust.crls + result.waiting.length === 0;
    const notes = nothing ? [...result.notes, { code: "nothing" }] : result.notes;
    return void output.replaceChildren(...(notes.length > 0 ? [h("section", { class: "panel problem", id: "result", tabindex: -1 }, notesOf(notes))] : []));
  }
  output.replaceChildren(
    ...[verdictPanel(result), documentPanel(result), checksPanel(result), chainPanel(result), bytesPanel(result), reportPanel(result)].filter(Boolean),
  );
}

function sentence(error) {
  if (error.code === "cancelled") return t("cancelled");
  if (error.line !== undefined) return note({ code: "zone", line: error.line + 1, column: error.column + 1, reason: reason(error) });
  return error.code === "internal" ? note({ code: "internal" }) : reason(error);
}

async function train() {
  const inspectSample = (sample) => engine.ask("inspect", { sample: { inputs: sample.inputs, trust: sample.trust, at: sample.at }, at: sample.at, policy: sample.policy });
  // A zone alone that holds is neither genuine nor not: there is nothing to decide about it.
  const decidable = samples.filter(({ inputs, expect }) => Object.keys(inputs.files).length > 0 || expect.verdict !== "successful");
  training = new Training(decidable, inspectSample, (sample) => {
    state.mode = "inspect";
    training = null;
    run({ sample });
  });
  await training.next();
  if (state.mode === "training") drawOutput();
}

/** Ends the worker with all that it holds, and forgets everything that the page holds. */
function wipe() {
  turn += 1;
  engine.stop();
  training = null;
  Object.assign(state, { mode: "inspect", zone: "", at: null, policy: "icao", trust: { anchors: 0, states: 0, crls: 0 }, waiting: [], result: null, error: null, sample: null });
  draw();
  live.textContent = t("wiped");
  document.getElementById("wipe").focus();
}

// A file that misses the drop field must not make the browser leave the page.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());

start();
