// Where drafts are begun: those on this phone, and what the server says of each.
import { send } from "./sync.js";
import { listDrafts } from "./list.js";
import { words } from "./typing.js";

async function list() {
  for (const [key, item] of await listDrafts()) {
    const answer = await send(key, true);
    const sent = answer.receipt || answer.sent;
    if (!sent) continue;
    item.querySelector("a").href = sent;
    item.querySelector("small").textContent = words.done;
  }
}

list();
