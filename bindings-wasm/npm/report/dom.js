// Building elements: no markup from text ever, so nothing that a document holds can become a script.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A sign for an outcome: a shape of its own, so that colour is never needed. */
const SIGNS = {
  successful: "M5 10.5l3.5 3.5L15 6.5",
  failed: "M6 6l8 8M14 6l-8 8",
  undetermined: "M7.3 7.6a2.8 2.8 0 1 1 4 2.5c-.9.5-1.3 1-1.3 2M10 14.6v.1",
  not_supported: "M6 10h8",
  aborted: "M10 5v6M10 14.5v.1",
};

export function sign(outcome, size = 20) {
  return svg(
    "svg",
    { viewBox: "0 0 20 20", width: size, height: size, class: `sign ${outcome}`, "aria-hidden": "true" },
    svg("circle", { cx: 10, cy: 10, r: 10 }),
    svg("path", { d: SIGNS[outcome] }),
  );
}
