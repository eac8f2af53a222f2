// The service worker of the form: keeps the page for times without a network, and sends what was finished. It comes
// after VERSION, FILES and the modules that it shares with the pages. Drafts are none of its caches, so no update
// touches them.
const OWN = `sangkien-${VERSION}`;
const SHELLS = "sangkien-shells";
const SLOW = 12000;
const PAGE = /^\/gui\/(?:([0-9a-f-]{36})\/[a-z-]+\/)?$/;

async function install() {
  await (await caches.open(OWN)).addAll(FILES);
  const shells = await caches.open(SHELLS);
  for (const request of await shells.keys()) await shells.add(new Request(request.url, { cache: "reload" }));
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith("sangkien-") && name !== OWN && name !== SHELLS) await caches.delete(name);
  }
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
  await self.clients.claim();
}

const draftAt = async (key) => (key ? get("drafts", key) : undefined);

async function shellFor(draft) {
  const shells = await caches.open(SHELLS);
  const urls = await shells.keys();
  return (draft && (await shells.match(draft.shell, { ignoreVary: true }))) || (urls.length ? shells.match(urls[urls.length - 1], { ignoreVary: true }) : undefined);
}

// Back to the answer of a form asks the browser's cache alone, which may have lost it: then the server is asked anew.
const answered = async ({ request, preloadResponse }) => (
  request.cache === "only-if-cached" ? fetch(request.url, { redirect: "manual" }) : (await preloadResponse) || fetch(request)
);

async function fromServer(event) {
  const answer = await answered(event);
  if (answer.status > 501) throw new Error(String(answer.status));
  return answer;
}

const late = () => new Promise((resolve, reject) => { setTimeout(reject, SLOW, new Error("late")); });

// A page from the server; without one, and for a draft that it has never heard of, from the phone.
async function navigated(event, key) {
  const draft = await draftAt(key);
  if (draft && draft.born) return (await shellFor(draft)) || fetch(event.request);
  try {
    return await Promise.race([fromServer(event), late()]);
  } catch (failed) {
    const shell = await shellFor(draft);
    if (shell) return shell;
    throw failed;
  }
}

// A form that could not be sent: its page again, which then comes from the phone with everything typed.
const posted = (event) => fetch(event.request).catch(() => Response.redirect(event.request.url, 303));

// Every draft has its turn, whatever became of the one before. What could not be sent, the browser wakes us for again.
async function sendAll() {
  let lost = false;
  for (const { key } of (await all("drafts")).filter((draft) => !draft.sent)) {
    if ((await send(key)).status === OFFLINE) lost = true;
    else await sendFiles(key).catch(() => { lost = true; });
  }
  if (lost) throw new Error("lost");
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("sync", (event) => event.waitUntil(sendAll()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  const page = origin === self.location.origin && PAGE.exec(pathname);
  if (request.mode === "navigate" && page) event.respondWith(request.method === "GET" ? navigated(event, page[1]) : posted(event));
  else if (FILES.includes(pathname)) event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept || fetch(request)));
});
