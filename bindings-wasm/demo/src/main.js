// The page: what was given, what came of it, and nothing that outlives either.

import samples from "samples";
import workerSource from "worker-source";
import { h, svg } from "./dom.js";
import { Engine } from "./engine.js";
import { verdictKey } from "../../pkg/report/index.js";
import { bytesPanel } from "./view/bytes.js";
import { givenParts } from "./view/given.js";
import { reportPanel } from "./view/report.js";
import { accountOf, notesOf, reportElement } from "./view/result.js";
import { Training } from "./view/training.js";
import { choose, language, languages, names, note, preferred, reason, t } from "./words.js";

const nobody = { anchors: 0, states: 0, crls: 0 };
/** `own` is what the user chose to judge by, `here` what the document that is looked at brought along instead. */
const fresh = () => ({ mode: "inspect", typed: "", own: { at: null, policy: "icao" }, here: {}, trust: nobody, waiting: [], result: null, error: null, working: null });
const state = fresh();
let engine;
let training;
/** Count inspections and entries to the training, so that the answer to one that was overtaken is dropped. */
let turn = 0;
let visits = 0;

async function start() {
  await choose(preferred());
  engine = new Engine(workerSource, compiled());
  draw();
  try {
    await engine.ready;
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    // What was asked for meanwhile tells it by itself.
    if (error.code !== "module" || state.working) return;
    state.error = error;
    draw();
  }
}

/** The module lies beside the page or, in the offline page, within it. */
async function compiled() {
  try {
    const inline = document.getElementById("module");
    if (inline) return await WebAssembly.compile(Uint8Array.from(atob(inline.textContent), (letter) => letter.charCodeAt(0)));
    const response = await fetch("doc9303.wasm");
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch {
    throw Object.assign(new Error("the module could not be loaded"), { code: "module" });
  }
}

const page = document.getElementById("page");
const output = h("div", { id: "output" });
const live = h("div", { role: "status", class: "hidden-visually" });

const today = () => `${new Date().toISOString().slice(0, 10)}T12:00:00Z`;
const act = {
  samples,
  at: () => state.here.at ?? state.own.at ?? today(),
  policy: () => state.here.policy ?? state.own.policy,
  give: (given) => run("give", { ...given, here: state.here }, {}),
  /** A zone is another document. Without one, what is there is judged once more. */
  zone: (mrz) => (mrz || !state.result?.report ? run(...(mrz ? ["zone", { mrz }] : ["give", { items: [], notes: [], here: {} }]), {}) : run("again", {}, state.here)),
  printed: (mrz) => run("zone", { mrz, keep: true }, state.here),
  sample: (sample) => run("sample", { sample: { inputs: sample.inputs, trust: sample.trust } }, { at: sample.at, policy: sample.policy }),
  whose: (own) => run("whose", { own }, state.here, true),
  word: (signer) => run("word", { signer }, state.here),
  rule(name, value) {
    const place = state.here[name] ? state.here : state.own;
    if (value) place[name] = value;
    else delete place[name];
    if (state.result?.report || state.working) run("again", {}, state.here, true);
  },
};

function draw() {
  page.replaceChildren(
    h("a", { class: "skip", href: "#output" }, t("skip")),
    header(),
    h("main", {}, h("p", { class: "notice" }, t("notice")), modes(), state.mode === "inspect" ? givenParts(state, act) : null, live, output),
    h("footer", {}, h("p", {}, `doc9303 · ${t("about")}`)),
  );
  drawOutput();
}

function header() {
  const select = h("select", { id: "language", "aria-label": t("language") }, Object.keys(languages).map((code) => h("option", { value: code, lang: code }, names[code])));
  select.value = language();
  select.addEventListener("change", async () => {
    await choose(select.value);
    training?.again();
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

/** One deed from the press of a button to what came of it. A quiet one leaves the page's controls and the focus alone. */
async function run(deed, message, here, quiet = false) {
  const mine = (turn += 1);
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("working") });
  const step = h("p", {}, t("working"));
  const working = h("section", { class: "panel working" }, step, bar, h("button", { type: "button", id: "cancel", onclick: () => engine.stop() }, t("cancel")));
  Object.assign(state, { here, error: null, working });
  output.replaceChildren(working);
  live.textContent = t("working");
  const tell = (name, share) => {
    step.textContent = t(name);
    bar.value = share;
  };
  try {
    const result = await engine.ask(deed, { ...message, at: act.at(), policy: act.policy() }, tell);
    if (mine !== turn) return;
    Object.assign(state, { result, trust: result.trust, waiting: result.waiting });
    // Trust alone leaves the document that is there, and by what it is judged, as they are.
    if (result.kept) state.here = message.here;
    else if (deed === "give" && result.brought) state.here = { ...state.here, at: result.brought };
    // A typed zone belongs to the document that it was judged as; one that was not judged yet stays where it is.
    if (deed === "zone" && result.report) state.typed = "";
  } catch (error) {
    if (mine !== turn) return;
    // The module is of no use after a defect; a stop has emptied it already.
    if (error.code === "internal") engine.stop();
    Object.assign(state, { error, result: null, here: {}, trust: nobody, waiting: [] });
  }
  state.working = null;
  if (state.mode !== "inspect") return;
  if (quiet && state.result?.report && page.querySelector(".current")) return drawOutput();
  draw();
  const heading = document.getElementById("result");
  heading?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  heading?.focus({ preventScroll: true });
}

function drawOutput() {
  const { result, error } = state;
  if (state.mode === "training") return void output.replaceChildren(training?.place ?? h("p", { class: "panel" }, t("working")));
  if (state.working) return void output.replaceChildren(state.working);
  const failure = error ?? result?.error;
  live.textContent = result?.report ? `${t("result")}: ${t(verdictKey(result.report))}` : failure ? sentence(failure) : "";
  const { account = [], notes = [] } = result ?? {};
  if (failure) return void output.replaceChildren(problem(h("h2", {}, t("error_title")), h("p", {}, sentence(failure)), accountOf(account), notesOf(notes)));
  if (!result) return void output.replaceChildren();
  if (!result.report) {
    const nothing = account.length === 0 && result.waiting.length === 0 && !notes.some(({ code }) => code === "two_documents" || code.startsWith("signer_"));
    const told = nothing ? [...notes, { code: "nothing" }] : notes;
    const parts = [accountOf(account), notesOf(told)].filter(Boolean);
    live.textContent = parts.map((part) => part.textContent).join(" ");
    return void output.replaceChildren(...(parts.length > 0 ? [problem(...parts)] : []));
  }
  output.replaceChildren(
    ...[reportElement(result), bytesPanel(result), reportPanel(result)].filter(Boolean),
  );
}

const problem = (...parts) => h("section", { class: "panel problem", id: "result", tabindex: -1 }, parts);

function sentence(error) {
  if (error.code === "cancelled") return t("cancelled");
  if (error.line !== undefined) return note({ code: "zone", line: error.line + 1, column: error.column + 1, reason: reason(error) });
  return ["internal", "module", "argument.at"].includes(error.code) ? note({ code: error.code.replace("argument.", "") }) : reason(error);
}

async function train() {
  const mine = (visits += 1);
  const here = () => mine === visits && state.mode === "training";
  const inspectSample = (sample) => engine.ask("peek", { sample: { inputs: sample.inputs, trust: sample.trust }, at: sample.at, policy: sample.policy });
  const failed = (error) => here() && output.replaceChildren(problem(h("h2", {}, t("error_title")), h("p", {}, sentence(error))));
  const round = new Training(samples, inspectSample, failed, (sample) => {
    enter("inspect");
    act.sample(sample);
  });
  await round.next();
  if (!here() || !round.asked) return;
  training = round;
  drawOutput();
}

/** Ends the worker with all that it holds, and forgets everything that the page holds. */
function wipe() {
  turn += 1;
  engine.stop();
  training = null;
  Object.assign(state, fresh());
  draw();
  live.textContent = t("wiped");
  document.getElementById("wipe").focus();
}

// A file that misses the drop field must not make the browser leave the page.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());

start();
