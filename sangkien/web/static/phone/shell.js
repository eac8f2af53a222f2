// Without a network: all questions of the programme, one page at a time, under the usual addresses.
import { get, newKey, pagesOf, update } from "./store.js";
import { OFFLINE } from "./sync.js";
import { ask } from "./net.js";
import { addPart, fill, value } from "./fields.js";
import { inWords } from "./spoken.js";
import { Typing, remember, shared, strip, tell, words } from "./typing.js";
import { leaveEverything, sweep } from "./idle.js";
import { listDrafts } from "./list.js";

const CHECK = "kiem-tra";
const sections = new Map(
  Array.from(document.querySelectorAll("[data-page]")).map((section) => [section.dataset.page, section]),
);
const steps = Array.from(sections.keys());
const start = document.getElementById("shell-start");
const outcome = document.getElementById("outcome");
const address = (key, step) => `/gui/${key}/${step}/`;
let typing = null;
let key = "";
let step = "";
let mine = "";
let known = false;
let wished = false;

function here() {
  return /^\/gui\/([0-9a-f-]{36})\/([a-z-]+)\/$/.exec(location.pathname) || [];
}

// A page of the server's when it has the draft and answers, else the same page on the phone.
function go(target) {
  if (known) return location.assign(target);
  history.pushState(null, "", target);
  return show();
}

async function show() {
  [, key, step] = here();
  if (mine && key && key !== mine) return location.reload();
  mine = mine || key || "";
  const draft = key && (await get("drafts", key));
  for (const section of sections.values()) section.hidden = true;
  outcome.hidden = document.getElementById("saved").hidden = true;
  start.hidden = Boolean(draft && !draft.leaving && sections.has(step));
  if (!start.hidden) {
    if (!shared) await listDrafts();
    return start.querySelector("h1").focus();
  }
  const pages = await pagesOf(key);
  for (const page of pages) if (sections.has(page.step)) fill(formOf(page.step), page.fields);
  showUnion(draft, pages);
  showCode(draft.code);
  const section = sections.get(step);
  section.hidden = false;
  if (step === CHECK) showAnswers();
  if (draft.finished) say(waiting(draft.code));
  attend(pages.find((page) => page.step === step));
  return section.querySelector("h1").focus();
}

const formOf = (name) => sections.get(name).querySelector("form");

function showUnion(draft, pages) {
  const page = pages.find((one) => one.step === steps[0]);
  const unit = page ? value(page.fields, "unit") : "";
  const card = document.getElementById("chosen-union");
  card.hidden = !unit;
  card.querySelector("input").value = unit;
  card.querySelector("b").textContent = draft.union || unit;
}

// Whoever leaves a shared machine goes on with it elsewhere.
function showCode(code) {
  const line = document.getElementById("resume");
  line.hidden = !(shared && code);
  line.querySelector("b").textContent = code;
}

const waiting = (code) => (shared ? (code ? "waitingCode" : "waitingHere") : "waiting");

function attend(page) {
  typing = typing || new Typing(key, heard);
  typing.turnTo(formOf(step), step, page);
  typing.flush();
}

function heard(answer) {
  if (answer.status === OFFLINE || answer.at) known = Boolean(answer.at);
  if (answer.receipt) say("sent", answer.receipt);
  else if (answer.status === 410) say(answer.same ? "sent" : "gone", answer.sent);
  else if (answer.status === 401) say("signIn", signIn(answer.sign_in));
  else if (answer.problems) say("look", "", answer.problems);
  else if (answer.elsewhere) location.reload();
  else if (answer.status === 200 && wished) handIn(); // the worker was answered, not we
}

// A complete dossier is sent by a code to the phone; else one signs in and looks at it again.
function signIn(target) {
  return target === words.signIn ? `${target}?next=${encodeURIComponent(address(key, CHECK))}` : target;
}

function say(what, target = "", problems = []) {
  const title = outcome.querySelector("h2");
  wished = /^waiting/.test(what);
  title.textContent = title.dataset[what];
  const list = outcome.querySelector("ul");
  list.textContent = "";
  for (const problem of problems) {
    const item = list.appendChild(document.createElement("li"));
    const link = item.appendChild(document.createElement(problem.step ? "a" : "span"));
    if (problem.step) link.href = `${address(key, problem.step)}?ve=${CHECK}`;
    link.textContent = problem.text;
  }
  const link = outcome.querySelector("p a");
  link.parentNode.hidden = !target;
  link.href = target || "#";
  link.textContent = link.dataset[what] || "";
  outcome.hidden = false;
  if (!/^waiting/.test(what)) sections.get(step).hidden = what === "sent" || what === "gone";
  outcome.focus();
}

function showAnswers() {
  const place = document.getElementById("answers");
  place.textContent = "";
  for (const name of steps.filter((one) => one !== CHECK)) {
    const card = place.appendChild(document.createElement("section"));
    card.className = "card";
    card.appendChild(document.createElement("h2")).textContent = sections.get(name).dataset.name;
    const list = card.appendChild(document.createElement("dl"));
    list.className = "answers";
    const union = document.querySelector("#chosen-union b").textContent;
    const rows = inWords(formOf(name)).filter(([field, , answer]) => answer || !/^(author-|q$|restricted$)/.test(field));
    if (name === steps[0] && union) rows.unshift(["unit", document.querySelector("#chosen-union h2").textContent, union]);
    for (const [, question, answer] of rows) {
      const row = list.appendChild(document.createElement("div"));
      row.appendChild(document.createElement("dt")).textContent = question;
      row.appendChild(document.createElement("dd")).textContent = answer || words.empty;
    }
    const edit = card.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
    edit.href = address(key, name);
    edit.dataset.go = "to";
    edit.textContent = place.dataset.edit;
  }
}

// Buttons inside a page that change the page itself.
function errand(form, verb) {
  const removed = /^remove-(?:line-)?(\d+)$/.exec(verb);
  if (/^add/.test(verb)) addPart(form);
  else if (verb === "even") shareEvenly(form);
  else if (removed) for (const control of form.querySelectorAll(`[name*="-${removed[1]}-"]`)) control.value = "";
  form.dispatchEvent(new Event("input"));
}

function shareEvenly(form) {
  const named = Array.from(form.querySelectorAll(".author")).filter((one) => one.querySelector("[name$=full_name]").value);
  const each = Math.floor(10000 / named.length);
  named.forEach((author, place) => {
    const share = place ? each : 10000 - each * (named.length - 1);
    author.querySelector("[name$=share]").value = String(share / 100).replace(".", ",");
  });
}

async function pressed(event) {
  event.preventDefault();
  await typing.keep();
  if (step !== CHECK) return go(address(key, steps[steps.indexOf(step) + 1]));
  say(waiting(((await get("drafts", key)) || {}).code));
  wakeLater();
  return handIn();
}

async function handIn() {
  // gone already when the worker was quicker
  await update("drafts", key, (now) => now && { ...now, finished: now.finished || new Date().toISOString() });
  return typing.flush();
}

// The worker is woken when the network is back, even with this page closed.
async function wakeLater() {
  const worker = navigator.serviceWorker && (await navigator.serviceWorker.ready);
  if (worker && worker.sync) worker.sync.register("send").catch(() => tell("local"));
}

document.getElementById("begin").addEventListener("click", async () => {
  const fresh = newKey();
  await remember({ key: fresh, born: true });
  location.assign(address(fresh, steps[0]));
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[name=go]");
  if (button) {
    event.preventDefault();
    errand(button.form, button.value);
  }
  const link = event.target.closest("[data-go]");
  if (!link) return;
  event.preventDefault();
  const before = steps[steps.indexOf(step) - 1];
  const target = { back: before ? address(key, before) : words.home, exit: words.home, to: link.getAttribute("href") };
  if (shared && link.dataset.go === "exit") await leaveEverything();
  go(target[link.dataset.go]);
});

for (const section of sections.values()) section.querySelector("form").addEventListener("submit", pressed);
// Only the server reckons what is left to share out.
for (const part of document.querySelectorAll(".sum")) part.hidden = true;
addEventListener("popstate", show);
addEventListener("offline", () => strip(true));
// the next person begins where everybody does; a browser may say "online" too soon
const free = () => shared && (!here()[1] || !start.hidden);
addEventListener("online", () => free() && ask("/gui/mang/").then(() => free() && location.replace(`${words.home}?moi=1`), strip));
strip(true);
if (shared) import("./watch.js").then(({ watch }) => watch(words.home, shared));
sweep(here()[1], shared).then(show);
