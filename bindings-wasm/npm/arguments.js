// Arguments as callers give them: checked before anything crosses into the module.

export function coded(code, text, cause) {
  return Object.assign(new Error(text, cause && { cause }), { code });
}

export function naming(error, given) {
  if (typeof given !== "string" || error.code === "argument.type" || !error.code.startsWith("argument.")) return error;
  error.message += `: ${quoted(given)}`;
  return Object.assign(error, { given });
}

/** A word as it was given, or as much of it as a sentence takes. */
function quoted(word) {
  return JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}…` : word);
}

/** An argument of another type than it must have, with the type that it has. */
export function mistyped(name, wanted, value) {
  const kind = value === null ? "null" : Array.isArray(value) ? "an array" : (value?.constructor?.name ?? typeof value);
  return coded("argument.type", `${name} is not ${wanted} but ${kind}`);
}

export function text(value, name) {
  if (typeof value !== "string") throw mistyped(name, "a string", value);
  return value;
}

/** Parts by name. One that is misspelt is told: nothing that was given is passed over in silence. */
export function parts(value, name, known) {
  if (value === null || typeof value !== "object" || Symbol.iterator in value) throw mistyped(name, "an object", value);
  const strange = known && Object.keys(value).find((part) => value[part] !== undefined && !known.includes(part));
  if (strange !== undefined) throw coded("argument.unknown", `${name} has no part ${strange}, only ${known.join(", ")}`);
  return value;
}

export function list(value, name) {
  if (!Array.isArray(value)) throw mistyped(name, "an array", value);
  return value;
}

export function bytes(value, name) {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw mistyped(name, "a Uint8Array or ArrayBuffer", value);
}

/** Bytes, or a text as its bytes in UTF-8. */
export function content(value, name) {
  return typeof value === "string" ? new TextEncoder().encode(value) : bytes(value, name);
}

/** Bytes as records of a terminal write them. */
export function hex(value, name) {
  return Array.from(bytes(value, name), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function integer(value, name) {
  if (!Number.isInteger(value) || Math.abs(value) > 0x7fffffff) throw coded("argument.type", `${name} is not a small integer`);
  return value;
}
