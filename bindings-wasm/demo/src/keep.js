// A page that is drawn anew leaves people where they were: what they opened, what they typed, what they scrolled to, and the focus.

const KEPT = "details, input, textarea, select, [tabindex], button, a";

/** Draws, and gives back to what was drawn what a person had done to what stood in its place: by its id, or by where it stands. */
export function keeping(root, draw) {
  const before = new Map([...root.querySelectorAll(KEPT)].map((element) => [placeOf(element, root), stateOf(element)]));
  draw();
  for (const element of root.querySelectorAll(KEPT)) {
    const state = before.get(placeOf(element, root));
    if (state) restore(element, state);
  }
}

/** The way to an element from the root, or from the nearest element with an id. */
function placeOf(element, root) {
  if (element.id) return `#${element.id}`;
  if (element === root || !element.parentElement) return "";
  const alike = [...element.parentElement.children].filter(({ tagName }) => tagName === element.tagName);
  return `${placeOf(element.parentElement, root)}>${element.tagName}${alike.indexOf(element)}`;
}

const isText = (element) => element.matches("textarea");

function stateOf(element) {
  return {
    open: element.open,
    checked: element.checked,
    value: isText(element) ? element.value : undefined,
    selection: isText(element) ? [element.selectionStart, element.selectionEnd] : undefined,
    scroll: [element.scrollLeft, element.scrollTop],
    focused: element === document.activeElement,
  };
}

function restore(element, { open, checked, value, selection, scroll, focused }) {
  if (element.matches("details")) element.open = open;
  if (element.matches("[type=checkbox]") && element.checked !== checked && element.dataset.drawn === undefined) {
    element.checked = checked;
    element.dispatchEvent(new Event("change"));
  }
  if (value !== undefined && element.dataset.drawn === undefined) element.value = value;
  if (focused && element !== document.activeElement) element.focus({ preventScroll: true });
  if (selection && focused) element.setSelectionRange(...selection);
  element.scrollTo(...scroll);
}
