// Two versions of one page: from another phone, or from another tab of this one. Nothing is lost before somebody chooses.
import { adopt, mark, put } from "./store.js";
import { fill, read } from "./fields.js";
import { inWords } from "./spoken.js";
import { words } from "./typing.js";

const { key, step } = words;
const notice = document.getElementById("two-versions");

function showDifferences(form, theirs) {
  const mine = read(form);
  fill(form, theirs.fields);
  const said = new Map(inWords(form).map(([name, , answer]) => [name, answer]));
  fill(form, mine);
  const list = notice.querySelector("dl");
  list.textContent = "";
  for (const [name, question, answer] of inWords(form)) {
    if ((said.get(name) || "") === answer) continue;
    const row = list.appendChild(document.createElement("div"));
    row.appendChild(document.createElement("dt")).textContent = question;
    row.appendChild(document.createElement("dd")).textContent = `${list.dataset.mine} ${answer || words.empty}`;
    row.appendChild(document.createElement("dd")).textContent = `${list.dataset.theirs} ${said.get(name) || words.empty}`;
  }
}

// `theirs` {fields, stamp, local}; local: it is on this phone already.
export function chooseVersion(form, typing, theirs) {
  showDifferences(form, theirs);
  notice.hidden = false;
  notice.focus();
  notice.onclick = async (event) => {
    const choice = event.target.dataset.keep;
    if (!choice) return;
    if (choice === "theirs") {
      if (!theirs.local) await adopt(key, step, theirs.fields, theirs.stamp);
      location.replace(location.pathname + location.search); // the page may be the answer of a form
    } else {
      await put("pages", { draft: key, step, fields: read(form), saved: Date.now(), by: typing.by });
      await mark(key, step, 0, theirs.stamp);
      notice.hidden = true;
      typing.flush();
    }
  };
}
