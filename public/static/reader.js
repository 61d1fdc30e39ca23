// What scripts add to every page. Each feature is a file of its own.
import "./visit.js";
import "./copy.js";
import "./preview.js";
import "./focus.js";
import "./share.js";
import "./png.js";
import "./menu.js";
import "./theme.js";
