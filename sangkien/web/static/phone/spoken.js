// What stands in a form, in words: for the last page, and to tell two versions apart.
import { asked } from "./fields.js";

const firstText = (node) => {
  const text = node && Array.from(node.childNodes).find((child) => child.nodeType === 3 && child.data.trim());
  return text ? text.data.trim() : "";
};

function question(control) {
  const choice = /^(radio|checkbox)$/.test(control.type);
  const group = choice && control.closest("fieldset.field");
  const label = group ? group.querySelector("legend") : control.labels && control.labels[0];
  const author = control.closest(".author");
  const who = author && author.closest("form").querySelector(".turns-on:checked") ? `${author.querySelector("legend").textContent}: ` : "";
  return who + firstText(label);
}

function said(control) {
  if (/^(radio|checkbox)$/.test(control.type)) {
    if (!control.checked) return "";
    return control.closest("fieldset.field") ? firstText(control.labels[0]) : "✓";
  }
  if (control.options) return control.value && control.options[control.selectedIndex].text;
  return control.value;
}

// [[name, question, answer], …] as people read it; what the other answers make beside the point is left out.
export function inWords(form) {
  const on = Boolean(form.querySelector(".turns-on:checked"));
  const lines = Boolean(form.querySelector("#id_benefit_way_1:checked"));
  const rows = new Map();
  for (const control of asked(form)) {
    if (control.closest(".more") ? !on : control.closest(".less") && on) continue;
    if (control.closest(".by-lines") ? !lines : control.closest(".by-amount") && lines) continue;
    const before = rows.get(control.name);
    const answer = said(control);
    if (!before) rows.set(control.name, [control.name, question(control), answer]);
    else if (answer) before[2] = before[2] ? `${before[2]}, ${answer}` : answer;
  }
  return Array.from(rows.values());
}
