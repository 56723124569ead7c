/** Tells colleagues on which question the visitor is, and shows where they are. */
import { say } from "./announcer.js";
import { post } from "./persistence.js";

const TELL = 30_000;
const ASK = 15_000;

/**
 * Attaches meeting to a page with questions; when the server does not answer, nothing happens.
 * @param {HTMLFormElement} form holds what a request needs
 */
export function presence(form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("item"));

  /** The question that holds the focus, if one does. */
  function question() {
    const found = document.activeElement?.closest("form.question");
    return found && !document.hidden ? found.id.replace(/-claim$/, "") : "";
  }

  async function tell() {
    const item = question();
    if (!item) return;
    field.value = item;
    await post(form.action, new FormData(form)).catch(() => {});
  }

  async function ask() {
    if (document.hidden) return;
    try {
      const headers = { Accept: "application/json" };
      const response = await fetch(form.action, { headers });
      if (response.ok) show((await response.json()).here);
    } catch {
      // Colleagues are a courtesy: saving tells of a lost connection.
    }
  }

  let last = "";
  document.addEventListener("focusin", () => {
    const item = question();
    if (item && item !== last) tell();
    last = item || last;
  });
  setInterval(tell, TELL);
  setInterval(ask, ASK);
}

/**
 * Shows who is where; says it once, where it changed.
 * @param {Record<string, string>} here
 */
function show(here) {
  for (const line of document.querySelectorAll("[data-here]")) {
    const place = /** @type {HTMLElement} */ (line);
    const text = here[place.dataset.here ?? ""] ?? "";
    if (place.textContent === text) continue;
    place.textContent = text;
    if (text) say(text);
  }
}
