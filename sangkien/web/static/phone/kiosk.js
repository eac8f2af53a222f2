// Every page of an update day's machine but its first: the clock of a shared phone, also where nobody writes on a draft. Where
// somebody does, page.js has set it. Without scripts the page makes room by itself (templates/gatherings/kiosk_head.html).
import { watch } from "./watch.js";

const { seconds, to } = document.querySelector("script[data-seconds]").dataset;
if (!document.getElementById("phone")) watch(to, seconds);
