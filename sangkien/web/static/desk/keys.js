// One key presses what carries it on the page (data-key). Without these keys everything is still there to be pressed.
const NO_TEXT = new Set(["button", "checkbox", "radio", "reset", "submit"]);
const REST = 500; // ms after a dossier has appeared in which no key settles it: a second press meant the one before
let composing = false;
let since = -Infinity;

addEventListener("compositionstart", () => { composing = true; }, true);
addEventListener("compositionend", () => { composing = false; }, true);

const takesText = (place) => place.isContentEditable || place.matches("textarea, select") || (place.matches("input") && !NO_TEXT.has(place.type));

// Typing tools for Vietnamese hold letters back and send them again: what they are at work on is no key of ours.
export const byAHuman = (event) => !composing && !event.isComposing && event.keyCode !== 229 && !event.repeat;

const meant = (event) =>
  byAHuman(event) && !event.defaultPrevented && !event.altKey && !event.ctrlKey && !event.metaKey &&
  !takesText(event.target) && !document.querySelector("dialog[open]");

const lines = () => [...document.querySelectorAll("main [data-line]")];

function walk(step) {
  const all = lines();
  const now = all.findIndex((line) => line.closest("tr, li").contains(document.activeElement));
  const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step];
  if (!next) return false;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function choose() {
  const row = document.activeElement.closest("tr");
  const box = row && row.querySelector("input[type=checkbox]");
  if (box) box.click();
  return Boolean(box);
}

function press(key) {
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return false;
  if (found.closest("[data-settles]") && performance.now() - since < REST) return true;
  if (takesText(found)) found.focus();
  else found.click();
  return true;
}

const onALine = () => document.activeElement.closest("[data-line]");
const MOVES = {
  j: () => press("j") || walk(1),
  k: () => press("k") || walk(-1),
  arrowdown: () => onALine() && walk(1),
  arrowup: () => onALine() && walk(-1),
  x: choose,
};

export const appeared = () => { since = performance.now(); };

export function listen() {
  document.addEventListener("keydown", (event) => {
    if (!meant(event)) return;
    const key = event.key.toLowerCase();
    if (MOVES[key] ? MOVES[key]() : key.length === 1 && key !== " " && press(key)) event.preventDefault();
  });
}

// How many are chosen stands beside the button.
document.addEventListener("change", (event) => {
  const form = event.target.name === "ho-so" && event.target.form;
  const place = form && form.querySelector("[data-picked]");
  if (!place) return;
  const chosen = form.querySelectorAll("[name=ho-so]:checked").length;
  place.textContent = chosen ? `${chosen} ${place.dataset.picked}` : "";
});
