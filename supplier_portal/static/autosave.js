/**
 * Saves an answer as it is given, and says so quietly.
 *
 * Each request names this page and counts its writes, so that the server can tell a repeated or
 * overtaken request from a new one. One request a form is under way at a time.
 */
const PAUSE = 700;
const RETRY = 3000;
const EDITOR = crypto.getRandomValues(new Uint32Array(4)).join("-").slice(0, 40);

/** @param {HTMLFormElement} form a question with its inputs, its version and its state line */
export function autosave(form) {
  const state = form.querySelector("[data-state]");
  const version = form.elements.namedItem("version");
  let sequence = 0;
  let timer = 0;
  let isUnderway = false;
  let kept = "unsaved" in form.dataset ? null : given();

  /** What the visitor filled in, to tell a change from one that the server has already. */
  function given() {
    const body = new FormData(form);
    for (const name of ["csrf_token", "version"]) body.delete(name);
    return new URLSearchParams(body).toString();
  }

  /** @param {string} text @param {boolean} isAlarming */
  function say(text, isAlarming = false) {
    state.setAttribute("role", isAlarming ? "alert" : "status");
    state.classList.toggle("question__state--wrong", isAlarming);
    if (state.textContent !== text) state.textContent = text;
  }

  /** @param {number} delay in milliseconds */
  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    const sent = given();
    const isWrong = state.classList.contains("question__state--wrong");
    if (isUnderway || (sent === kept && !isWrong)) return;
    isUnderway = true;
    if (!isWrong) say(form.dataset.saving);
    try {
      if (await take(await send())) kept = sent;
      if (given() !== sent) plan(0);
    } catch {
      say(form.dataset.failed, true);
      plan(RETRY);
    }
    isUnderway = false;
  }

  function send() {
    const body = new FormData(form);
    sequence += 1;
    body.set("editor", EDITOR);
    body.set("sequence", String(sequence));
    return fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  }

  /** @param {Response} response @returns {Promise<boolean>} whether the answer is kept */
  async function take(response) {
    const reply = await response.json();
    if (response.status >= 500) throw new Error(reply.message);
    say(reply.message, !response.ok);
    if (!response.ok) return false;
    version.value = reply.version;
    for (const other of form.closest(".requirement").querySelectorAll("[data-autosave]")) {
      other.hidden = !reply.visible.includes(other.id);
    }
    const progress = document.querySelector("[data-progress]");
    progress.querySelector("progress").max = reply.total || 1;
    progress.querySelector("progress").value = reply.answered;
    progress.querySelector("[data-progress-text]").textContent = reply.progress;
    return true;
  }

  form.addEventListener("input", () => plan(PAUSE));
  form.addEventListener("change", () => plan(0));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    kept = given();
  });
  window.addEventListener("beforeunload", (event) => {
    if (given() !== kept) event.preventDefault();
  });
}
