// Files and folders from a drop, in the order of their names, within a bound.

const COUNT = 2000;

/** Names with files, of folders everything that lies in them, however deep; and what of them could not be had. */
export async function given({ items, files }) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return { items: [...files].map((file) => ({ name: file.name, file })), notes: [] };
  const found = [];
  const notes = [];
  const queue = entries;
  while (queue.length > 0 && found.length < COUNT) {
    const entry = queue.shift();
    try {
      if (entry.isDirectory) queue.push(...(await children(entry)));
      else found.push({ name: entry.fullPath.slice(1), file: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    } catch {
      // An entry that vanished or may not be read is told: the others still count.
      notes.push({ code: "unreadable", name: entry.name });
    }
  }
  if (queue.length > 0) notes.push({ code: "too_many" });
  return { items: found.sort((a, b) => (a.name < b.name ? -1 : 1)), notes };
}

async function children(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || all.length > COUNT) return all;
    all.push(...some);
  }
}
