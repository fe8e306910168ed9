// The text of a zone as cells: line by line, a character a cell.

export const linesOf = (text) => text.split("\n").map((line) => [...line]);

/** The letters of a text by line and character, replaced where `meant` has something else for a place. */
export function replaced(text, places) {
  const lines = linesOf(text);
  for (const { at: [line, column], meant } of places) if (lines[line]?.[column] !== undefined) lines[line][column] = meant;
  return lines.map((line) => line.join("")).join("\n");
}
