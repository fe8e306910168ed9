// What the last deed did, and a way back from it for a short time.

import { h } from "../dom.js";
import { tray } from "../words.js";

export function newsText(news) {
  return news ? tray(`news_${news.key}`, { names: news.names?.join(", ") ?? "" }) : "";
}

export function newsLine(session) {
  if (!session.news) return null;
  const undo = session.canUndo && h("button", { type: "button", id: "undo", onclick: () => session.undo() }, tray("undo"));
  const forget = session.canUndo && h("button", { type: "button", id: "forget", onclick: () => session.settle() }, tray("forget"));
  return h("div", { class: session.canUndo ? "panel news undoable" : "panel news" }, h("p", {}, newsText(session.news), session.canUndo && ` ${tray("undo_hint")}`), undo, forget);
}
