// An officer's page: keys, the list of commands, the next dossiers. What has switched the keys off hears none of them.
import { readAhead } from "./ahead.js";
import { byAHuman, listen } from "./keys.js";
import { palette } from "./palette.js";

const told = document.getElementById("lenh");
const help = document.getElementById("phim");

if (told.dataset.keys === "on") {
  const open = palette(told);
  listen();
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k" && byAHuman(event)) {
      event.preventDefault();
      if (told.open) told.close();
      else if (!document.querySelector("dialog[open]")) open();
    }
  });
  for (const button of document.querySelectorAll("[data-opens]")) {
    button.hidden = false;
    button.addEventListener("click", () => (button.dataset.opens === "lenh" ? open() : help.showModal()));
  }
}
// Where something has to be written, that is where one goes on: once the browser itself has gone there.
const begins = location.hash === "#viec" && document.querySelector("#viec input:not([type=hidden]), #viec textarea");
if (begins) addEventListener("load", () => setTimeout(() => begins.focus({ preventScroll: true })));
readAhead();
