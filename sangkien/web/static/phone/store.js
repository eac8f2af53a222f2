// What this phone keeps, in IndexedDB "sangkien", schema 3:
//   drafts  {key, programme, helping, shell, union, code, shared, leaving, finished, sent, born, touched}
//   pages   {draft, step, fields: [[name, value], …], saved, by}   what was typed, when, and in which tab; by: the server's
//           stamp where it came from there
//   marks   {draft, step, received, stamp, tried}   the `saved` that the server has, and its own mark of it; tried: the
//           fields that were sent since without an answer
//   files   {key, at, draft, question, name, blob, raw, problem}   chosen and not with the server yet; raw: not shrunk,
//           problem: why the server does not take it
// Schema 1 kept all answers of a draft in one record. Without IndexedDB the same lives in memory while the page is open.
const NAME = "sangkien";
const SCHEMA = 3;
const STORES = { drafts: "key", pages: ["draft", "step"], marks: ["draft", "step"], files: "key" };
const memory = { drafts: new Map(), pages: new Map(), marks: new Map(), files: new Map() };
let opening = null;

function upgrade(request, from) {
  const { result: database, transaction } = request;
  for (const name of Object.keys(STORES)) {
    if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath: STORES[name] });
  }
  if (from === 1) splitIntoPages(transaction);
}

function splitIntoPages(transaction) {
  const pages = transaction.objectStore("pages");
  transaction.objectStore("drafts").openCursor().onsuccess = (event) => {
    const cursor = event.target.result;
    if (!cursor) return;
    const { answers = {}, saved = 1, ...draft } = cursor.value;
    for (const step of Object.keys(answers)) pages.put({ draft: draft.key, step, fields: answers[step], saved });
    cursor.update({ ...draft, touched: saved });
    cursor.continue();
  };
}

function open() {
  if (!opening) {
    opening = new Promise((resolve) => {
      try {
        const request = indexedDB.open(NAME, SCHEMA);
        request.onupgradeneeded = (event) => upgrade(request, event.oldVersion);
        request.onerror = () => resolve(null);
        request.onsuccess = () => {
          request.result.onversionchange = () => request.result.close();
          resolve(request.result);
        };
      } catch (refused) {
        resolve(null);
      }
    });
  }
  return opening;
}

export async function lasting() {
  return Boolean(await open());
}

const place = (name, row) => String([].concat(STORES[name]).map((part) => row[part]));

// `work` in a transaction of its own; the result of the request that it gives back.
async function within(name, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode);
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export async function all(name) {
  if (!(await lasting())) return Array.from(memory[name].values());
  return within(name, "readonly", (store) => store.getAll());
}

export async function get(name, id) {
  if (!(await lasting())) return memory[name].get(String(id));
  return within(name, "readonly", (store) => store.get(id));
}

export async function put(name, row) {
  if (!(await lasting())) return memory[name].set(place(name, row), row);
  return within(name, "readwrite", (store) => store.put(row));
}

// What was typed is noted at once and put away a moment later: a tab killed in the middle of a word keeps the word.
const NOTES = "sangkien/";

function noting(work) {
  try {
    work();
  } catch (refused) {
    // No notes without localStorage.
  }
}

// False, and nothing is changed, when somebody else than its own tab has written the page since it was by `base`.
export async function putPage(page, base) {
  const name = NOTES + place("pages", page);
  const note = JSON.stringify(page);
  let free = true;
  noting(() => localStorage.setItem(name, note));
  await update("pages", [page.draft, page.step], (now) => {
    free = !now || now.by === page.by || now.by === base;
    return free ? page : undefined;
  });
  if (await lasting()) noting(() => localStorage.getItem(name) === note && localStorage.removeItem(name));
  return free;
}

export async function putAwayNotes() {
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(NOTES))) {
      const note = JSON.parse(localStorage.getItem(name));
      await update("pages", [note.draft, note.step], (now) => (now && now.saved > note.saved ? undefined : note));
      localStorage.removeItem(name);
    }
  } catch (refused) {
    // No notes without localStorage.
  }
}

// Where nothing more fits on the phone, what it has goes on in memory.
async function moveToMemory() {
  for (const name of Object.keys(STORES)) for (const row of await all(name)) memory[name].set(place(name, row), row);
  opening = Promise.resolve(null);
}

// Read, change and write as one; `change` gives nothing back to leave it.
export async function update(name, id, change) {
  if (!(await lasting())) {
    const next = change(memory[name].get(String(id)));
    return next && memory[name].set(String(id), next);
  }
  try {
    return await within(name, "readwrite", (store) => {
      const request = store.get(id);
      request.onsuccess = () => {
        const next = change(request.result);
        if (next) store.put(next);
      };
      return request;
    });
  } catch (full) {
    await moveToMemory();
    return update(name, id, change);
  }
}

export async function remove(name, id) {
  if (!(await lasting())) return memory[name].delete(String(id));
  return within(name, "readwrite", (store) => store.delete(id));
}

// A page with what the server says of it.
export async function pageOf(key, step) {
  const [page, mark] = await Promise.all([get("pages", [key, step]), get("marks", [key, step])]);
  return page && { received: 0, stamp: "", ...mark, ...page };
}

export async function pagesOf(key) {
  const pages = (await all("pages")).filter((page) => page.draft === key);
  return Promise.all(pages.map((page) => pageOf(key, page.step)));
}

export const mark = (draft, step, received, stamp) => put("marks", { draft, step, received, stamp });

// A page as the server has it.
export async function adopt(draft, step, fields, stamp) {
  await put("pages", { draft, step, fields, saved: 1, by: stamp });
  await mark(draft, step, 1, stamp);
}

export async function forgetPage(key, step) {
  await remove("pages", [key, step]);
  await remove("marks", [key, step]);
}

export async function forget(key) {
  for (const page of await pagesOf(key)) await forgetPage(key, page.step);
  for (const file of await all("files")) if (file.draft === key) await remove("files", file.key);
  await remove("drafts", key);
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
