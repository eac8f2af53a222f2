// The next dossiers are fetched while one reads, and shown at once. They stay in this page and nowhere else: on a shared
// computer nothing of them is left. A page that says something new for the first time is never fetched ahead of its time.
import { appeared } from "./keys.js";

const FRESH = 60000; // ms
const kept = new Map();
let underWay = 0;

const plain = (address) => new URL(address, location.href).href.replace(/#.*/, "");
const sparing = () => navigator.connection && navigator.connection.saveData;

function take(address) {
  const found = kept.get(plain(address));
  kept.delete(plain(address));
  return found && Date.now() - found.at < FRESH ? found.page : null;
}

const read = (html) => new DOMParser().parseFromString(html, "text/html");

export async function fetchAhead() {
  if (sparing() || underWay) return;
  for (const link of document.querySelectorAll("main a[data-ahead]")) {
    const address = plain(link.href);
    const found = kept.get(address);
    link.dataset.ahead = found ? "here" : "";
    if (found && Date.now() - found.at < FRESH / 2) continue;
    try {
      const response = await fetch(address, { headers: { "X-Ahead": "1" }, cache: "no-store", credentials: "same-origin" });
      const page = response.ok && !response.redirected ? read(await response.text()) : null;
      if (page && !page.querySelector("[data-first-seen]")) {
        kept.set(address, { page, at: Date.now() });
        link.dataset.ahead = "here";
      }
    } catch (_) {
      return; // it will be asked for when it is wanted
    }
  }
}

function show(page, address, { push = true } = {}) {
  if (push) history.pushState({ shown: true }, "", address);
  document.title = page.title;
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  scrollTo(0, 0);
  const heading = document.querySelector("main h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  appeared();
}

function say(where, page) {
  const said = page && page.querySelector("main [role=status]");
  const place = document.querySelector("main [data-said]");
  place.replaceChildren(...(said ? [document.adoptNode(said)] : []), ...where);
}

const from = (name) => [document.getElementById(name).content.cloneNode(true)];

async function send(form, button, from_, shown) {
  underWay += 1;
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)), keepalive: true, credentials: "same-origin" });
    const page = read(await response.text());
    if (!page.getElementById("lenh")) location.assign(response.url); // signed out meanwhile, or the service is away
    else if (response.ok && page.querySelector("main [role=status]")) {
      say([], page);
      if (plain(response.url) === plain(location.href)) refresh(page);
      else if (plain(location.href) === plain(shown)) show(page, response.url);
    } else show(page, response.url.includes(new URL(form.action).pathname) ? from_ : response.url);
  } catch (_) {
    const words = from("chua-gui-duoc");
    words[0].querySelector("a").href = from_;
    say(words);
  } finally {
    underWay -= 1;
    fetchAhead();
  }
}

// What stood beside is older than the verdict.
function refresh(page) {
  for (const old of document.querySelectorAll("main [data-fresh]")) {
    const fresh = page.querySelector(`main [data-fresh="${old.dataset.fresh}"]`);
    if (fresh) old.replaceWith(document.adoptNode(fresh));
  }
}

// Settled at once: the next one is there before the answer. Should the answer be another one, it is shown instead.
function settle(event) {
  const form = event.target;
  const next = form.matches("form[data-settles]") && !event.defaultPrevented && document.querySelector("main a[data-ahead]");
  const page = next && take(next.href);
  if (!page) return;
  event.preventDefault();
  const [here, there] = [location.href, next.href];
  send(form, event.submitter, here, there);
  show(page, there);
  say(from("dang-gui"));
}

function follow(event) {
  const link = event.target.closest("main a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const page = take(link.href);
  if (!page) return;
  event.preventDefault();
  show(page, link.href);
  fetchAhead();
}

export function readAhead() {
  history.replaceState({ ...history.state, shown: true }, "");
  document.addEventListener("click", follow);
  document.addEventListener("submit", settle);
  addEventListener("popstate", (event) => { if (event.state && event.state.shown) location.reload(); });
  fetchAhead();
}
