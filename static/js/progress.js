// What /progress/ loads in place of main.js.
import "./every-page.js";
import "./transfer.js";
import { ready } from "./ready.js";

ready();
