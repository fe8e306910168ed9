// The zone of the case: typed, put right, or taken away.

import { h } from "../dom.js";
import { zoneOf } from "../case.js";
import { note, reason, t, tray } from "../words.js";
import { zoneEditor } from "./editor.js";

export function zoneForm(session) {
  const fault = session.result?.error?.line === undefined ? null : session.result.error;
  const isUnsaid = () => session.typed.trim() !== zoneOf(session.held) && session.held.parts.length > 0;
  const unsaid = h("p", { class: "quiet", id: "zone-unsaid", hidden: !isUnsaid() }, tray("zone_unsaid"));
  const told = fault && h("p", { class: "fault", id: "zone-fault" }, note({ code: "zone", line: fault.line + 1, column: fault.column + 1, reason: reason(fault) }));
  const { draft } = session;
  const zone = zoneEditor("zone-text", draft, (text, format) => session.look(text, format), () => {
    session.typed = draft.text;
    unsaid.hidden = !isUnsaid();
    // It was said of another text.
    told?.remove();
  });
  return h(
    "form",
    { class: "zone-form", onsubmit: (event) => {
      event.preventDefault();
      session.judge();
    } },
    h("label", { for: "zone-text" }, t("zone_label")),
    told,
    zone,
    unsaid,
    h("div", { class: "bar" }, h("button", { class: "primary", id: "judge", title: tray("judge_keys") }, t("judge"))),
  );
}
