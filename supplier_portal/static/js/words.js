/** Counts the words of a text that has a limit, in the same way as the server does. */
import { alarm } from "./announcer.js";

const WORD = /\P{White_Space}+/gu;

/**
 * @param {string} text
 * @returns {number} how many words it has
 */
export function countWords(text) {
  return text.match(WORD)?.length ?? 0;
}

/**
 * Shows beside a text how many of its words are used, and says it once when there are too many.
 * @param {HTMLTextAreaElement} area
 */
export function words(area) {
  const { longestWords = "", over = "" } = area.dataset;
  const about = document.getElementById(area.getAttribute("aria-describedby") ?? "");
  const line = /** @type {HTMLElement} */ (about?.querySelector("[data-words]"));
  let isOver = false;

  function show() {
    const count = countWords(area.value);
    const isNews = !isOver && count > Number(longestWords);
    isOver = count > Number(longestWords);
    const used = (line.dataset.count ?? "").replace("{count}", String(count));
    line.textContent = isOver ? `${used} ${over}` : used;
    line.classList.toggle("question__state--wrong", isOver);
    if (isNews && document.activeElement === area) alarm(over);
  }

  area.addEventListener("input", show);
  show();
}
