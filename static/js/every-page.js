import "./redirect.js";
import "./terms.js";
import "./theme.js";
import "./filter.js"; // before what puts the keyboard at a row
import "./tick.js";
import "./show.js";
import "./resume.js";
import "./notice.js";
import { guide } from "./table.js";

// What needs the script is shown from now on, and no longer that it is missing. Without the table nothing can be
// ticked, and notice.js says so.
document.documentElement.dataset.script = guide ? "ready" : "no-table";
