// While somebody writes: every change is on the phone at once, and on the server as soon as it can be.
import { same, read, toggle } from "./fields.js";
import { OFFLINE, isUnsent, send } from "./sync.js";
import { lasting, pageOf, putPage, update } from "./store.js";

const PAUSE = 900;
const AGAIN = 20000;
const find = (id) => document.getElementById(id);
export const words = find("phone").dataset;

// On a phone that others use as well: its idle seconds and a mark of who is at it. The pages of the form say so, all others
// read what they said.
export const shared = whose();

function whose() {
  try {
    if (/^st/.test(words.kind)) localStorage.setItem("sangkien-shared", words.shared);
    return localStorage.getItem("sangkien-shared") || "";
  } catch (refused) {
    return words.shared;
  }
}

const two = (number) => String(number).padStart(2, "0");

export function moment(time) {
  const at = new Date(time);
  const day = `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
  const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.toDateString() === new Date().toDateString() ? clock : `${clock} ${day}`;
}

export function strip(offline) {
  find("offline").hidden = !offline;
}

export async function tell(state, at) {
  const line = find("saved");
  if (!line) return;
  line.hidden = false;
  const local = (await lasting()) ? words.local : words.unsaved;
  line.textContent = { ...words, local, received: `${words.received} ${at}` }[state];
}

// A page of the server's knows these things best; the one that the phone keeps tells them of new drafts only.
export function remember(draft) {
  const { programme, helping, shell } = words;
  const known = { programme, helping, shell, shared };
  return update("drafts", draft.key, (now = {}) => {
    const joined = words.kind === "shell" ? { ...known, ...now } : { ...now, ...known };
    return { ...joined, ...draft, touched: Date.now() };
  });
}

// A draft being written, on one page at a time; `answered` hears what the server says to every sending.
export class Typing {
  constructor(key, answered) {
    Object.assign(this, { key, answered, by: String(Math.random()), forms: new Set(), timer: 0, sending: Promise.resolve() });
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => this.flush());
  }

  // `page` is what the phone has of it already.
  turnTo(form, step, page = {}) {
    Object.assign(this, { form, step, last: page.fields, base: page.by });
    if (!this.forms.has(form)) form.addEventListener("input", () => this.changed());
    this.forms.add(form);
  }

  async changed() {
    toggle(this.form);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
    if (await this.keep()) tell("local");
  }

  // On the phone; whether anything was new. What another tab wrote meanwhile is not overwritten.
  async keep() {
    const { key, step, by, base, last } = this;
    const fields = read(this.form);
    if (last && same(last, fields)) return false;
    this.last = fields;
    if (!(await putPage({ draft: key, step, fields, saved: Date.now(), by }, base))) {
      this.last = last;
      await this.answered({ elsewhere: { [step]: { ...(await pageOf(key, step)), local: true } } });
      return false;
    }
    await remember({ key, finished: "", ...this.union() });
    return true;
  }

  union() {
    const chosen = this.form.querySelector("[name=unit]:checked + label, [name=unit][data-union]");
    return chosen ? { union: chosen.dataset.union || chosen.firstChild.data.trim() } : {};
  }

  // To the server.
  async flush() {
    clearTimeout(this.timer);
    const page = await pageOf(this.key, this.step);
    if (page && isUnsent(page) && navigator.onLine) tell("sending");
    const answer = await this.sent();
    strip(answer.status === OFFLINE || !navigator.onLine);
    const after = await pageOf(this.key, this.step);
    const there = after && same(after.fields, read(this.form));
    if (there) this.base = after.by;
    if (there && !isUnsent(after) && after.stamp) tell("received", answer.at || moment(after.stamp));
    else if (after) tell("local");
    if (answer.status === OFFLINE) {
      this.timer = setTimeout(() => this.flush(), AGAIN);
    }
    await this.answered(answer);
    return answer;
  }

  // One sending after the other: the last one has seen the last change.
  sent() {
    this.sending = this.sending.then(() => send(this.key));
    return this.sending;
  }
}
