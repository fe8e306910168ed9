// The page: the case that was given, what came of it, and nothing that outlives either.

import samples from "samples";
import workerSource from "worker-source";
import { verdictKey } from "../../pkg/report/index.js";
import { fromAddress, showAddress } from "./address.js";
import { documentOf, question } from "./case.js";
import { h, svg } from "./dom.js";
import { Camera } from "./camera.js";
import { acceptDrops, acceptPastes } from "./drop.js";
import { Engine } from "./engine.js";
import { keeping } from "./keep.js";
import { keepFiles } from "./offline.js";
import { openOnPaper } from "./paper.js";
import { Session } from "./session.js";
import { bytesPanel } from "./view/bytes.js";
import { newsLine, newsText } from "./view/news.js";
import { protocolPanel } from "./view/protocol.js";
import { showResult } from "./view/result.js";
import { sampleList } from "./view/samples.js";
import { sharePanel } from "./view/share.js";
import { Training } from "./view/training.js";
import { trayPart } from "./view/tray.js";
import { trustPart } from "./view/trust.js";
import { choose, language, languages, names, note, preferred, reason, t } from "./words.js";

const page = document.getElementById("page");
const output = h("div", { id: "output" });
const shown = h("doc9303-report", { id: "result" });
const news = h("div", { id: "news" });
const live = h("div", { role: "status", class: "hidden-visually" });
const bar = h("progress", { max: 1, value: 0 });
const step = h("p", {});
const busy = h("div", { id: "busy" });

let mode = "inspect";
/** What the address says beside the sample: the language if somebody chose it, and the check that was opened last. */
let place = {};
let session;
let engine;
let training;
let camera;

async function start() {
  const asked = fromAddress();
  await choose(asked.language ?? preferred());
  const module = compiled();
  engine = new Engine(workerSource, module, { full: inline("module") ? null : () => compiled("full"), pictures: () => compiled("pictures") });
  camera = new Camera((pixels) => engine.ask("frame", pixels), (found) => give({ items: found.map((bytes) => ({ name: t("camera"), bytes })) }));
  session = new Session(engine, { busy: showBusy, page: showPage, result: showVerdict, news: showNews });
  draw();
  acceptDrops(give);
  acceptPastes(give);
  addEventListener("keydown", onKey);
  addEventListener("hashchange", () => follow(fromAddress()));
  output.addEventListener("doc9303-check", ({ detail }) => onCheck(detail));
  openOnPaper(() => [output, shown.shadowRoot]);
  follow(asked);
  try {
    await module;
    await engine.ready;
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    // What was asked for meanwhile tells it by itself.
    if (NOTES[error.code] === "module" && !session.isWorking) {
      session.error = error;
      draw();
    }
  }
  // Kept for the next time even if the worker was broken off.
  module.then(keepFiles, () => {});
}

/** A module in the offline page, which has the full one and that of pictures. */
const inline = (which) => document.getElementById(which === "pictures" ? "pictures-module" : "module");

/** A module lies beside the page or, in the offline page, within it. */
async function compiled(which) {
  try {
    if (inline(which)) return await WebAssembly.compile(Uint8Array.from(atob(inline(which).textContent), (letter) => letter.charCodeAt(0)));
    const { href, dataset } = document.getElementById("module-address");
    // Long after the page, something else may lie at the address.
    const response = await (which ? fetch(dataset[which], { integrity: dataset[`${which}Integrity`] }) : fetch(href));
    const isNamed = response.headers.get("content-type")?.startsWith("application/wasm");
    return await (isNamed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  } catch {
    throw Object.assign(new Error("the module could not be loaded"), { code: "module" });
  }
}

/** What the address asks for, now and whenever it is another. */
async function follow(asked) {
  if (asked.language && asked.language !== language()) await inLanguage(asked.language);
  if (asked.language) place.language = language();
  if (asked.sample && asked.sample !== session.sampleId) {
    const sample = samples.find(({ id }) => id === asked.sample);
    if (mode !== "inspect") enter("inspect");
    await (sample ? session.sample(sample) : session.tell({ code: "no_sample", name: asked.sample }));
  }
  const round = Number(asked.round);
  if (round > 0 && (mode !== "training" || round !== training?.number)) enter("training", round);
  if (asked.check && shown.isConnected) shown.openCheck(asked.check);
}

async function inLanguage(code) {
  await choose(code);
  place.language = language();
  training?.again();
  draw();
}

/** The check that is opened last is in the address of a sample. */
function onCheck({ check, open }) {
  if (open) place.check = check;
  else if (place.check === check) delete place.check;
  tellAddress();
}

/** Only samples and rounds have addresses: nothing of a document that a person gave ever stands there. */
function tellAddress() {
  const { sampleId } = session;
  const shown = mode === "training" ? { round: training?.number } : { sample: sampleId, check: sampleId && place.check };
  showAddress({ ...shown, language: place.language });
}

function give(given) {
  if (mode !== "inspect") enter("inspect");
  session.give(given);
}

function onKey(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || mode !== "inspect") return;
  event.preventDefault();
  session.judge();
}

function draw() {
  keeping(page, () => {
    const inspect = mode === "inspect" && [trayPart(session, camera), camera.place, news, busy, sampleList(samples, session)];
    page.replaceChildren(
      h("a", { class: "skip", href: "#output" }, t("skip")),
      header(),
      h("main", {}, h("p", { class: "notice" }, t("notice")), modes(), inspect, live, output),
      h("footer", {}, h("p", {}, `doc9303 · ${t("about")}`)),
    );
    drawOutput();
  });
  camera.again();
  showNews();
}

function header() {
  const select = h("select", { id: "language", "aria-label": t("language") }, Object.keys(languages).map((code) => h("option", { value: code, lang: code }, names[code])));
  select.value = language();
  select.addEventListener("change", () => inLanguage(select.value));
  const mark = svg("svg", { viewBox: "0 0 32 32", width: 36, height: 36, "aria-hidden": "true", class: "mark" }, svg("rect", { width: 32, height: 32, rx: 7 }), svg("path", { d: "M9 17l5 5 9-12" }));
  return h(
    "header",
    {},
    h("div", { class: "top" }, h("span", { class: "brand" }, mark, h("span", { class: "word" }, "doc9303")), h("span", { class: "tools" }, select, h("button", { type: "button", id: "wipe", onclick: wipe }, t("wipe")))),
    h("h1", {}, t("title")),
    h("p", { class: "lead" }, t("lead")),
  );
}

function modes() {
  const tab = (name, label) => h("button", { type: "button", "aria-pressed": String(mode === name), onclick: () => enter(name) }, label);
  return h("nav", { class: "modes", "aria-label": "doc9303" }, tab("inspect", t("inspect_tab")), tab("training", t("training_tab")));
}

function enter(name, round) {
  mode = name;
  camera.stop();
  draw();
  if (mode === "training") train(round);
}

function wipe() {
  mode = "inspect";
  training = null;
  camera.stop();
  session.wipe();
}

/** Progress, and a way to break it off. No verdict is shown while another document may be on its way; else it looks as of before. */
function showBusy(name, share, isQuiet = false) {
  step.textContent = t(name);
  bar.value = share;
  bar.setAttribute("aria-label", t("working"));
  output.setAttribute("aria-busy", "true");
  output.hidden = !isQuiet;
  if (busy.childElementCount > 0) return;
  live.textContent = t("working");
  busy.replaceChildren(h("section", { class: "panel working" }, step, bar, h("button", { type: "button", id: "cancel", onclick: () => session.cancel() }, t("cancel"))));
}

function idle() {
  busy.replaceChildren();
  output.removeAttribute("aria-busy");
  output.hidden = false;
}

/** The whole page; that of another document from its top, with the focus on what came of it. */
function showPage({ isFresh = false, focus = null }) {
  idle();
  if (isFresh) output.replaceChildren();
  draw();
  live.textContent = [newsText(session.news), announced()].filter(Boolean).join(" ");
  if (focus === null && document.activeElement !== document.body) return;
  const first = ["choices", "problem", "result", "unused", "case"].map((id) => document.getElementById(id)).find(Boolean);
  const fault = faultOf() && document.getElementById("zone-text");
  const target = focus === "result" ? (fault ?? first) : document.getElementById(focus ?? "case");
  target?.scrollIntoView({ block: focus === "result" ? "start" : "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  target?.focus({ preventScroll: true });
}

/** What depends on the day and the rules: the control that was used keeps what a person does in it. */
function showVerdict() {
  idle();
  keeping(page, () => {
    drawOutput();
    page.querySelector(".trust").replaceWith(trustPart(session));
  });
  live.textContent = announced();
}

function showNews() {
  const hadFocus = news.contains(document.activeElement);
  news.replaceChildren(...[newsLine(session)].filter(Boolean));
  if (hadFocus && !news.contains(document.activeElement)) document.getElementById("case")?.focus();
}

/** A zone that is none is told at its field. */
const faultOf = () => (session.result?.error?.line === undefined ? null : session.result.error);

function announced() {
  const failure = session.error ?? session.result?.error;
  if (failure) return sentence(failure);
  const report = shownReport();
  return report ? `${t("result")}: ${t(verdictKey(report))}` : "";
}

/** The report as far as the switch of the page lets it be seen. */
const shownReport = () => (session.redacted ? session.result?.redacted : session.result?.report) ?? null;

function drawOutput() {
  if (mode === "training") return void output.replaceChildren(training?.place ?? h("p", { class: "panel" }, t("working")));
  const { result, error } = session;
  const failure = error ?? (faultOf() ? null : result?.error);
  const { redacted } = session;
  const given = shownReport();
  const report = showResult(shown, given, result, redacted);
  const redact = (is) => {
    session.redacted = is;
    keeping(output, drawOutput);
  };
  const protocol = protocolPanel(session.held, given, redacted);
  // A session is personal as well, even if nothing came of it that could be judged.
  const share = (report || protocol) && sharePanel({ element: shown, report: given, isSample: session.sampleId !== null, redacted, redact });
  output.replaceChildren(...[failure && problem(failure), report, protocol, share, report && !redacted && bytesPanel(result)].filter(Boolean));
  if (!session.sampleId) delete place.check;
  tellAddress();
}

/** Errors that are no reason of a report, by the notes that tell of them. */
const NOTES = { internal: "internal", module: "module", "module.unreadable": "module", "argument.at": "at" };

const problem = (failure) => h("section", { class: "panel problem", id: "problem", tabindex: -1 }, h("h2", {}, t("error_title")), h("p", {}, sentence(failure)));

function sentence(error) {
  if (error.code === "cancelled") return t("cancelled");
  if (error.line !== undefined) return note({ code: "zone", line: error.line + 1, column: error.column + 1, reason: reason(error) });
  return Object.hasOwn(NOTES, error.code) ? note({ code: NOTES[error.code] }) : reason(error);
}

/** The training goes on where it was left: its score and its round are kept until everything is wiped. */
async function train(number) {
  const isFirst = !training;
  training ??= new Training(samples, {
    inspect: (sample) => engine.ask("judge", { ...question(documentOf(sample)), at: sample.at, policy: sample.policy }),
    failed: (error) => mode === "training" && output.replaceChildren(problem(error)),
    show: (sample) => {
      enter("inspect");
      session.sample(sample);
    },
    playing: tellAddress,
  });
  drawOutput();
  if (number !== undefined) await training.open(number);
  else if (isFirst || training.number === undefined) await training.next();
}

start();
