// <doc9303-report>: a report for people to read, in six languages, in any page and with any framework or none.

import { chainPanel } from "./chain.js";
import { checksPanel, tellOpening } from "./checks.js";
import { detailsPanel } from "./details.js";
import { differencesPanel } from "./differences.js";
import { documentPanel } from "./document.js";
import { htmlOf } from "./html.js";
import { sealPanel } from "./seal.js";
import { style } from "./style.js";
import { verdictKey, verdictPanel } from "./verdict.js";
import { loadWords, nearest, wordsNow } from "./words.js";

export { languages, loadWords } from "./words.js";
export { decisive, verdictKey } from "./verdict.js";

/** A server may import this; the element exists where there are elements. */
const Base = globalThis.HTMLElement ?? class {};

/** One sheet for all elements of a page. */
let sheet;
function sheetOf() {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(style);
  return sheet;
}

export class Doc9303Report extends Base {
  static observedAttributes = ["language", "redacted"];

  #report = null;
  #inputs = {};
  /** What changed since the last drawing; null while nothing waits to be drawn. */
  #changed = null;
  /** The words of what is drawn; null as long as nothing is. */
  #words = null;

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheetOf()];
  }

  connectedCallback() {
    // A property that was set before the element was defined lies in front of the one of the class.
    for (const name of ["report", "inputs", "language", "redacted"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#draw();
  }

  attributeChangedCallback(name) {
    this.#change(name);
  }

  /** The report, as `inspect` gives it; null for none. */
  get report() {
    return this.#report;
  }

  set report(report) {
    this.#report = report ?? null;
    this.#change("report");
  }

  /**
   * What is drawn beside the report: `{ zone, chipZone, portrait, seal }`, as `inputsOf` gives it. It belongs to the report that is
   * set with it, before or after: another report without inputs of its own is drawn without any.
   */
  get inputs() {
    return this.#inputs;
  }

  set inputs(inputs) {
    this.#inputs = inputs ?? {};
    this.#change("inputs");
  }

  /** `de`, `en`, `es`, `fr`, `it` or `ru`, with or without a region; by default the language of the element. */
  get language() {
    return nearest(this.getAttribute("language") ?? this.closest("[lang]")?.lang ?? "en");
  }

  set language(tag) {
    if (tag == null) this.removeAttribute("language");
    else this.setAttribute("language", tag);
  }

  /** Whether everything that is the document's own is left out. */
  get redacted() {
    return this.hasAttribute("redacted");
  }

  set redacted(redacted) {
    this.toggleAttribute("redacted", Boolean(redacted));
  }

  /** Opens a check by its id, with all that it lies in, and gives it the focus. Says whether the report has it. */
  openCheck(id) {
    this.#drawNow();
    const target = this.shadowRoot.getElementById(`check-${id}`);
    if (!target) return false;
    if (!target.open) tellOpening(target);
    for (let outer = target; outer; outer = outer.parentElement.closest("details")) outer.open = true;
    target.scrollIntoView({ block: "center" });
    target.querySelector("summary").focus();
    return true;
  }

  /** What is shown as one HTML file that needs nothing else; redacted if the element is. Null if nothing is drawn yet. */
  toHTML() {
    this.#drawNow();
    return this.shadowRoot.hasChildNodes() ? htmlOf(this, this.#words.language, `doc9303: ${this.#words.t(verdictKey(this.#report))}`) : null;
  }

  /** The focus goes to the verdict. */
  focus(options) {
    this.#drawNow();
    this.shadowRoot.querySelector(".verdict")?.focus(options);
  }

  /** Draws once for all that is set in one go. */
  #change(name) {
    if (!this.#changed) {
      this.#changed = new Set();
      queueMicrotask(() => this.#drawNow());
    }
    this.#changed.add(name);
  }

  /** In a page or out of it: who holds the element has no more of a document than was left in it. */
  #drawNow() {
    if (this.#changed) this.#draw();
  }

  /** In the words of the element's language as soon as they are here; in English if they cannot be had. */
  #draw() {
    const words = wordsNow(this.language);
    if (words) return this.#drawIn(words);
    // What was taken away is gone at once, in the words of before.
    if (this.#words) this.#drawIn(this.#words);
    loadWords(this.language).then(() => this.#draw(), () => this.#drawIn(wordsNow(this.language) ?? wordsNow("en")));
  }

  #drawIn(words) {
    this.#words = words;
    const changed = this.#changed ?? new Set();
    this.#changed = null;
    // Nobody's face is shown beside the report of another.
    if (changed.has("report") && !changed.has("inputs")) this.#inputs = {};
    const restore = kept(this.shadowRoot, changed.has("report"));
    this.shadowRoot.replaceChildren(...(this.#report ? this.#panels(words) : []));
    restore();
  }

  #panels(words) {
    const report = this.redacted ? { ...this.#report, document: undefined } : this.#report;
    const inputs = this.redacted ? {} : this.#inputs;
    const tell = (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    const panels = [
      verdictPanel(words, report, (id) => this.openCheck(id)),
      documentPanel(words, report, inputs, (field, ranges) => tell("doc9303-field", { field, ranges })),
      differencesPanel(words, inputs),
      sealPanel(words, report, inputs),
      detailsPanel(words, report),
      checksPanel(words, report, (check, open) => tell("doc9303-check", { check, open })),
      chainPanel(words, report),
    ].filter(Boolean);
    for (const panel of panels) panel.lang = words.language;
    return panels;
  }
}

const REACHED = "a, button, input, summary, [tabindex]";

/**
 * What is open, chosen and in focus, and a way to have it so again after a report was drawn anew. Another report opens more
 * by itself, and takes no focus.
 */
function kept(root, isAnother) {
  const open = new Map([...root.querySelectorAll("details")].map((each) => [each.id, each.open]));
  const only = root.getElementById("only-open")?.checked;
  const focused = root.activeElement;
  const place = focused && [...root.querySelectorAll(REACHED)].indexOf(focused);
  return () => {
    for (const each of root.querySelectorAll("details")) each.open = (isAnother && each.open) || (open.get(each.id) ?? each.open);
    if (only) root.getElementById("only-open")?.click();
    if (focused && !isAnother) root.querySelectorAll(REACHED)[place]?.focus({ preventScroll: true });
  };
}

/** Defines the element, once, where there are elements. */
if (globalThis.customElements && !customElements.get("doc9303-report")) customElements.define("doc9303-report", Doc9303Report);
