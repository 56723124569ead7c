/**
 * Tells who listens to a page what happened: quietly and seldom, or at once when it matters.
 *
 * There is one region for each, in the page from the start, as the texts on screen are no live
 * regions: saving as one types would otherwise be said after every pause.
 */
const SELDOM = 30_000;
const quiet = /** @type {HTMLElement | null} */ (document.querySelector("[data-announcer]"));
const urgent = /** @type {HTMLElement | null} */ (document.querySelector("[data-alarm]"));
/** @type {Set<string>} */
const saved = new Set();
let isSilent = false;

/**
 * Says something when the listener has a moment.
 * @param {string} text
 */
export function say(text) {
  put(quiet, text);
}

/**
 * Says at once that something is wrong.
 * @param {string} text
 */
export function alarm(text) {
  put(urgent, text);
}

/**
 * Counts something as saved; how many were, is said once in a while.
 * @param {string} name the same for the same answer, however often it is saved
 */
export function tellSaved(name) {
  urgent?.replaceChildren();
  saved.add(name);
  if (!isSilent) tellHowMany();
}

function tellHowMany() {
  isSilent = saved.size > 0;
  if (!isSilent) return;
  const { savedOne = "", savedMany = "" } = quiet?.dataset ?? {};
  say(saved.size === 1 ? savedOne : savedMany.replace("{count}", String(saved.size)));
  saved.clear();
  setTimeout(tellHowMany, SELDOM);
}

/**
 * Puts a text in a region as a new element: the same text again is news as well.
 * @param {HTMLElement | null} region
 * @param {string} text
 */
function put(region, text) {
  const line = document.createElement("p");
  line.textContent = text;
  region?.replaceChildren(line);
}
