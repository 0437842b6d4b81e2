import "./redirect.js";
