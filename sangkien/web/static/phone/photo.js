// Photos and papers that are chosen on a page of the form: shrunk on the phone, kept there, sent while people go on.
import { get, newKey, put, remove } from "./store.js";
import { filesOf, sendFiles } from "./pieces.js";

const QUALITY = 0.85;
const SIDE = { photo: 1600, paper: 2400 }; // longest side, in pixels: a page of a decision must stay readable
const about = document.getElementById("phone").dataset;
const uploads = document.getElementById("uploads");
const words = uploads.dataset;
const shown = new Map();
let pause = 2000;
let timer = 0;

const draft = () => (/[0-9a-f-]{36}/.exec(location.pathname) || [""])[0];
const placeOf = (question) => document.querySelector(`[data-question="${question}"]`);

// Drawn anew, upright and without what the camera noted about place and time. What this browser cannot draw goes as it is:
// the server draws it anew.
async function shrunk(blob, side) {
  try {
    const picture = await createImageBitmap(blob, { imageOrientation: "from-image" });
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); })) || blob;
  } catch (unknown) {
    return blob;
  }
}

// First on the phone as it was chosen: nothing is lost while it is shrunk.
async function chosen(input) {
  const { question } = input.closest("[data-question]").dataset;
  for (const file of Array.from(input.files)) {
    await put("files", { key: newKey(), at: Date.now(), draft: draft(), question, name: file.name, blob: file, raw: true });
  }
  input.value = "";
  go();
}

async function shrink(file) {
  const { raw, ...row } = file;
  const blob = await shrunk(file.blob, file.question.startsWith("photo_") ? SIDE.photo : SIDE.paper);
  if (!(await get("files", file.key))) return;
  // Under a key of its own: the worker may have begun with the file as it was.
  await put("files", { ...row, key: newKey(), blob });
  await remove("files", file.key);
  drop(file.key);
}

function show(file, number) {
  if (!shown.has(file.key)) {
    const row = document.getElementById("upload").content.firstElementChild.cloneNode(true);
    row.querySelector("button").onclick = async () => {
      await remove("files", file.key);
      drop(file.key);
      go();
    };
    (placeOf(file.question) || uploads).appendChild(row);
    shown.set(file.key, row);
  }
  const row = shown.get(file.key);
  const before = placeOf(file.question) ? placeOf(file.question).querySelectorAll("[data-kept] .kept").length : 0;
  row.querySelector("b").textContent = file.question.startsWith("photo_") ? `${words.photo} ${before + number}` : file.name;
  tell(file.key, 0, file.problem);
  row.classList.toggle("field-bad", Boolean(file.problem));
}

function tell(key, part, problem) {
  const row = shown.get(key);
  if (!row) return;
  const bar = row.querySelector("progress");
  bar.value = part;
  bar.hidden = Boolean(problem);
  row.querySelector("span").textContent = problem || `${Math.round(part * 100)} %`;
}

function drop(key) {
  const row = shown.get(key);
  if (row) row.remove();
  shown.delete(key);
}

function say(text) {
  const line = uploads.querySelector("[role=status]");
  line.textContent = text;
  line.hidden = !text;
}

async function showAll() {
  const files = await filesOf(draft());
  const count = {};
  for (const file of files) {
    count[file.question] = (count[file.question] || 0) + 1;
    show(file, count[file.question]);
  }
  for (const key of shown.keys()) if (!files.some((file) => file.key === key)) drop(key);
  return files;
}

function heard(files) {
  return (key, part, answer) => {
    tell(key, part);
    const file = files.find((one) => one.key === key);
    const place = answer && answer.html && placeOf(file.question);
    if (place) place.querySelector("[data-kept]").outerHTML = answer.html;
    if (answer) showAll();
  };
}

async function go() {
  clearTimeout(timer);
  for (const file of await showAll()) if (file.raw) await shrink(file);
  const files = await showAll();
  const waiting = files.filter((file) => !file.problem);
  if (!waiting.length) return;
  try {
    await sendFiles(draft(), heard(files));
    pause = 2000;
    say("");
    if (about.step === "kiem-tra") location.assign(location.pathname);
  } catch (lost) {
    const [first] = (await showAll()).filter((file) => !file.problem);
    if (first) say(words.lost.replace("{name}", shown.get(first.key).querySelector("b").textContent));
    timer = setTimeout(go, pause);
    pause = Math.min(2 * pause, 60000);
  }
}

// Nothing is sent without the photos that belong to it.
function held(event) {
  if (about.step !== "kiem-tra" || !shown.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  say(words.wait);
  uploads.focus();
}

document.addEventListener("submit", held, true);
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-shrinks]") && event.target.files.length) chosen(event.target).catch(() => say(words.full));
});
for (const button of document.querySelectorAll("[value=attach]")) button.hidden = true;
if (matchMedia("(pointer: coarse)").matches) for (const one of document.querySelectorAll("[data-camera]")) one.hidden = false;
addEventListener("online", () => { pause = 2000; go(); });
addEventListener("popstate", go);
go();
