// The one script that every page loads. Each module listens on the document by itself and does nothing on pages
// that have no use for it.
import "./theme.js";
import "./menus.js";
import "./find.js";
import "./filling.js";
import "./people.js";
