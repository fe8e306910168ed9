// The bytes of a file beside the tree of its elements, each leading to the other.

import { h } from "../dom.js";
import { t } from "../words.js";

const WIDTH = 16;
const ROWS = 64;
const NODES = 400;
/** No object identifier is longer; one that says so is not worked out. */
const LONGEST_OID = 64;

const UNIVERSAL = {
  0x01: "BOOLEAN", 0x02: "INTEGER", 0x03: "BIT STRING", 0x04: "OCTET STRING", 0x05: "NULL", 0x06: "OBJECT IDENTIFIER",
  0x0a: "ENUMERATED", 0x0c: "UTF8String", 0x13: "PrintableString", 0x14: "TeletexString", 0x16: "IA5String",
  0x17: "UTCTime", 0x18: "GeneralizedTime", 0x24: "OCTET STRING …", 0x30: "SEQUENCE", 0x31: "SET",
};

const OIDS = {
  "1.2.840.113549.1.7.2": "signedData", "2.23.136.1.1.1": "ldsSecurityObject", "1.2.840.113549.1.9.3": "contentType",
  "1.2.840.113549.1.9.4": "messageDigest", "1.2.840.113549.1.9.5": "signingTime", "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512", "1.3.14.3.2.26": "sha1", "2.5.4.3": "commonName",
  "2.5.4.6": "countryName", "2.5.4.10": "organizationName", "2.5.4.11": "organizationalUnitName", "2.5.29.14": "subjectKeyIdentifier",
  "2.5.29.15": "keyUsage", "2.5.29.16": "privateKeyUsagePeriod", "2.5.29.19": "basicConstraints", "2.5.29.35": "authorityKeyIdentifier",
  "1.2.840.113549.1.1.1": "rsaEncryption", "1.2.840.113549.1.1.10": "rsassaPss", "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
  "1.2.840.10045.2.1": "ecPublicKey", "1.2.840.10045.4.3.2": "ecdsaWithSHA256", "1.2.840.10045.4.3.3": "ecdsaWithSHA384",
};

export function bytesPanel({ files, trees }) {
  const names = Object.keys(files);
  if (names.length === 0) return null;
  const tree = h("ul", { class: "tree", "aria-label": t("tree") });
  const dump = h("div", { class: "dump", role: "region", tabindex: 0, "aria-label": t("hex") });
  const choice = h("select", { id: "bytes-file" }, names.map((name) => h("option", { value: name }, name)));
  const draw = () => show(files[choice.value], trees[choice.value], tree, dump);
  choice.addEventListener("change", draw);
  choice.value = names.includes("EF.SOD") ? "EF.SOD" : names[0];
  const panel = h(
    "details",
    { class: "panel bytes" },
    h("summary", {}, h("h2", {}, t("bytes"))),
    h("p", { class: "quiet" }, t("bytes_hint")),
    h("label", { for: "bytes-file" }, t("file"), " ", choice),
    h("div", { class: "split" }, tree, dump),
  );
  panel.addEventListener("toggle", () => panel.open && tree.childElementCount === 0 && draw());
  return panel;
}

function show(bytes, { elements, untold }, tree, dump) {
  let chosen = null;
  const choose = (element, scroll) => {
    chosen = element;
    hexDump(bytes, chosen, dump, (offset) => choose(innermost(elements, offset) ?? chosen, true));
    for (const item of tree.querySelectorAll("li[data-start]")) {
      const own = Number(item.dataset.start) === element?.start && Number(item.dataset.depth) === element?.depth;
      item.firstElementChild.setAttribute("aria-pressed", String(own));
      if (own && scroll) item.scrollIntoView({ block: "nearest" });
    }
  };
  const shown = elements.slice(0, NODES);
  const hidden = elements.length - shown.length + untold;
  tree.replaceChildren(
    ...shown.map((element) =>
      h(
        "li",
        { data: { start: element.start, depth: element.depth }, class: `depth-${Math.min(element.depth, 12)}` },
        h("button", { type: "button", "aria-pressed": "false", onclick: () => choose(element, false) }, h("b", {}, nameOf(element)), ` ${describe(bytes, element)}`),
      ),
    ),
    ...(hidden > 0 ? [h("li", { class: "quiet" }, t("more_elements", { count: hidden }))] : []),
  );
  choose(elements[0] ?? null, false);
}

function innermost(elements, offset) {
  return elements.filter((element) => element.start <= offset && offset < element.end).at(-1);
}

function nameOf({ tag }) {
  if (tag in UNIVERSAL) return UNIVERSAL[tag];
  if ((tag & 0xe0) === 0xa0 && tag < 0x100) return `[${tag & 0x1f}]`;
  return tag.toString(16).toUpperCase().padStart(2, "0");
}

function describe(bytes, { tag, content, end }) {
  const value = bytes.subarray(content, end);
  if (tag === 0x06 && value.length <= LONGEST_OID) {
    const number = dotted(value);
    return OIDS[number] ? `${OIDS[number]} (${number})` : number;
  }
  if ([0x0c, 0x13, 0x16, 0x17, 0x18].includes(tag)) return new TextDecoder().decode(value.subarray(0, 40));
  return `${value.length} B`;
}

function dotted(value) {
  const arcs = [];
  let arc = 0n;
  for (const octet of value) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet & 0x80) continue;
    if (arcs.length === 0) {
      const root = arc < 80n ? arc / 40n : 2n;
      arcs.push(root, arc - root * 40n);
    } else arcs.push(arc);
    arc = 0n;
  }
  return arcs.join(".");
}

/** The rows around the chosen element; a file of a hundred thousand bytes is never drawn whole. */
function hexDump(bytes, element, dump, onpick) {
  const first = Math.max(0, Math.floor((element?.start ?? 0) / WIDTH) - 2);
  const last = Math.min(Math.ceil(bytes.length / WIDTH), first + ROWS);
  const rows = [];
  for (let row = first; row < last; row += 1) {
    const cells = [];
    let text = "";
    for (let at = row * WIDTH; at < Math.min(bytes.length, (row + 1) * WIDTH); at += 1) {
      const octet = bytes[at];
      const inside = element && element.start <= at && at < element.end;
      const part = !inside ? "" : at < element.content ? "head" : "body";
      cells.push(h("span", { class: part, data: { at } }, octet.toString(16).padStart(2, "0")));
      text += octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : "·";
    }
    rows.push(h("div", { class: "row" }, h("span", { class: "offset" }, (row * WIDTH).toString(16).padStart(4, "0")), h("span", { class: "octets" }, cells), h("span", { class: "text" }, text)));
  }
  const hidden = bytes.length - last * WIDTH;
  dump.replaceChildren(...rows, ...(hidden > 0 ? [h("p", { class: "quiet" }, t("more_bytes", { count: hidden }))] : []));
  dump.onclick = ({ target }) => target.dataset.at && onpick(Number(target.dataset.at));
}
