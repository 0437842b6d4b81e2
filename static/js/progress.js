// The script of /progress/, in place of main.js.
import "./every-page.js";
import "./import-export.js";
import "./dashboard.js";
import "./plan-sheet.js";
import { ready } from "./ready.js";

ready();
