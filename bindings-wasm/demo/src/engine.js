// The page's side of the worker: one deed at a time, with progress, and an end at any time.

/** The module that a deed lacks, by the code that it failed with. */
const LACKING = { "module.not_ready": "full", "module.small": "full", "pictures.not_ready": "pictures" };

export class Engine {
  #worker;
  #source;
  #module;
  #pending = new Map();
  #next = 0;
  /** Counts starts, so that a question from before a stop is not asked after it. */
  #era = 0;

  /** How each further module is had, what came of it, and its loading by the worker that there is, once it was asked for. */
  #later;
  #modules = new Map();
  #loading = new Map();

  /**
   * The worker's script as text and the compiled module, which may still be on its way: nothing is fetched for a new start. `full` and
   * `pictures` of `later` give further modules, once something is asked that needs them; `full` is null if the module is that one.
   */
  constructor(source, module, later) {
    this.#source = source;
    this.#module = module;
    this.#later = later;
    this.#start();
  }

  #start() {
    const address = URL.createObjectURL(new Blob([this.#source], { type: "text/javascript" }));
    this.#worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.stop("internal");
    };
    this.#loading.clear();
    this.#era += 1;
    const era = this.#era;
    this.ready = this.#module.then((module) => this.#send(era, "load", { module, kind: this.#later.full ? "small" : "full" }));
    // Whoever asks hears of a failure; one that nobody waits for is no event of its own.
    this.ready.catch(() => {});
  }

  #receive({ id, step, share, value, error }) {
    const waiting = this.#pending.get(id);
    if (!waiting) return;
    if (step) return void waiting.tell?.(step, share);
    this.#pending.delete(id);
    if (error) waiting.reject(Object.assign(new Error(error.text), error));
    else waiting.resolve(value);
  }

  #send(era, deed, message, tell) {
    if (era !== this.#era) throw Object.assign(new Error("cancelled"), { code: "cancelled" });
    const id = (this.#next += 1);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, tell });
      this.#worker.postMessage({ id, deed, ...message });
    });
  }

  /** What a deed gives, as soon as the module is there. */
  async ask(deed, message = {}, tell = undefined) {
    const era = this.#era;
    await this.ready;
    for (const taken = new Set(); ; ) {
      try {
        return await this.#send(era, deed, message, tell);
      } catch (error) {
        const kind = LACKING[error.code];
        if (!this.#later[kind] || taken.has(kind)) throw error;
        taken.add(kind);
        await this.#take(era, kind);
      }
    }
  }

  /** The worker takes a further module beside the others, once, and what it holds stays. A failure to load it is not remembered. */
  #take(era, kind) {
    const forget = (error) => {
      this.#modules.delete(kind);
      throw error.code === "cancelled" ? error : Object.assign(error, { lacking: kind });
    };
    if (!this.#modules.has(kind)) this.#modules.set(kind, this.#later[kind]().catch(forget));
    if (!this.#loading.has(kind)) this.#loading.set(kind, this.#modules.get(kind).then((module) => this.#send(era, "load", { module, kind })));
    const loading = this.#loading.get(kind);
    return loading.catch((error) => {
      if (this.#loading.get(kind) !== loading) throw error;
      this.#loading.delete(kind);
      forget(error);
    });
  }

  /** Ends whatever runs, and with it every byte that the worker holds. */
  stop(code = "cancelled") {
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) reject(Object.assign(new Error(code), { code }));
    this.#pending.clear();
    this.#start();
  }
}
