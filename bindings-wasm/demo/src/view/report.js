// The report as text, to copy, to save, to print.

import { h } from "../dom.js";
import { t } from "../words.js";

export function reportPanel({ report, redacted }) {
  const redact = h("input", { type: "checkbox", id: "redact" });
  const text = () => JSON.stringify(redact.checked ? redacted : report, null, 2);
  const shown = h("pre", { class: "json", tabindex: 0, role: "region", "aria-label": t("json") });
  const said = h("span", { role: "status", class: "quiet" });
  const draw = () => {
    shown.textContent = text();
    said.textContent = "";
  };
  redact.addEventListener("change", draw);
  draw();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      said.textContent = t("copied");
    } catch {
      getSelection().selectAllChildren(shown);
    }
  };
  const save = () => {
    const address = URL.createObjectURL(new Blob([text()], { type: "application/json" }));
    h("a", { href: address, download: "report.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  return h(
    "details",
    { class: "panel raw" },
    h("summary", {}, h("h2", {}, t("json"))),
    h(
      "div",
      { class: "bar" },
      h("button", { type: "button", onclick: copy }, t("copy")),
      h("button", { type: "button", onclick: save }, t("download")),
      h("button", { type: "button", onclick: () => print() }, t("print")),
      h("label", { for: "redact", class: "toggle" }, redact, t("redact")),
      said,
    ),
    shown,
  );
}
