// What a person does with the case: every deed gives another case, has it judged, and can be broken off or brought back.

import { BOUNDS } from "../../pkg/files/kinds.js";
import { another, documentOf, missing, nothingGiven, question, receive, settled, sourceOf, withNotes, withParts, withVisaApart, withZone, without, zoneOf } from "./case.js";
import { MOST_TEXT } from "./cells.js";

/** What was wiped or taken away can be brought back for so long, and is then gone. */
const UNDO = 10_000;

/** Whom and when the user judges by, unless the document brought its own along. */
const OWN = Object.freeze({ at: null, policy: "icao" });

/** An empty layout is guessed. A text is cut if the field did not take all of it. */
const freshDraft = (text = "") => ({ text, format: "", seen: null, isTouched: false, isCut: false });

const today = () => `${new Date().toISOString().slice(0, 10)}T12:00:00Z`;

/**
 * `held` is the case, `typed` the zone as it stands in its field, `result` what the case comes to, `error` why the last deed
 * failed, `news` what the last deed did. `show` draws: `busy(step, share, isQuiet)`, `page({ isFresh, focus })`, `result()` and `news()`.
 */
export class Session {
  held = nothingGiven;
  typed = "";
  /** Whether personal data is left out of everything that is shown of a report, saved and printed. */
  redacted = false;
  own = OWN;
  result = null;
  error = null;
  news = null;
  /** The id of the sample that is shown as it came; null for anything else. */
  sampleId = null;
  isWorking = false;
  #draft = freshDraft();
  #engine;
  #show;
  /** One deed after the other, in the order in which they were asked for; those of an era that ended are dropped. */
  #line = Promise.resolve();
  #era = 0;
  #undo = null;

  constructor(engine, show) {
    this.#engine = engine;
    this.#show = show;
  }

  at({ held, own } = this) {
    return held.here.at ?? own.at ?? today();
  }

  policy({ held, own } = this) {
    return held.here.policy ?? own.policy;
  }

  get canUndo() {
    return this.#undo !== null;
  }

  /** Files and texts, however they came. Nothing of what is there is lost by them. */
  give({ items, notes = [] }) {
    return this.#work(async (tell) => {
      const sorted = await this.#sort(items, tell);
      const [{ text } = {}] = items;
      // A text that is no zone by itself goes where a zone can be made of it.
      if (text && sorted.documents.length + sorted.trust.length === 0) {
        return { held: this.held, typed: text.slice(0, MOST_TEXT), isCut: text.length > MOST_TEXT, isQuiet: true, focus: "zone-text" };
      }
      const isVain = sorted.documents.length + sorted.trust.length + sorted.notes.length + notes.length === 0 && !sorted.unsure;
      const all = [...notes, ...sorted.notes, ...(isVain ? [{ code: "nothing" }] : [])];
      const held = receive(this.held, { ...sorted, notes: all });
      const isNew = (before, parts) => parts.filter((part) => !before.includes(part)).map(({ name }) => name);
      const { parts, trust } = this.held;
      const undo = this.#loses(held);
      const news = (held) => {
        const names = [...isNew(parts, held.parts), ...isNew(trust, held.trust)];
        const isInstead = undo && !parts.some((part) => held.parts.includes(part));
        return names.length > 0 ? { key: isInstead ? "instead" : "taken", names } : null;
      };
      return { held, news, undo, isQuiet: sorted.documents.length === 0, ...this.#drafted(held, sorted.unsure) };
    });
  }

  /** A zone that was not read with certainty goes into the field, to be compared before it is judged, unless somebody typed in it. */
  #drafted(held, unsure = null) {
    const pictures = held.parts.filter((part) => part.unsure && !this.held.parts.includes(part));
    const text = pictures[0]?.unsure ?? unsure;
    const isFree = ["", zoneOf(this.held)].includes(this.typed.trim());
    return text && isFree && zoneOf(held) === "" ? { typed: text, focus: "zone-text" } : {};
  }

  /** What was given, sorted. Where no picture can be looked through for seals it is shown all the same. */
  async #sort(items, tell) {
    try {
      return await this.#engine.ask("sort", { items }, tell);
    } catch (error) {
      if (error.lacking !== "pictures") throw error;
      return this.#engine.ask("sort", { items, areSeen: false }, tell);
    }
  }

  /** What the case comes to. Where no face can be decoded it is judged all the same. */
  async #judged(question, tell) {
    try {
      return await this.#engine.ask("judge", question, tell);
    } catch (error) {
      if (error.lacking !== "pictures") throw error;
      return this.#engine.ask("judge", { ...question, areDecoded: false }, tell);
    }
  }

  /** What the field knows of the zone that stands in it; of another zone it knows nothing yet. */
  get draft() {
    if (this.#draft.text !== this.typed) this.#draft = freshDraft(this.typed);
    return this.#draft;
  }

  /** What the module says of a zone that is being typed. It changes nothing. */
  look(text, format) {
    return this.#engine.ask("look", { text, format, at: this.at(), policy: this.policy() });
  }

  /** The zone in the field is the zone of the document. */
  judge() {
    const text = this.typed.trim();
    if (text === "" && this.held.parts.length === 0) return this.tell({ code: "nothing" });
    return this.#work(() => {
      const held = withZone(this.held, text);
      const undo = this.#loses(held);
      // What is brought back is the zone that was judged.
      return { held, typed: zoneOf(held), undo: undo && { typed: zoneOf(this.held) }, news: undo ? { key: text ? "replaced" : "removed", names: ["MRZ"] } : null };
    });
  }

  /** A sample takes the place of the document, which can be brought back unless it was a sample as it came. */
  sample(sample) {
    return this.#work(() => {
      const held = another(this.held, documentOf(sample));
      const undo = this.#loses(held);
      return { held, isFresh: true, undo, news: undo ? { key: "put_away" } : null, sampleId: sample.id };
    });
  }

  another() {
    return this.#work(() => ({ held: another(this.held), isFresh: true, news: { key: "put_away" } }), { undo: true });
  }

  /** One of the documents that were given at once. The others go on waiting. */
  choose(document) {
    const isTogether = document.as === "together";
    return this.#work(() => {
      const held = { ...another(this.held, document), choices: document.as ? [] : this.held.choices };
      const undo = this.#loses(held);
      const news = isTogether ? { key: "replaced", names: missing(this.held.parts, held.parts) } : { key: "instead", names: document.parts };
      return { held, undo, news: undo ? { ...news, names: news.names.map(({ name }) => name) } : null, isFresh: !isTogether, ...this.#drafted(held) };
    });
  }

  leaveChoices() {
    return this.#work(() => ({ held: { ...this.held, choices: [] } }), { isQuiet: true });
  }

  dismiss(notes) {
    return this.#work(() => ({ held: { ...this.held, unused: this.held.unused.filter((note) => !notes.includes(note)) } }), { isQuiet: true });
  }

  /** Tells of something that the page was asked for in vain. */
  tell(note) {
    return this.#work(() => ({ held: withNotes(this.held, note), focus: "unused" }), { isQuiet: true });
  }

  remove(part) {
    return this.#work(() => ({ held: without(this.held, part), news: { key: "removed", names: [part.name] } }), { undo: true, isQuiet: true });
  }

  /** A file takes the place of one part, whatever its own name is. */
  replace(part, file) {
    return this.#work(async (tell) => {
      const name = part.kind === "picture" ? file.name : part.name;
      const sorted = await this.#sort([{ name, file }], tell);
      const { documents, trust, notes } = sorted;
      const { kind } = part;
      const given = withVisaApart(documents.flatMap(({ parts }) => parts), without(this.held, part).parts);
      // In the place of a visa's zone every zone is that of the visa.
      const parts = given.map((each) => ({ ...each, ...(kind === "visa" && each.kind === "zone" && { kind, name }), from: file.name }));
      if (parts.length === 0) {
        const held = withNotes(this.held, ...notes, ...trust.map(() => ({ code: "unknown", name: file.name })));
        return { held, ...this.#drafted(held, sorted.unsure) };
      }
      const others = without(this.held, part);
      // A session in the place of a file tells of its own document.
      const held = parts.some(({ kind }) => kind === "session") ? receive(others, { documents: [{ parts }], trust: [], notes: [] }) : withParts(others, parts);
      return { held, news: { key: "replaced", names: [part.name] }, ...this.#drafted(held, sorted.unsure) };
    }, { undo: true, isQuiet: true });
  }

  distrust(source) {
    const trust = this.held.trust.filter((each) => each !== source);
    return this.#work(() => ({ held: { ...this.held, trust }, news: { key: "removed", names: [source.name] } }), { undo: true, isQuiet: true });
  }

  distrustSample() {
    return this.#work(() => ({ held: { ...this.held, sampleTrust: null }, news: { key: "sample_removed" } }), { undo: true, isQuiet: true });
  }

  /** The word on the signer of the master lists that wait for it: the holder of the certificate in this file, or anybody. */
  word(file) {
    return this.#work(async (tell) => {
      if (file?.size > BOUNDS.bytes) return { held: withNotes(this.held, { code: "too_large", name: file.name }) };
      const bytes = file && new Uint8Array(await file.arrayBuffer().catch(() => new ArrayBuffer(0)));
      const signer = bytes && (await this.#engine.ask("signer", { bytes }, tell));
      if (file && !signer) return { held: withNotes(this.held, { code: "signer_none", name: file.name }) };
      const waiting = new Set(this.result.trust.rows.filter(({ waits }) => waits).map(({ id }) => id));
      const said = (source) => sourceOf({ ...source, word: signer ? { signer } : { anySigner: true } });
      return { held: { ...this.held, trust: this.held.trust.map((source) => (waiting.has(source.id) ? said(source) : source)) } };
    }, { isQuiet: true });
  }

  /** Whose terminal made the records of the document: they prove something to the owner of the terminal alone. */
  whose(isOwn) {
    return this.#work(() => ({ held: { ...this.held, recordedBy: isOwn ? "own_terminal" : "handed_over" } }), { isQuiet: true, isControl: true });
  }

  /** Another day or other rules, or with an empty value those that are usual: for this document if it brought its own along. */
  rule(name, value) {
    return this.#work(() => {
      const { [name]: brought, ...here } = this.held.here;
      if (brought !== undefined && value) here[name] = value;
      const own = brought === undefined ? { ...this.own, [name]: value || OWN[name] } : this.own;
      return { held: { ...this.held, here }, own };
    }, { isQuiet: true, isControl: Boolean(value) });
  }

  /** Breaks off whatever runs or waits to. The case is as it was before. */
  cancel() {
    this.#end({ error: { code: "cancelled" }, news: null });
    this.#show.page({ focus: "result" });
  }

  /** Puts everything away. It is gone for good after a time, or as soon as anything else is done; the worker ends with it. */
  wipe() {
    const before = { ...this.#whole(), redacted: this.redacted };
    const isEmpty = this.held === nothingGiven && this.typed === "" && !this.isWorking;
    this.forget();
    this.#end({ held: nothingGiven, typed: "", redacted: false, own: OWN, result: null, sampleId: null, error: null, news: { key: "wiped" } });
    if (!isEmpty) this.#offer(before, true);
    this.#show.page({ isFresh: true, focus: isEmpty ? "wipe" : "undo" });
  }

  /** What the last deed took away is there again. */
  undo() {
    if (!this.#undo) return;
    const { before } = this.#undo;
    clearTimeout(this.#undo.timer);
    this.#undo = null;
    this.#end({ ...before, news: { key: "back" } });
    this.#show.page({ isFresh: true, focus: "case" });
  }

  /** What could be brought back is gone, and is said to be. */
  settle() {
    this.news = this.#undo?.isWipe ? { key: "gone" } : null;
    this.forget();
    this.#show.news();
  }

  /** Nothing can be brought back from here on. */
  forget() {
    if (!this.#undo) return;
    const { timer, isWipe } = this.#undo;
    clearTimeout(timer);
    this.#undo = null;
    if (isWipe) this.#engine.stop();
  }

  #offer(before, isWipe) {
    const timer = setTimeout(() => this.settle(), UNDO);
    this.#undo = { before, timer, isWipe };
  }

  /** What runs is ended, with the worker that it runs in. */
  #end(state) {
    this.#era += 1;
    if (this.isWorking) this.#engine.stop();
    Object.assign(this, state, { isWorking: false });
  }

  /** Whether another case is without something that only the user has: a sample as it came can be had again. */
  #loses({ parts, choices }) {
    return this.sampleId === null && missing(this.held.parts, [parts, ...choices.map(({ parts }) => parts)].flat()).length > 0;
  }

  /** The sample is the one that it was if nothing of it changed. */
  #sampleIn(held) {
    const isAsItCame = ["parts", "sampleTrust", "recordedBy", "here"].every((name) => held[name] === this.held[name]);
    return isAsItCame ? this.sampleId : null;
  }

  #whole() {
    const { held, typed, own, result, sampleId } = this;
    return { held, typed, own, result, sampleId, error: null };
  }

  /**
   * One deed from the press of a button to what came of it. `deed` gives the case as it becomes, and whether it can be undone,
   * perhaps with what is otherwise then. A quiet deed leaves the focus and what is open alone; that of a control leaves the tray
   * as well. What fails leaves the case as it was.
   */
  #work(deed, how = {}) {
    const era = this.#era;
    this.forget();
    Object.assign(this, { isWorking: true, error: null, news: null });
    this.#show.news();
    this.#show.busy("working", 0, how.isQuiet);
    this.#line = this.#line.then(() => era === this.#era && this.#run(deed, how, era));
    return this.#line;
  }

  async #run(deed, { isControl = false, ...how }, era) {
    this.forget();
    const before = this.#whole();
    const tell = (step, share) => era === this.#era && this.#show.busy(step, share, how.isQuiet);
    try {
      const { held: given, own = this.own, typed, news = null, isFresh = false, isQuiet = how.isQuiet ?? false, undo = how.undo ?? false, sampleId, isCut, focus } = await deed(tell);
      const result = await this.#judged({ ...question(given), at: this.at({ held: given, own }), policy: this.policy({ held: given, own }) }, tell);
      if (era !== this.#era) return;
      const held = settled(given, result.trust.rows);
      const isOther = isFresh || zoneOf(held) !== zoneOf(this.held);
      // Trust alone leaves the focus where it is; what could not be used is looked at.
      const isVain = held.unused.some((note) => !before.held.unused.includes(note));
      const place = focus ?? (!isQuiet ? "result" : isVain ? "unused" : null);
      Object.assign(this, { sampleId: sampleId ?? this.#sampleIn(held), held, own, result, isWorking: false, typed: typed ?? (isOther ? zoneOf(held) : this.typed), news: typeof news === "function" ? news(held) : news });
      // Of a text that was put into the field it is said at once what it lacks.
      if (isCut !== undefined) Object.assign(this.draft, { isTouched: true, isCut });
      if (undo) this.#offer({ ...before, ...(undo === true ? {} : undo) }, false);
      if (isControl && result.report) this.#show.result();
      else this.#show.page({ isFresh: !isQuiet, focus: place });
    } catch (error) {
      if (era !== this.#era) return;
      // What has no code is a defect, and the module is of no use after one.
      error.code ??= "internal";
      if (error.code === "internal") this.#engine.stop();
      Object.assign(this, { error, news: null, isWorking: false });
      this.#show.page({ focus: "result" });
    }
  }
}
