/** Counts down to a deadline by the server's clock, a minute at a time, and warns near its end. */
import { say } from "./announcer.js";

const MINUTE = 60_000;
const WARNINGS = [60, 15, 5];
/** From how many minutes on a unit is used: "47 hours" says more than "2 days". */
const UNITS = /** @type {const} */ ([
  ["day", 1440],
  ["hour", 60],
]);

/**
 * Attaches counting down to a moment that stands beside the text of what is left.
 * @param {HTMLTimeElement} time
 */
export function deadline(time) {
  const { now = "", left = "", lastMinute = "", passed = "", warning = "" } = time.dataset;
  const ahead = Date.parse(now) - Date.now();
  const frame = /** @type {HTMLElement} */ (time.closest(".deadline"));
  const text = /** @type {HTMLElement} */ (frame.querySelector("[data-remaining]"));
  const room = /** @type {HTMLElement} */ (frame.querySelector("[data-warns]"));
  const isWanted = /** @type {HTMLInputElement} */ (room.querySelector("input"));
  let timer = 0;
  let before = minutes();

  function remaining() {
    return Date.parse(time.dateTime) - (Date.now() + ahead);
  }

  function minutes() {
    return Math.floor(remaining() / MINUTE);
  }

  /** @param {number} count */
  function inWords(count) {
    if (count < 0) return passed;
    return count === 0 ? lastMinute : left.replace("{time}", inUnits(count));
  }

  function show() {
    const count = minutes();
    if (text.textContent !== inWords(count)) text.textContent = inWords(count);
    frame.classList.toggle("deadline--near", count < (WARNINGS[0] ?? 0));
    room.hidden = count < 0;
    warn(count);
    before = count;
    clearTimeout(timer);
    if (count >= 0) timer = window.setTimeout(show, remaining() - count * MINUTE + 1);
  }

  /** @param {number} count */
  function warn(count) {
    if (count < 0 && before >= 0) say(passed);
    else if (isWanted.checked && WARNINGS.some((limit) => count < limit && before >= limit)) {
      say(warning.replace("{time}", inUnits(count + 1)));
    }
  }

  // A page in the background is woken seldom, one of a sleeping machine not at all.
  document.addEventListener("visibilitychange", show);
  show();
}

/**
 * A number of minutes in its largest sensible unit, never more than there are.
 * @param {number} minutes
 */
function inUnits(minutes) {
  const [unit, size] = UNITS.find(([, each]) => minutes >= 2 * each) ?? ["minute", 1];
  const style = /** @type {const} */ ({ style: "unit", unit, unitDisplay: "long" });
  const language = document.documentElement.lang;
  return new Intl.NumberFormat(language, style).format(Math.floor(minutes / size));
}
