// Seals and zones before the camera: asked for at a press, looked at picture by picture until one is found, and nothing kept.

import { h } from "./dom.js";
import { t } from "./words.js";

/** Pixels of the longer side that a picture is looked at with, and milliseconds between two. */
const SIDE = 1280;
const PAUSE = 100;

/** The outline of a zone, by whether it is certain. */
const COLOURS = { sure: "#1d9d4c", unsure: "#d98a00" };

/** `look` gives the seals and zones in pixels, `found` takes the bytes of the first that there are. */
export class Camera {
  /** Where it is shown; empty as long as it is off. */
  place = h("div", { id: "camera-place" });
  #look;
  #found;
  #video = h("video", { class: "camera-picture", muted: true, playsInline: true, autoplay: true, "aria-hidden": "true" });
  #canvas = h("canvas", {});
  /** Over the picture: where zones are seen. */
  #outline = h("canvas", { class: "camera-outline", "aria-hidden": "true" });
  #stream = null;
  /** Why it could not be had, as the key of a text. */
  #fault = null;
  /** Counts starts and stops, so that what was asked for before is dropped. */
  #turn = 0;

  constructor(look, found) {
    this.#look = look;
    this.#found = found;
    this.place.addEventListener("keydown", ({ key }) => key === "Escape" && this.#end());
  }

  /** The way to it, where there may be one. */
  button() {
    if (!navigator.mediaDevices?.getUserMedia) return null;
    return h("button", { type: "button", id: "camera", onclick: () => this.#start() }, t("camera_start"));
  }

  /** The same in the language that was chosen meanwhile, in a page that was drawn anew. */
  again() {
    const hadFocus = this.place.contains(document.activeElement);
    this.#draw();
    if (hadFocus) this.place.querySelector("button")?.focus();
  }

  /** Off, with every picture that it gave. */
  stop() {
    this.#turn += 1;
    this.#fault = null;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#video.srcObject = null;
    this.#canvas.width = 0;
    this.#outline.width = 0;
    this.#draw();
  }

  #end() {
    this.stop();
    document.getElementById("camera")?.focus();
  }

  async #start() {
    this.stop();
    const turn = this.#turn;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } } });
      if (turn !== this.#turn) return void stream.getTracks().forEach((track) => track.stop());
      this.#stream = stream;
      stream.getVideoTracks()[0].addEventListener("ended", () => stream === this.#stream && this.#fail("camera_none"));
      this.#video.srcObject = stream;
      this.#draw();
      this.place.querySelector("button").focus();
      await this.#watch(turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      // What has a code of the page's own is of the part that reads pictures.
      const isOwn = typeof error.code === "string";
      this.#fail(isOwn ? "camera_module" : error.name === "NotAllowedError" ? "camera_refused" : "camera_none");
    }
  }

  #fail(fault) {
    this.stop();
    this.#fault = fault;
    this.#draw();
    document.getElementById("camera")?.focus();
  }

  /** One picture after the other, each once the one before was looked at. A zone counts once two show the same with certainty. */
  async #watch(turn) {
    let before = null;
    while (turn === this.#turn) {
      const { seals, zones } = await this.#seen();
      if (turn !== this.#turn) return;
      const sure = zones.find(({ isSure }) => isSure)?.text ?? null;
      const zone = sure === before ? sure : null;
      if (zone !== null || seals.length > 0) {
        this.stop();
        return this.#found([...(zone === null ? [] : [new TextEncoder().encode(zone)]), ...seals]);
      }
      before = sure ?? before;
      this.#show(zones);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  }

  async #seen() {
    const nothing = { seals: [], zones: [] };
    const pixels = this.#pixels();
    if (!pixels) return nothing;
    try {
      return await this.#look(pixels);
    } catch (error) {
      // Another deed was broken off, and this one with it.
      if (error.code === "cancelled") return nothing;
      throw error;
    }
  }

  /** Zones in the picture that was looked at last, green where they are certain. */
  #show(zones) {
    const { width, height } = this.#canvas;
    Object.assign(this.#outline, { width, height });
    const context = this.#outline.getContext("2d");
    context.lineWidth = Math.max(2, width / 320);
    for (const { corners, isSure } of zones) {
      context.strokeStyle = COLOURS[isSure ? "sure" : "unsure"];
      context.beginPath();
      corners.forEach(([x, y], place) => (place === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      context.closePath();
      context.stroke();
    }
  }

  /** What the camera sees now; null before it sees anything. */
  #pixels() {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth === 0) return null;
    const scale = Math.min(1, SIDE / Math.max(videoWidth, videoHeight));
    const [width, height] = [videoWidth, videoHeight].map((side) => Math.max(1, Math.round(side * scale)));
    Object.assign(this.#canvas, { width, height });
    const context = this.#canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(this.#video, 0, 0, width, height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  }

  #draw() {
    const stop = (key) => h("button", { type: "button", id: "camera-stop", onclick: () => this.#end() }, t(key));
    const panel = (...content) => h("section", { class: "panel camera", "aria-label": t("camera") }, content);
    const said = (key) => h("p", { role: "status" }, t(key));
    if (this.#stream) {
      this.place.replaceChildren(panel(said("camera_on"), h("div", { class: "camera-view" }, this.#video, this.#outline), stop("camera_stop")));
      // Moved in the page, it stands still.
      this.#video.play().catch(() => {});
    } else this.place.replaceChildren(...(this.#fault ? [panel(said(this.#fault), stop("camera_close"))] : []));
  }
}
