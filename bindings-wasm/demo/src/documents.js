// The documents in what was given at once: one as a rule; several if something that a document has once is there twice.

import { same } from "../../pkg/files/kinds.js";
import { clash, keyOf, missing, withVisaApart } from "./case.js";

/** More than anybody chooses from. */
const COUNT = 30;

/** `documents`, each with its `parts`, the `label` of where it came from and the day that it brought along; and `notes`. */
export function documentsOf(given, days) {
  const apart = withVisaApart(given);
  const parts = clash(apart) ? given : apart;
  const twice = clash(parts);
  const groups = beside(parts).map(({ label, parts }) => split(parts, label));
  const found = groups.every(Boolean) ? groups.flat() : null;
  if (!found) return { documents: [], notes: [{ code: "two_documents", name: twice[0].from, other: twice[1].from }] };
  const documents = found.slice(0, COUNT).map((each) => ({ ...each, here: dayOf(each, days) }));
  return { documents, notes: found.length > COUNT ? [{ code: "too_many" }] : [] };
}

/** A session tells of the files that came out of it: others are of another document. */
function beside(parts) {
  const isLoose = ({ session }) => session === undefined;
  const own = parts.filter((part) => !isLoose(part));
  const [stray, ...more] = own.length > 0 ? missing(parts.filter((part) => part.kind === "file" && isLoose(part)), own) : [];
  if (!stray) return [{ label: "", parts }];
  return [{ label: own[0].session, parts: parts.filter((part) => ![stray, ...more].includes(part)) }, { label: stray.from, parts: parts.filter(isLoose) }];
}

/** Splits by the folders in which two contents of one kind lie or, in one folder, by these contents; null if neither does. */
function split(parts, label) {
  const twice = clash(parts);
  if (!twice) return parts.length > 0 ? [{ label, parts: unique(parts) }] : [];
  const [one, other] = twice.map(({ from }) => from.split("/"));
  const depth = one.findIndex((step, at) => step !== other[at]);
  const isFolder = depth >= 0 && depth < one.length - 1 && depth < other.length - 1;
  const groups = isFolder ? byFolder(parts, one.slice(0, depth)) : byContent(parts, keyOf(twice[0]));
  const documents = groups?.map(({ label, own, others }) => split([...own, ...others.filter((part) => !clash([...own, part]))], label));
  return documents?.every(Boolean) ? documents.flat() : null;
}

/** A group for each folder below `base`; what lies in none of them goes with each. */
function byFolder(parts, base) {
  const folderOf = ({ from }) => {
    const steps = from.split("/");
    return steps.length > base.length + 1 && base.every((step, at) => step === steps[at]) ? steps.slice(0, base.length + 1).join("/") : null;
  };
  const folders = [...new Set(parts.map(folderOf))].filter((folder) => folder !== null);
  const others = parts.filter((part) => folderOf(part) === null);
  return folders.map((label) => ({ label, own: parts.filter((part) => folderOf(part) === label), others }));
}

/** A group for each content of one kind; null if there is a second kind of which there are two. */
function byContent(parts, key) {
  const others = parts.filter((part) => keyOf(part) !== key);
  if (clash(others)) return null;
  return unique(parts.filter((part) => keyOf(part) === key)).map((part) => ({ label: part.from, own: [part], others }));
}

/** The same again is no matter. */
function unique(parts) {
  return parts.filter((part, at) => !parts.slice(0, at).some((before) => keyOf(before) === keyOf(part) && same(before.bytes, part.bytes)));
}

/** The day that lies nearest above the parts. */
function dayOf({ parts }, days) {
  const folder = ({ from }) => from.slice(0, from.length - "at".length);
  const above = days.filter((day) => parts.some(({ from }) => from.startsWith(folder(day))));
  const [nearest] = above.sort((one, other) => folder(other).length - folder(one).length);
  const day = nearest ?? (days.length === 1 ? days[0] : undefined);
  return day ? { at: day.at } : {};
}
