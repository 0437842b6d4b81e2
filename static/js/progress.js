// What /progress/ loads in place of main.js.
import "./main.js";
import "./transfer.js";
