// What the address may say: a sample, a check of it, a language, a round of the training. Never anything of a document that a
// person gave.

const PARTS = ["sample", "check", "language", "round"];
const WORD = /^[\w.,-]{1,200}$/;

/** What an address such as `#sample=demo-forged&check=dg1.hash&language=de` asks for; what it may not say is left out. */
export function fromAddress(hash = location.hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  return Object.fromEntries(PARTS.map((part) => [part, asked.get(part)]).filter(([, value]) => value !== null && WORD.test(value)));
}

/** The address that asks for these parts; those without a value are left out. */
export function addressOf(parts) {
  const said = new URLSearchParams(PARTS.filter((part) => parts[part]).map((part) => [part, parts[part]]));
  return `${location.href.split("#")[0]}${said.size > 0 ? `#${said}` : ""}`;
}

/** Shows in the address bar what is shown on the page, without an entry in the history. */
export function showAddress(parts) {
  const address = addressOf(parts);
  if (address !== location.href) history.replaceState(history.state, "", address);
}
