// On a phone that others use as well: after 15 idle minutes (on an update day's machine sooner) it forgets the draft, and
// says so before.
import { all, putAwayNotes } from "./store.js";
import { leave } from "./sync.js";

const IDLE = 15 * 60000;
const WARNING = 60000;

export async function leaveEverything() {
  for (const draft of await all("drafts")) if (draft.shared) await leave(draft.key);
}

// What somebody left here earlier: who is here now (`shared`: their mark) and writes on draft `key` sees nothing of it.
export async function sweep(key, shared) {
  await putAwayNotes();
  for (const draft of await all("drafts")) {
    const other = draft.key !== key && (key || draft.shared !== shared);
    const over = Date.now() - draft.touched > IDLE || other;
    if (draft.leaving || (draft.shared && over)) await leave(draft.key);
  }
}

export function watch(home, limit = IDLE) {
  const notice = document.getElementById("leaving-soon");
  let last = Date.now();
  let before = null;
  const stay = () => {
    last = Date.now();
    if (!notice || notice.hidden) return;
    notice.hidden = true;
    if (before) before.focus();
  };
  for (const sign of ["input", "keydown", "pointerdown"]) addEventListener(sign, stay);
  setInterval(async () => {
    const idle = Date.now() - last;
    if (idle > limit) {
      await leaveEverything();
      location.replace(home);
    } else if (notice && notice.hidden && idle > limit - Math.min(WARNING, limit / 4)) {
      before = document.activeElement;
      notice.hidden = false;
      notice.focus();
    }
  }, 5000);
}
