// How far a long job is, without loading the page anew: every two seconds at first, then less often. Where it stands
// otherwise (it ended, somebody stopped it, a worker came), the page around it is another: it is loaded.
const part = document.getElementById("tien-do");
const spoken = document.getElementById("da-noi");
const PAUSES = [[30, 2], [180, 5], [Infinity, 15]]; // until so many seconds, every so many
const began = Date.now();
let tenth = -1;
let leaving = false; // a button was pressed: nothing comes in between
document.addEventListener("submit", () => (leaving = true));

const told = () => part.querySelector("[data-stands]").dataset;
const stood = told().stands;

function pause() {
  const passed = (Date.now() - began) / 1000;
  return PAUSES.find(([until]) => passed < until)[1] * 1000;
}

// Whoever listens hears each tenth, no more.
function say() {
  const bar = part.querySelector("progress");
  const now = bar ? Math.floor((10 * bar.value) / bar.max) : 0;
  if (now === tenth) return;
  if (tenth >= 0) spoken.textContent = told().said;
  tenth = now;
}

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(part.dataset.at, { headers: { Accept: "text/html" } });
      const now = await answer.text();
      if (leaving) return;
      if (!answer.ok || answer.redirected) return location.reload();
      part.innerHTML = now;
      if (told().stands !== stood) return location.reload();
      say();
    } catch {
      // Off the net for a while: it is asked again.
    }
  }
  setTimeout(look, pause());
}

say();
setTimeout(look, pause());
