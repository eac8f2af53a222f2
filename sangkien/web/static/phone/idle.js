// What somebody leaves on a phone that others use as well: seen by nobody from then on, and sent.
import { all, putAwayNotes, update } from "./store.js";
import { leave } from "./sync.js";

export const allowed = (mark) => parseInt(mark, 10) * 1000;

// Hidden at once; sent behind, which may take its time.
async function leaveAll(drafts) {
  for (const { key } of drafts) await update("drafts", key, (now) => now && { ...now, leaving: true });
  const sent = drafts.reduce((before, { key }) => before.then(() => leave(key)), Promise.resolve());
  return { sent };
}

export async function leaveEverything() {
  const { sent } = await leaveAll((await all("drafts")).filter((draft) => draft.shared));
  await Promise.race([sent, new Promise((done) => { setTimeout(done, 2000); })]);
}

// What somebody left here earlier: who is here now (`shared`: their mark) and writes on draft `key` sees nothing of it.
export async function sweep(key, shared) {
  await putAwayNotes();
  await leaveAll((await all("drafts")).filter((draft) => {
    const other = draft.key !== key && (key || draft.shared !== shared);
    const over = Date.now() - draft.touched > allowed(draft.shared) || other;
    return draft.leaving || (draft.shared && over);
  }));
}
