// The drafts on this phone, in the list of what was begun.
import { all } from "./store.js";
import { value } from "./fields.js";
import { moment, words } from "./typing.js";

function row(draft, title, address) {
  const item = document.createElement("li");
  item.dataset.draft = draft.key;
  const link = item.appendChild(document.createElement("a"));
  link.className = "pick";
  link.href = address;
  link.appendChild(document.createElement("b")).textContent = title || words.untitled;
  const below = [`${words.savedAt} ${moment(draft.touched)}`, words.onPhone];
  link.appendChild(document.createElement("small")).textContent = below.join(" · ");
  return item;
}

// The list; those that only this phone has, by their key.
export async function listDrafts() {
  const list = document.getElementById("drafts");
  const added = new Map();
  const pages = await all("pages");
  const drafts = (await all("drafts")).filter((draft) => !draft.leaving);
  for (const draft of drafts.sort((one, other) => other.touched - one.touched)) {
    const own = pages.filter((page) => page.draft === draft.key);
    const there = list.querySelector(`[data-draft="${draft.key}"] [data-where]`);
    if (there) there.textContent = `${words.onPhone}, ${there.textContent}`;
    else if (own.length) {
      const last = own.sort((one, other) => other.saved - one.saved)[0].step;
      const change = own.find((page) => page.step === "thay-doi");
      const title = change ? value(change.fields, "title") : "";
      added.set(draft.key, list.appendChild(row(draft, title, draft.sent || `/gui/${draft.key}/${last}/`)));
    }
  }
  document.getElementById("begun").hidden = !list.children.length;
  return added;
}
