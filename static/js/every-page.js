// What every page does.
import "./redirect.js";
import "./terms.js";
import "./theme.js";
import "./filter.js"; // before what puts the keyboard at a row
import "./tick.js";
import "./show.js";
import "./resume.js";
import "./notice.js";
