// The zone of the case: typed, put right, or taken away.

import { h } from "../dom.js";
import { zoneOf } from "../case.js";
import { note, reason, t, tray } from "../words.js";

export function zoneForm(session) {
  const fault = session.result?.error?.line === undefined ? null : session.result.error;
  const isUnsaid = () => session.typed.trim() !== zoneOf(session.held) && session.held.parts.length > 0;
  const unsaid = h("p", { class: "quiet", id: "zone-unsaid", hidden: !isUnsaid() }, tray("zone_unsaid"));
  const zone = h("textarea", {
    id: "zone-text", rows: 3, spellcheck: "false", autocomplete: "off", autocapitalize: "characters", data: { drawn: "" }, value: session.typed,
    "aria-describedby": fault ? "zone-fault zone-text-hint" : "zone-text-hint", "aria-invalid": fault ? "true" : null,
    oninput: () => {
      session.typed = zone.value;
      unsaid.hidden = !isUnsaid();
    },
  });
  return h(
    "form",
    { class: "zone-form", onsubmit: (event) => {
      event.preventDefault();
      session.judge();
    } },
    h("label", { for: "zone-text" }, t("zone_label")),
    h("p", { class: "quiet", id: "zone-text-hint" }, t("zone_hint")),
    zone,
    fault && h("p", { class: "fault", id: "zone-fault" }, note({ code: "zone", line: fault.line + 1, column: fault.column + 1, reason: reason(fault) })),
    unsaid,
    h("div", { class: "bar" }, h("button", { class: "primary", id: "judge", title: tray("judge_keys") }, t("judge"))),
  );
}
