// Between the phone and the server: what was typed goes there, and is marked once the server has acknowledged it.
import { adopt, forget, forgetPage, get, mark, pageOf, pagesOf, remove, update } from "./store.js";
import { ask, post, told } from "./net.js";
import { same } from "./fields.js";
import { filesOf, sendFiles } from "./pieces.js";

export const OFFLINE = 0;
export const isUnsent = (page) => page.saved !== page.received;

function about(draft) {
  const said = { programme: draft.programme, helping: draft.helping, shared: draft.shared, leaving: draft.leaving };
  return Object.entries(said).filter(([, value]) => value);
}

// What the server had received when its answer was lost is no version of another phone.
async function sendPage(draft, page) {
  const tried = (page.tried || []).slice(-4);
  await update("marks", [draft.key, page.step], (now) => {
    const { received, stamp } = page;
    return { draft: draft.key, step: page.step, received, stamp, ...now, tried: [...tried, page.fields] };
  });
  const fields = [...about(draft), ["seen", page.stamp], ...page.fields];
  const answer = await told(await post(`/gui/${draft.key}/${page.step}/luu/`, fields));
  if (answer.status === 200) await mark(draft.key, page.step, page.saved, answer.stamp);
  const own = answer.status === 409 && tried.some((one) => same(one, answer.fields));
  return own ? sendPage(draft, { ...page, stamp: answer.stamp }) : answer;
}

async function sendPages(draft, pages, introduce) {
  const elsewhere = {};
  const unsent = pages.filter(isUnsent);
  let last = { status: 200 };
  let gone;
  for (const page of introduce && !unsent.length ? pages.slice(0, 1) : unsent) {
    const answer = await sendPage(draft, page);
    if (answer.status === 409) elsewhere[page.step] = answer;
    else if (answer.status === 410) gone = { ...answer, same: answer.same && (!gone || gone.same) };
    else if (answer.status !== 200) return answer;
    else last = answer;
  }
  if (gone) return sentAlready(draft, gone);
  const clean = !Object.keys(elsewhere).length;
  if (clean && draft.leaving) await forgetIfReceived(draft.key);
  else await update("drafts", draft.key, (now) => now && { ...now, born: false });
  return clean ? last : { status: 409, elsewhere };
}

async function sentAlready(draft, answer) {
  if (answer.same || draft.leaving) await forget(draft.key);
  else await update("drafts", draft.key, (now) => now && { ...now, sent: answer.sent });
  return answer;
}

// A draft finished without a network: all pages and the wish to send it, in one request.
async function sendWhole(draft, pages) {
  if ((await filesOf(draft.key)).length) {
    const held = await sendWithFiles(draft, pages);
    if (held) return held;
  }
  const now = await pagesOf(draft.key);
  const taken = now.filter((page) => isUnsent(page) || page.step === "kiem-tra");
  const fields = [...about(draft), ["finished_at", draft.finished]];
  for (const page of taken) fields.push([`seen-${page.step}`, page.stamp], ...page.fields);
  const answer = await told(await post(`/gui/${draft.key}/gui-ca-bai/`, fields));
  if (answer.receipt || answer.saved) for (const page of taken) await mark(draft.key, page.step, page.saved, page.stamp);
  if (answer.status === 410) return sentAlready(draft, answer);
  if (answer.receipt) await forgetIfReceived(draft.key);
  else if (answer.saved || answer.status > 401) {
    await update("drafts", draft.key, (now) => now && { ...now, finished: "", born: now.born && !answer.saved });
  }
  if (answer.saved) await refresh(draft.key);
  // begun anew, of a draft that the server had forgotten: now the rest
  return answer.saved && answer.problems && (await pagesOf(draft.key)).some(isUnsent) ? sendWhole(draft, pages) : answer;
}

// Its files go first: nothing is sent without them. Null when all have arrived, else what keeps it.
async function sendWithFiles(draft, pages) {
  const answer = await sendPages(draft, pages, true);
  if (answer.status !== 200) return answer;
  await sendFiles(draft.key);
  const refused = await filesOf(draft.key);
  if (!refused.length) return null;
  await update("drafts", draft.key, (now) => now && { ...now, finished: "" });
  const problems = refused.map(({ question, name, problem }) => ({ field: question, step: "cong-nhan", text: `${name}: ${problem}` }));
  return { status: 422, problems, saved: true };
}

// What is no longer on this phone may have been sent by the worker.
async function alreadySent(key) {
  const { sent } = await told(await ask(`/gui/${key}/gui-ca-bai/`));
  return { status: 404, ...sent };
}

// Everything of a draft that the server does not have yet. `status` is that of the last answer, OFFLINE without one.
// `introduce`: send a page even so, and the server knows again that this browser may write the draft.
export async function send(key, introduce = false) {
  const draft = await get("drafts", key);
  try {
    if (!draft) return await alreadySent(key);
    const pages = await pagesOf(key);
    return await (draft.finished && !draft.leaving ? sendWhole(draft, pages) : sendPages(draft, pages, introduce));
  } catch (failed) {
    return { status: OFFLINE };
  }
}

// Bring over what other phones wrote; a page with changes of its own stays as it is. Gives the newest stamp.
export async function refresh(key) {
  const answer = await told(await ask(`/gui/${key}/luu/`));
  if (answer.status !== 200 || !answer.pages) return;
  for (const step of Object.keys(answer.pages)) {
    const mine = await pageOf(key, step);
    const { fields, stamp } = answer.pages[step];
    if (!mine || (!isUnsent(mine) && mine.stamp !== stamp)) await adopt(key, step, fields, stamp);
  }
  for (const { step, stamp } of await pagesOf(key)) if (stamp && !answer.pages[step]) await mark(key, step, 0, "");
  const { code, union } = answer;
  await update("drafts", key, (now) => now && { ...now, code, union: union || now.union, born: false });
  return answer.newest;
}

// Somebody leaves the phone to others. What the server has not acknowledged waits, shown to nobody, until it has.
export async function leave(key) {
  await update("drafts", key, (now) => now && { ...now, leaving: true });
  await send(key);
  await sendFiles(key).catch(() => {});
  await forgetIfReceived(key);
}

export async function forgetIfReceived(key) {
  const pages = await pagesOf(key);
  for (const page of pages) if (!isUnsent(page)) await forgetPage(key, page.step);
  if (!pages.some(isUnsent) && !(await filesOf(key)).length) await remove("drafts", key);
}
