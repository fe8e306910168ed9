// On paper nothing can be opened: what is to be read is open while a page is printed, and as it was afterwards.

import { READ } from "../../pkg/report/html.js";

/** Opens what is to be read in `roots`, elements or shadow roots, for as long as the page is printed. */
export function openOnPaper(roots) {
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = roots().flatMap((root) => [...root.querySelectorAll(READ)]);
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
    closed = [];
  });
}
