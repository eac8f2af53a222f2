// A phone that others use as well forgets the draft after the idle seconds of their mark ("900-x7Qd"), and says so before.
import { allowed, leaveEverything } from "./idle.js";

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
  const clock = setInterval(async () => {
    const idle = Date.now() - last;
    if (idle > limit) {
      clearInterval(clock);
      await leaveEverything();
      location.replace(home);
    } else if (notice && notice.hidden && idle > limit - Math.min(60000, limit / 4)) {
      before = document.activeElement;
      notice.hidden = false;
      notice.focus();
    }
  }, 5000);
}
