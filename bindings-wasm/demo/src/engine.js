// The page's side of the worker: one deed at a time, with progress, and an end at any time.

export class Engine {
  #worker;
  #source;
  #module;
  #pending = new Map();
  #next = 0;
  /** Counts starts, so that a question from before a stop is not asked after it. */
  #era = 0;

  #full;
  #fullModule = null;
  /** The loading of the full module by the worker that there is, once it was asked for. */
  #loading = null;

  /**
   * The worker's script as text and the compiled module, which may still be on its way: nothing is fetched for a new start. `full` gives the
   * full module, once something is asked that needs it; it is null if the module is that one.
   */
  constructor(source, module, full) {
    this.#source = source;
    this.#module = module;
    this.#full = full;
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
    this.#loading = null;
    this.#era += 1;
    const era = this.#era;
    this.ready = this.#module.then((module) => this.#send(era, "load", { module, isFull: this.#full === null }));
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
    try {
      return await this.#send(era, deed, message, tell);
    } catch (error) {
      if (!["module.not_ready", "module.small"].includes(error.code) || this.#full === null) throw error;
      await this.#loadFull(era);
      return this.#send(era, deed, message, tell);
    }
  }

  /** The worker takes the full module beside the other, once, and what it holds stays. A failure to load it is not remembered. */
  #loadFull(era) {
    const forget = (error) => {
      this.#fullModule = null;
      throw error;
    };
    this.#fullModule ??= this.#full().catch(forget);
    this.#loading ??= this.#fullModule.then((module) => this.#send(era, "load", { module, isFull: true }));
    const loading = this.#loading;
    return loading.catch((error) => {
      if (this.#loading !== loading) throw error;
      this.#loading = null;
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
