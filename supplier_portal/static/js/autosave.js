/**
 * Saves an answer as it is given, and says so quietly.
 *
 * Each request names this page and the number of its write; a repeated one keeps its number, so
 * that the server can tell a repeated or overtaken request from a new one.
 */
import { alarm, tellSaved } from "./announcer.js";
import { conflictOf, takeOver } from "./conflict.js";
import { persistent, post, ServerFault } from "./persistence.js";
import { showWeakness } from "./weakness.js";

const PAUSE = 700;
const EDITOR = crypto.getRandomValues(new Uint32Array(4)).join("-").slice(0, 40);

/** @typedef {"saving" | "saved" | "trying" | "wrong"} State */

/**
 * Attaches saving to a question with its inputs, its version and its state line.
 * @param {HTMLFormElement} form
 */
export function autosave(form) {
  const line = /** @type {HTMLElement} */ (form.querySelector("[data-state]"));
  const version = /** @type {HTMLInputElement} */ (form.elements.namedItem("version"));
  const { saving = "", saved = "", failed = "", faulty = "", refused = "" } = form.dataset;
  const attempts = persistent(save, (problem) => {
    isWrong("trying", problem instanceof ServerFault ? faulty : failed);
  });
  const sides = conflictOf(form, {
    stored: (stored) => {
      takeOver(form, stored);
      version.value = String(stored.version);
      kept = given();
      show("saved", saved);
    },
    mine: (stored) => {
      version.value = String(stored.version);
      attempts.plan();
    },
  });
  let sequence = 0;
  let kept = "unsaved" in form.dataset ? null : given();
  /** @type {{text: string, sequence: number} | null} the write of which nothing was heard yet */
  let unanswered = null;

  /** What the visitor filled in, to tell a change from one that the server has already. */
  function given() {
    const body = new FormData(form);
    for (const name of ["csrf_token", "version"]) body.delete(name);
    if (!body.get("compensation")) body.delete("compensation"); // its room may not be there yet
    return new URLSearchParams(/** @type {any} */ (body)).toString();
  }

  /**
   * @param {State} state
   * @param {string} text
   */
  function show(state, text) {
    line.dataset.state = state;
    line.classList.toggle("question__state--wrong", state === "trying" || state === "wrong");
    if (line.textContent !== text) line.textContent = text;
  }

  /**
   * Shows what is wrong; says it as well, unless that was said already.
   * @param {"trying" | "wrong"} state
   * @param {string} text
   */
  function isWrong(state, text) {
    const isNews = line.dataset.state !== state || line.textContent !== text;
    show(state, text);
    if (isNews) alarm(text);
  }

  function isInTrouble() {
    return line.dataset.state === "wrong" || line.dataset.state === "trying";
  }

  async function save() {
    const text = given();
    if (text === kept && !unanswered && !isInTrouble()) return;
    if (unanswered?.text !== text) unanswered = { text, sequence: ++sequence };
    if (!isInTrouble()) show("saving", saving);
    const body = new FormData(form);
    body.set("editor", EDITOR);
    body.set("sequence", String(unanswered.sequence));
    const { status, reply } = await post(form.action, body);
    unanswered = null;
    take(status, reply, text);
  }

  /**
   * @param {number} status
   * @param {any} reply
   * @param {string} text
   */
  function take(status, reply, text) {
    if (reply.visible) showProgress(form, reply);
    if (status >= 400) {
      isWrong("wrong", reply.message ?? refused);
      if (reply.stored) sides.show(reply.stored, reply.given);
      return;
    }
    kept = text;
    version.value = reply.version;
    sides.close();
    show("saved", reply.message);
    tellSaved(form.id);
    showWeakness(form, reply.weakness);
  }

  form.addEventListener("input", () => attempts.plan(PAUSE));
  form.addEventListener("change", () => attempts.plan());
  form.addEventListener("submit", () => {
    attempts.cancel();
    kept = given();
    unanswered = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (given() !== kept || unanswered) event.preventDefault();
  });
}

/**
 * @typedef {object} Around what the page shows around an answer
 * @property {string[]} visible the questions of the requirement that are asked now
 * @property {Record<string, string>} waiting those that may yet be, with what decides about it
 * @property {string} more
 * @property {number} total
 * @property {number} answered
 * @property {string} progress
 */

/**
 * Shows the questions of a requirement that are asked now, and how many are answered.
 * @param {HTMLFormElement} form
 * @param {Around} reply
 */
function showProgress(form, reply) {
  const requirement = /** @type {HTMLElement} */ (form.closest(".requirement"));
  for (const other of requirement.querySelectorAll("form[data-autosave]")) {
    /** @type {HTMLElement} */ (other).hidden = !reply.visible.includes(other.id);
  }
  for (const line of requirement.querySelectorAll("[data-waits]")) {
    showWaiting(/** @type {HTMLElement} */ (line), reply.waiting);
  }
  const progress = /** @type {HTMLElement} */ (document.querySelector("[data-progress]"));
  const bar = /** @type {HTMLProgressElement} */ (progress.querySelector("progress"));
  bar.max = reply.total || 1;
  bar.value = reply.answered;
  const text = /** @type {HTMLElement} */ (progress.querySelector("[data-progress-text]"));
  text.textContent = reply.progress;
  const more = /** @type {HTMLElement} */ (progress.querySelector("[data-progress-more]"));
  more.textContent = reply.more;
}

/**
 * Shows that it hangs on another answer whether a question is asked, and on which.
 * @param {HTMLElement} line
 * @param {Record<string, string>} waiting
 */
function showWaiting(line, waiting) {
  const decisive = waiting[line.dataset.waits ?? ""];
  line.hidden = !decisive;
  if (!decisive) return;
  const link = /** @type {HTMLAnchorElement} */ (line.querySelector("a"));
  link.hash = decisive;
  const legend = document.getElementById(decisive)?.querySelector("legend");
  link.textContent = legend?.textContent ?? decisive;
}
