// On the first page of an update day's machine, and before it: what the server has of anybody's draft goes from here.
import { leaveEverything } from "./idle.js";

leaveEverything();
