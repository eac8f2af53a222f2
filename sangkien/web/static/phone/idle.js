// A phone that others use as well forgets the draft after the idle seconds of their mark ("900-x7Qd"), and says so before.
import { all, putAwayNotes } from "./store.js";
import { leave } from "./sync.js";

const allowed = (mark) => parseInt(mark, 10) * 1000;

export async function leaveEverything() {
  for (const draft of await all("drafts")) if (draft.shared) await leave(draft.key);
}

// What somebody left here earlier: who is here now (`shared`: their mark) and writes on draft `key` sees nothing of it.
export async function sweep(key, shared) {
  await putAwayNotes();
  for (const draft of await all("drafts")) {
    const other = draft.key !== key && (key || draft.shared !== shared);
    const over = Date.now() - draft.touched > allowed(draft.shared) || other;
    if (draft.leaving || (draft.shared && over)) await leave(draft.key);
  }
}

export function watch(home, mark) {
  const limit = allowed(mark);
  const notice = document.getElementById("leaving-soon");
  let last;
  let before;
  const stay = () => {
    last = Date.now();
    if (!notice || notice.hidden) return;
    notice.hidden = true;
    before.focus();
  };
  stay();
  for (const sign of ["input", "keydown", "pointerdown", "wheel"]) addEventListener(sign, stay);
  setInterval(async () => {
    const idle = Date.now() - last;
    if (idle > limit) {
      await leaveEverything();
      location.replace(home);
    } else if (notice && notice.hidden && idle > limit - Math.min(60000, limit / 4)) {
      before = document.activeElement;
      notice.hidden = false;
      notice.focus();
    }
  }, 5000);
}
