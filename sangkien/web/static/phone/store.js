// The drafts on this phone, in IndexedDB "sangkien", schema 2:
//   drafts  {key, programme, helping, shell, union, code, shared, leaving, finished, sent, born, touched}
//   pages   {draft, step, fields: [[name, value], …], saved, received, stamp}
// `saved` is when a page last changed here, `received` the `saved` that the server has acknowledged, `stamp` the
// server's mark of the page as this phone last knew it. Schema 1 kept all answers of a draft in one record; a record
// for each page lets two tabs write at once. A newer schema goes on from an older one and deletes nothing.
// Where the browser has no IndexedDB, the same lives in memory while the page is open.
const NAME = "sangkien";
const SCHEMA = 2;
const memory = { drafts: new Map(), pages: new Map() };
let opening = null;

function upgrade(request, from) {
  const database = request.result;
  if (from < 1) database.createObjectStore("drafts", { keyPath: "key" });
  if (from < 2) database.createObjectStore("pages", { keyPath: ["draft", "step"] });
  if (from === 1) splitIntoPages(request.transaction);
}

function splitIntoPages(transaction) {
  const pages = transaction.objectStore("pages");
  transaction.objectStore("drafts").openCursor().onsuccess = (event) => {
    const cursor = event.target.result;
    if (!cursor) return;
    const { answers = {}, ...draft } = cursor.value;
    for (const step of Object.keys(answers)) {
      pages.put({ draft: draft.key, step, fields: answers[step], saved: draft.saved || 1, received: 0, stamp: "" });
    }
    cursor.update({ touched: draft.saved || 1, ...draft });
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

async function within(name, mode, work) {
  const database = await open();
  if (!database) return work(null);
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode);
    const result = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(result.value);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export function all(name) {
  return within(name, "readonly", (store) => {
    if (!store) return Array.from(memory[name].values());
    const result = {};
    store.getAll().onsuccess = (event) => { result.value = event.target.result; };
    return result;
  });
}

export function get(name, id) {
  return within(name, "readonly", (store) => {
    if (!store) return memory[name].get(String(id));
    const result = {};
    store.get(id).onsuccess = (event) => { result.value = event.target.result; };
    return result;
  });
}

// Read, change and write as one: what another tab wrote meanwhile is not lost. `change` returns nothing to leave it.
export function update(name, id, change) {
  return within(name, "readwrite", (store) => {
    if (!store) {
      const next = change(memory[name].get(String(id)));
      if (next) memory[name].set(String(id), next);
      return next;
    }
    const result = {};
    store.get(id).onsuccess = (event) => {
      result.value = change(event.target.result);
      if (result.value) store.put(result.value);
    };
    return result;
  });
}

export function remove(name, id) {
  return within(name, "readwrite", (store) => {
    if (!store) return memory[name].delete(String(id));
    store.delete(id);
    return {};
  });
}

export async function pagesOf(key) {
  return (await all("pages")).filter((page) => page.draft === key);
}

export async function forget(key) {
  for (const page of await pagesOf(key)) await remove("pages", [key, page.step]);
  await remove("drafts", key);
}
