/** Warns five minutes before one is signed out for being away; one button lets one stay. */
import { post } from "./persistence.js";

const BEFORE = 5 * 60_000;
const NEARLY = 30_000;

/**
 * Attaches warning to a page of who is signed in.
 *
 * The server is asked how long is left when the time seems to have come: somebody may have worked
 * in another tab meanwhile, or answers were saved. Asking keeps nobody signed in.
 * @param {HTMLDialogElement} dialog
 */
export function idle(dialog) {
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const failed = /** @type {HTMLElement} */ (dialog.querySelector("[data-failed]"));
  let timer = 0;

  /** @param {number} seconds */
  function wait(seconds) {
    clearTimeout(timer);
    timer = window.setTimeout(look, Math.max(seconds * 1000 - BEFORE, 0));
  }

  async function look() {
    try {
      const response = await fetch(form.action, { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const { seconds } = await response.json();
      if (seconds * 1000 > BEFORE + NEARLY) wait(seconds);
      else warn();
    } catch {
      warn();
    }
  }

  function warn() {
    failed.hidden = true;
    if (!dialog.open) dialog.showModal();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { status, reply } = await post(form.action, new FormData(form)).catch(() => ({
      status: 0,
      reply: {},
    }));
    failed.hidden = status === 200;
    if (status !== 200) return;
    dialog.close();
    wait(reply.seconds);
  });
  wait(Number(dialog.dataset.seconds));
}
