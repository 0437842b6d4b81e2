// The script of the home page, in place of main.js.
import "./every-page.js";
import "./continue-link.js";
import "./next-actions.js";
import { ready } from "./ready.js";

ready();
