import "./redirect.js";
import "./terms.js";
import "./theme.js";
