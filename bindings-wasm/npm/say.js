// The sentences of reports and errors in a language: `languages/de.json` and so on have them by id.

/**
 * What a reason, a deviation or an error says, in the words of a language. What the language does not have is said in the
 * library's own English.
 */
export function say(words, told) {
  const template = words?.messages?.[told.message];
  if (template === undefined) return told.text ?? "";
  return template.replace(/\{(\w+)\}/g, (blank, name) => (Object.hasOwn(told.facts, name) ? fact(words, told.facts[name]) : blank));
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
