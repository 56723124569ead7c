/** Hides what does not match while one types; what is hidden stays as it is, ticks included. */
import { say } from "./announcer.js";

const PAUSE = 700;

/**
 * Attaches filtering to an input that names its list.
 * @param {HTMLInputElement} input
 */
export function filter(input) {
  const list = /** @type {HTMLElement} */ (document.querySelector(input.dataset.filter ?? ""));
  const items = [...list.querySelectorAll("[data-filter-item]")].map(entry);
  const groups = [...list.querySelectorAll("[data-filter-group]")].map(entry);
  const empty = /** @type {HTMLElement | null} */ (document.querySelector("[data-filter-empty]"));
  let timer = 0;

  function apply() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { element, text } of items) {
      element.hidden = !words.every((word) => text.includes(word));
      if (!element.hidden) count += 1;
    }
    for (const { element } of groups) {
      const isShown = element.querySelector("[data-filter-item]:not([hidden])") !== null;
      element.hidden = words.length > 0 && !isShown;
    }
    if (empty) empty.hidden = count > 0;
    return count;
  }

  function tell(/** @type {number} */ count) {
    const { countOne = "", countMany = "" } = input.dataset;
    say(count === 1 ? countOne : countMany.replace("{count}", String(count)));
  }

  input.addEventListener("input", () => {
    const count = apply();
    clearTimeout(timer);
    timer = window.setTimeout(tell, PAUSE, count);
  });
  // Sending the search would load the page again, without what was ticked in it.
  input.form?.addEventListener("submit", (event) => event.preventDefault());
  const shell = /** @type {HTMLElement | null} */ (input.closest("[data-filter-shell]"));
  if (shell) shell.hidden = false;
  if (input.value) apply();
}

/**
 * An item with the text it is found by, which has the heading of its group in it.
 * @param {Element} element
 */
function entry(element) {
  const heading = element.closest("[data-filter-group]")?.querySelector("[data-filter-heading]");
  const text = plain(`${heading?.textContent ?? ""} ${element.textContent}`);
  return { element: /** @type {HTMLElement} */ (element), text };
}

/**
 * A text without case and accents.
 * @param {string} text
 */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
