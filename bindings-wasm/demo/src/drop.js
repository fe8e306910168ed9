// Files, folders and texts that are dropped or pasted anywhere on the page.

const COUNT = 2000;

/** Files and texts that are dropped anywhere; the page shows that it would take them. */
export function acceptDrops(give) {
  const over = (is) => document.documentElement.classList.toggle("dropping", is);
  addEventListener("dragover", (event) => {
    if (isOwnText(event)) return;
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  addEventListener("drop", async (event) => {
    over(false);
    if (isOwnText(event)) return;
    // A file must never make the browser leave the page.
    event.preventDefault();
    give(await given(event.dataTransfer));
  });
}

/** Files that are pasted anywhere, and texts that are pasted outside a field for text. */
export function acceptPastes(give) {
  addEventListener("paste", async (event) => {
    const { files } = event.clipboardData;
    if (files.length === 0 && isField(event.target)) return;
    event.preventDefault();
    give(await given(event.clipboardData));
  });
}

const isField = (target) => target.closest?.("textarea, input, [contenteditable]") != null;

/** A text that is dragged into a field belongs there. */
const isOwnText = ({ target, dataTransfer }) => isField(target) && !dataTransfer.types.includes("Files");

/** Names with files, of folders everything that lies in them, however deep; or a text; and what of them could not be had. */
async function given(transfer) {
  const { items, files } = transfer;
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0 && files.length > 0) return { items: [...files].map((file) => ({ name: file.name, file })), notes: [] };
  const text = transfer.getData("text/plain");
  if (entries.length === 0) return { items: text ? [{ name: "text", bytes: new TextEncoder().encode(text), text }] : [], notes: [] };
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
