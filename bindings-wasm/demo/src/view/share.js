// The report to take along: as JSON, as HTML, on paper, or as a link to a sample; with or without personal data.

import { h } from "../dom.js";
import { share, t } from "../words.js";

/**
 * `element` shows the report, if there is one. `redacted` is the switch of the page, and `redact` moves it: it holds for every output, and
 * for what is shown without a report.
 */
export function sharePanel({ element, report, isSample, redacted, redact }) {
  const toggle = h("input", { type: "checkbox", id: "redact", data: { drawn: "" }, checked: redacted, "aria-describedby": "redact-hint", onchange: () => redact(toggle.checked) });
  return h(
    "section",
    { class: "panel share", "aria-labelledby": "share-title" },
    h("h2", { id: "share-title" }, share("title")),
    h("div", {}, h("label", { for: "redact", class: "toggle" }, toggle, t("redact")), h("p", { class: "quiet", id: "redact-hint" }, share("redact_hint"))),
    report && outputs(element, JSON.stringify(report, null, 2), isSample),
  );
}

function outputs(element, text, isSample) {
  const json = h("pre", { class: "json", tabindex: 0, role: "region", "aria-label": t("json") }, text);
  const said = h("span", { role: "status", class: "quiet" });
  const button = (label, onclick, id) => h("button", { type: "button", id, onclick }, label);
  const copy = async (content) => {
    try {
      await navigator.clipboard.writeText(content);
      said.textContent = t("copied");
    } catch {
      json.closest("details").open = true;
      getSelection().selectAllChildren(json);
      said.textContent = share("select");
    }
  };
  return [
    h(
      "div",
      { class: "bar" },
      button(share("save_html"), () => save("report.html", "text/html", element.toHTML()), "save-html"),
      button(share("save_json"), () => save("report.json", "application/json", text), "save-json"),
      button(t("print"), () => print(), "print"),
      isSample && button(share("copy_link"), () => copy(location.href), "copy-link"),
      said,
    ),
    h("details", { class: "raw", id: "raw" }, h("summary", {}, h("h3", {}, t("json"))), h("div", { class: "bar" }, button(t("copy"), () => copy(text), "copy-json")), json),
  ];
}

function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
