// Ctrl+K: every page, view and verb at hand, found by a few letters with or without marks.
import { byAHuman } from "./keys.js";

const SOURCES = "nav.tabs a, main [data-command], main :is(a, button, input)[data-key], main [data-line], .menu-panel a";
const MOST = 12;
const CODE = /^sk[ -]*(\d{4})[ -]*(\d{1,9})$/;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().replace(/\s+/g, " ").trim();
const name = (place) => (place.dataset.command || place.getAttribute("aria-label") || place.textContent || place.placeholder || "").replace(/\s+/g, " ").trim();

// Every letter of the word in its order; the closer together, the better. Infinity: not there.
function far(word, text) {
  const whole = text.indexOf(word);
  if (whole >= 0) return whole / 100;
  let at = -1;
  const first = text.indexOf(word[0]);
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return Infinity;
  }
  return 1 + (at - first - word.length);
}

function everything() {
  const found = new Map();
  for (const place of document.querySelectorAll(SOURCES)) {
    const said = place.matches("input") ? place.labels[0] && place.labels[0].textContent.trim() : name(place);
    if (said && !found.has(said)) found.set(said, place);
  }
  return [...found].map(([said, place]) => ({ said, key: place.dataset.key, text: plain(said), go: () => (place.matches("input") ? place.focus() : place.click()) }));
}

function matching(all, asked) {
  const words = plain(asked).split(" ").filter(Boolean);
  const ranked = all.map((one) => [words.reduce((sum, word) => sum + far(word, one.text), 0), one]);
  const found = ranked.filter(([sum]) => sum < words.join("").length + 3).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
  const code = CODE.exec(plain(asked));
  if (!code) return found.slice(0, MOST);
  const whole = `SK-${code[1]}-${code[2].padStart(6, "0")}`;
  return [{ said: whole, go: () => { location.href = `/duyet/${whole}/`; } }, ...found].slice(0, MOST);
}

export function palette(dialog) {
  const [box, list] = [dialog.querySelector("input"), dialog.querySelector("[role=listbox]")];
  const none = dialog.querySelector("[data-none]");
  let all = [];
  let found = [];
  let at = 0;

  function mark(to) {
    at = (to + found.length) % (found.length || 1);
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
    const row = list.children[at];
    box.setAttribute("aria-activedescendant", row ? row.id : "");
    if (row) row.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    found = matching(all, box.value);
    list.replaceChildren(...found.map((one, place) => {
      const row = document.createElement("li");
      row.id = `lenh-${place}`;
      row.setAttribute("role", "option");
      row.append(one.said);
      if (one.key) row.appendChild(document.createElement("kbd")).textContent = one.key.toUpperCase();
      row.addEventListener("click", () => run(place));
      return row;
    }));
    none.hidden = found.length > 0;
    mark(0);
  }

  function run(place) {
    const one = found[place];
    if (!one) return;
    dialog.close();
    one.go();
  }

  const keys = { ArrowDown: () => mark(at + 1), ArrowUp: () => mark(at - 1), Enter: () => run(at) };
  box.addEventListener("input", draw);
  box.addEventListener("keydown", (event) => {
    if (!keys[event.key] || !(byAHuman(event) || (event.repeat && event.key !== "Enter"))) return;
    event.preventDefault();
    keys[event.key]();
  });
  return () => {
    all = everything();
    box.value = "";
    draw();
    dialog.showModal();
  };
}
