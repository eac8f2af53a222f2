// On a phone that others use as well: after 15 idle minutes it forgets the draft, a minute before it says so.
import { all, putAwayNotes } from "./store.js";
import { leave } from "./sync.js";

const IDLE = 15 * 60000;
const WARNING = 60000;

export async function leaveEverything() {
  for (const draft of await all("drafts")) if (draft.shared) await leave(draft.key);
}

// What somebody left here earlier: whoever writes now, on draft `key`, sees nothing of it.
export async function sweep(key) {
  await putAwayNotes();
  for (const draft of await all("drafts")) {
    const over = Date.now() - draft.touched > IDLE || (key && draft.key !== key);
    if (draft.leaving || (draft.shared && over)) await leave(draft.key);
  }
}

export function watch(home) {
  const notice = document.getElementById("leaving-soon");
  let last = Date.now();
  const stay = () => {
    last = Date.now();
    if (notice) notice.hidden = true;
  };
  for (const sign of ["input", "keydown", "pointerdown"]) addEventListener(sign, stay);
  setInterval(async () => {
    const idle = Date.now() - last;
    if (idle > IDLE) {
      await leaveEverything();
      location.replace(home);
    } else if (notice && notice.hidden && idle > IDLE - WARNING) {
      notice.hidden = false;
      notice.focus();
    }
  }, 5000);
}
