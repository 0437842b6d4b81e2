// The script of /resources/, in place of main.js.
import "./every-page.js";
import "./resource-filters.js"; // after filter.js, which applies the filters
import { ready } from "./ready.js";

ready();
