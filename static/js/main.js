import "./redirect.js";
import "./terms.js";
import "./theme.js";
import "./tick.js";
import "./show.js";
import "./resume.js";
import "./filter.js";
import "./notice.js";
