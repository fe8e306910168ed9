// The sentences of reports and errors in a language: `languages/de.json` and so on have them by id.

/**
 * What a reason, a deviation or an error says, in the words of a language. What the language does not have is said in the
 * library's own English.
 */
export function say(words, told) {
  if (!Object.hasOwn(words.messages, told.message ?? "")) return told.text ?? "";
  const facts = told.facts ?? {};
  return words.messages[told.message].replace(/\{(\w+)\}/g, (blank, name) => (Object.hasOwn(facts, name) ? fact(words, facts[name]) : blank));
}

function fact(words, value) {
  if (Array.isArray(value)) return list(words, value);
  if (typeof value === "object" && value !== null) return say(words, value);
  const phrase = String(value);
  return Object.hasOwn(words.phrases, phrase) ? words.phrases[phrase] : phrase;
}

/** With semicolons where an entry has commas of its own. */
function list(words, values) {
  const entries = values.map((value) => fact(words, value));
  if (entries.length === 0) return fact(words, "none");
  return entries.join(entries.some((entry) => entry.includes(", ")) ? "; " : ", ");
}
