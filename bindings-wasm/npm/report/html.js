// A report as one HTML file that needs nothing else: no script, no connection, to keep or to hand on.

import { h } from "./dom.js";
import { style } from "./style.js";

/** What is to be read where nothing can be opened: groups, and checks that do not hold. What holds needs no more than its line. */
export const READ = "details:not([open], .successful, .not_supported)";

const STYLE = `${style.replaceAll(":host([hidden])", "[hidden]").replaceAll(":host", "body")}body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; background: var(--paper); }\n`;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** What stands in the element, in this language, as a page of its own. */
export function htmlOf(element, language, title) {
  // The policy and the letters come before anything that they are about.
  const head = [
    h("meta", { charset: "utf-8" }),
    h("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("title", {}, title),
  ];
  const body = h("body", {}, h("main", {}, [...element.shadowRoot.children].map((panel) => still(panel.cloneNode(true), element))));
  // Written as text, since the page's own policy allows no style of another.
  return `<!doctype html>\n<html lang="${language}">\n<head>\n${head.map((each) => each.outerHTML).join("\n")}\n<style>${STYLE}</style>\n</head>\n${body.outerHTML}\n</html>\n`;
}

/** A copy without anything that only a script could serve. */
function still(panel, { inputs, redacted }) {
  for (const each of panel.querySelectorAll(".toggle, .place, input, script, slot")) each.remove();
  for (const each of panel.querySelectorAll(READ)) each.open = true;
  for (const each of panel.querySelectorAll("[tabindex]")) each.removeAttribute("tabindex");
  for (const button of panel.querySelectorAll("button")) button.replaceWith(h("div", { class: button.className }, [...button.childNodes]));
  for (const image of panel.querySelectorAll("img")) {
    if (inputs.portrait && !redacted) image.src = dataAddress(inputs.portrait);
    else image.remove();
  }
  return panel;
}

function dataAddress(bytes) {
  const kind = bytes[0] === 0x89 ? "image/png" : "image/jpeg";
  return `data:${kind};base64,${btoa(Array.from(bytes, (octet) => String.fromCharCode(octet)).join(""))}`;
}
