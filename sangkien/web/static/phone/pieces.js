// Photos and papers on their way to the server, one after the other and piece by piece. Whatever was lost on the way, the
// server says how far a file came. Runs in pages and in the service worker.
import { all, get, remove, update } from "./store.js";
import { post, told } from "./net.js";

const PIECE = 256 * 1024;
const LONG = 120000;
let running = Promise.resolve();

export async function filesOf(draft) {
  const files = (await all("files")).filter((file) => file.draft === draft);
  return files.sort((one, other) => one.at - other.at);
}

const say = async (address, said) => told(await post(address, said, LONG));

async function sendFile({ key, draft, question, name, blob }, heard) {
  const { size } = blob;
  const purpose = question.startsWith("photo_") ? "PHOTO" : "PAPER";
  let answer = await say("/tep/", JSON.stringify({ key, draft, purpose, name, size }));
  while (answer.received !== undefined && (await get("files", key))) {
    const from = answer.received;
    heard(key, from / size);
    answer = from < size
      ? await say(`/tep/${key}/${from}/`, blob.slice(from, from + PIECE))
      : await say(`/gui/${draft}/tep/`, [["upload", key], ["question", question]]);
  }
  return answer;
}

async function sendEach(draft, heard) {
  for (const file of await filesOf(draft)) {
    if (file.problem) continue;
    const answer = await sendFile(file, heard);
    if (answer.problems) await update("files", file.key, (now) => now && { ...now, problem: answer.problems[0].text });
    else if (answer.html || answer.status === 410) await remove("files", file.key);
    else if (await get("files", file.key)) throw new Error(String(answer.status)); // the draft is not there yet
    heard(file.key, 1, answer);
  }
}

// All of a draft, never two at a time; fails without a network. `heard(key, part, answer)` is told how far each came.
export function sendFiles(draft, heard = () => {}) {
  const turn = running.then(() => sendEach(draft, heard));
  running = turn.catch(() => {});
  return turn;
}
