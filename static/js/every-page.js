// The modules of every page.
import "./redirect.js";
import "./glossary.js";
import "./theme.js";
import "./filter.js"; // before checklist.js, which focuses a row
import "./checklist.js";
import "./progress-view.js";
import "./toc.js";
import "./print.js";
import "./notice.js";
