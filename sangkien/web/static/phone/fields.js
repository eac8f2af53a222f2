// What stands in a form: read it, put it back, compare it.
const OURS = new Set(["csrfmiddlewaretoken", "go", "seen", "ve"]);

export function read(form) {
  return Array.from(new FormData(form)).filter(([name, value]) => typeof value === "string" && !OURS.has(name));
}

const plain = (fields) =>
  fields.filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}=${value.replace(/\r\n?/g, "\n")}`).sort().join("\u0000");

export const same = (some, others) => plain(some) === plain(others);

export const value = (fields, name) => (fields.find((field) => field[0] === name) || ["", ""])[1];

export const asked = (form) =>
  Array.from(form.elements).filter(
    (control) => control.name && !OURS.has(control.name) && !/^(file|submit|button|hidden|fieldset)$/.test(control.type),
  );

export function fill(form, fields) {
  const wanted = new Map();
  for (const [name, text] of fields) wanted.set(name, [...(wanted.get(name) || []), text]);
  const numbers = fields.map(([name]) => Number((/^(?:author|line)-(\d+)-/.exec(name) || [])[1] || 0));
  while (form.querySelector(".author") && form.querySelectorAll(".author").length < Math.max(...numbers)) addPart(form);
  for (const control of asked(form)) {
    const values = wanted.get(control.name) || [];
    if (/^(radio|checkbox)$/.test(control.type)) control.checked = values.includes(control.value);
    else control.value = values.length ? values[0] : "";
  }
  toggle(form);
}

// Browsers that do not know :has() need to be told which questions the chosen answer brings.
export function toggle(form) {
  form.classList.toggle("on", Boolean(form.querySelector(".turns-on:checked")));
}

export function addPart(form) {
  const last = Array.from(form.querySelectorAll(".author")).pop();
  const number = form.querySelectorAll(".author").length;
  const next = last.outerHTML
    .replace(new RegExp(`(author-|line-|remove-)${number}\\b`, "g"), `$1${number + 1}`)
    .replace(new RegExp(`(giả|uthor|òng|ine) ${number}\\b`, "g"), `$1 ${number + 1}`);
  last.insertAdjacentHTML("afterend", next);
  for (const control of last.nextElementSibling.querySelectorAll("input, select")) control.value = "";
}
