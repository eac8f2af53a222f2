// The pages that the server draws.
import { adopt, all, get, lasting, pageOf, pagesOf } from "./store.js";
import { OFFLINE, forgetIfReceived, isUnsent, leave, refresh, send } from "./sync.js";
import { fill, read, same } from "./fields.js";
import { Typing, remember, shared, strip, tell, words } from "./typing.js";
import { leaveEverything, sweep } from "./idle.js";

const SHELLS = "sangkien-shells";
const CHECK = "kiem-tra";
const { key, step } = words;

// Keep the page for times without a network.
async function prepare() {
  if (!navigator.serviceWorker || !window.caches) return;
  try {
    await navigator.serviceWorker.register("/gui/sw.js");
    const shells = await caches.open(SHELLS);
    if (words.shell && !(await shells.match(words.shell))) await shells.add(words.shell);
  } catch (refused) {
    // Private windows: the server's copy is enough.
  }
}

// Whichever is newer stays in the form: what this phone has of the page, or the server. Whether somebody wrote on it
// before this script came.
async function reconcile(form) {
  if (step === "noi-lam-viec" && location.search) return false; // what was found is not what was chosen
  const mine = await pageOf(key, step);
  const server = drawn(form);
  const newer = mine && !same(mine.fields, server) && (isUnsent(mine) || mine.stamp > words.stamp);
  if (newer) fill(form, mine.fields);
  else if (words.stamp) await adopt(key, step, server, words.stamp);
  return !newer && !same(read(form), server);
}

// "Continue" first brings the page to the server, or without one to the next page on this phone.
function leaveWith(form, typing) {
  let busy = false;
  let pressed = null;
  form.addEventListener("click", (event) => { pressed = event.target.closest("button") || pressed; });
  form.addEventListener("submit", async (event) => {
    const button = event.submitter || pressed;
    event.preventDefault();
    if (busy || undecided()) return;
    busy = true;
    await typing.keep();
    const answer = (await unsent()) ? await typing.flush() : { status: 200 };
    busy = false;
    if (undecided()) return;
    if (answer.status === OFFLINE || !navigator.onLine) goOnWithoutNetwork(form, button);
    else if (!(await astray(answer))) submit(form, button);
  });
}

function drawn(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return read(copy);
}

const unsent = async () => (await pagesOf(key)).some(isUnsent);

// The last page sends what the server has: the rest comes first, and a choice between two versions.
async function astray({ status, elsewhere }) {
  if (step !== CHECK || status === 401 || !(await unsent())) return false;
  goBack(elsewhere);
  return true;
}

const goBack = (elsewhere) => location.assign(elsewhere ? `/gui/${key}/${Object.keys(elsewhere)[0]}/` : location.pathname);

function undecided() {
  const notice = document.getElementById("two-versions");
  if (!notice.hidden) notice.focus();
  return !notice.hidden;
}

function submit(form, button) {
  const go = document.createElement("input");
  Object.assign(go, { type: "hidden", name: "go", value: button ? button.value : "next" });
  form.appendChild(go);
  form.submit();
}

async function goOnWithoutNetwork(form, button) {
  if (Array.from(form.querySelectorAll("[type=file]")).some((control) => control.files.length)) {
    document.getElementById("offline").textContent = words.file;
    return;
  }
  if (shared && button && button.value === "exit") await leaveEverything();
  const onwards = { exit: words.home, next: words.onwards };
  location.assign((button && onwards[button.value]) || location.pathname);
}

async function formPage() {
  const form = document.querySelector("main form[method=post]");
  const before = await get("drafts", key);
  const sent = before && before.finished ? await send(key) : {};
  if (sent.receipt) {
    location.replace(sent.receipt);
    return;
  }
  const typing = new Typing(key, async (answer) => {
    const theirs = answer.elsewhere && answer.elsewhere[step];
    if (theirs) (await import("./versions.js")).chooseVersion(form, typing, theirs);
    if (answer.status === 410) location.assign(answer.sent);
  });
  const early = await reconcile(form);
  const page = await pageOf(key, step);
  typing.turnTo(form, step, page);
  await remember({ key, code: words.code, born: false });
  leaveWith(form, typing);
  if (early) typing.changed();
  catchUp(typing).catch(() => strip(true));
  if (navigator.storage && navigator.storage.persist) form.addEventListener("input", askToPersist, { once: true });
  if (!navigator.onLine) strip(true);
  if (!page && !(await lasting())) tell("serverOnly");
}

// What phone and server lack of each other; newer answers draw the last page anew.
async function catchUp(typing) {
  const { elsewhere } = (await unsent()) ? await typing.flush() : {};
  const newest = (words.stamp || step === CHECK) && (await refresh(key));
  const newer = newest && newest !== words.newest;
  if (step === CHECK && !undecided() && (elsewhere || newer)) goBack(elsewhere);
}

function askToPersist() {
  navigator.storage.persist().catch(() => tell("local"));
}

async function leavingPage() {
  const form = document.querySelector("form[data-leave]");
  form.addEventListener("submit", async (event) => {
    if (new FormData(form).get("phone") === "keep") return;
    event.preventDefault();
    for (const draft of await all("drafts")) await leave(draft.key);
    form.submit();
  });
}

// First the server gets all.
async function signOut(event) {
  event.preventDefault();
  for (const draft of await all("drafts")) await send(draft.key);
  event.target.submit();
}

async function begin() {
  if (shared) import("./watch.js").then(({ watch }) => watch(words.home, shared));
  for (const form of document.querySelectorAll("header form[action='/dang-xuat/']")) form.addEventListener("submit", signOut);
  await sweep(key, shared);
  await { step: formPage, start: () => import("./start.js"), receipt: () => forgetIfReceived(key), leave: leavingPage }[words.kind]();
  addEventListener("online", () => strip(false));
  addEventListener("offline", () => strip(true));
  await prepare();
}

// asked for anew, never sent anew: the page may be the answer of a form
addEventListener("pageshow", (event) => { if (event.persisted) location.replace(location.pathname + location.search); });
begin();
