import "./every-page.js";
import { ready } from "./ready.js";

ready();
