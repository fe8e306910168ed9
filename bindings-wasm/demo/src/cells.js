// The text of a zone as cells, as the package has it, and how much of it the field takes.

export { linesOf, replaced } from "../../pkg/cells.js";

/** More than any zone has, and than a letter around it. */
export const MOST_TEXT = 10_000;
