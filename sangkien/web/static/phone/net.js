// The way to the server and back.
const PATIENCE = 15000;
let token = "";

export async function ask(address, { patience = PATIENCE, ...options } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const settings = { credentials: "same-origin", cache: "no-store", signal: stop.signal, ...options };
    const response = await fetch(address, settings);
    if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
    return response;
  } finally {
    clearTimeout(timer);
  }
}

// A page that was kept on the phone has no token, or an old one: then a fresh one is asked for. `said`: fields, a text or
// a piece of a file.
export async function post(address, said, patience) {
  const body = Array.isArray(said) ? new URLSearchParams(said) : said;
  const keepalive = (body.size || body.toString().length) < 30000;
  for (let again = 0; ; again++) {
    if (!token || again) token = (await (await ask("/gui/mang/")).json()).csrf;
    const response = await ask(address, { method: "POST", body, keepalive, patience, headers: { "X-CSRFToken": token } });
    if (response.status !== 403 || again) return response;
  }
}

export async function told(response) {
  const json = (response.headers.get("Content-Type") || "").startsWith("application/json");
  return { status: response.status, ...(json ? await response.json() : {}) };
}
