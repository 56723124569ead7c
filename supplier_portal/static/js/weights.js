/** Saves the weight of each requirement when it is changed, and shows what that does to the shares. */
import { alarm, tellSaved } from "./announcer.js";
import { persistent, post, ServerFault } from "./persistence.js";

/**
 * Attaches saving to every weight of the form; its button keeps saving them all.
 * @param {HTMLFormElement} form
 */
export function weights(form) {
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  const inputs = [...form.querySelectorAll("input[data-weight]")];
  for (const input of inputs) weight(form, /** @type {HTMLInputElement} */ (input));
  window.addEventListener("beforeunload", (event) => {
    const isUnsaved = (/** @type {Element} */ input) =>
      /** @type {HTMLInputElement} */ (input).value !== shownIn(form, input).value;
    if (!isSent && inputs.some(isUnsaved)) event.preventDefault();
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 */
function weight(form, input) {
  const shown = shownIn(form, input);
  const { weight: identifier = "" } = input.dataset;
  const version = hidden(form, `version-${identifier}`);
  const problem = /** @type {HTMLElement} */ (document.getElementById(`${input.id}-problem`));
  const { failed = "", faulty = "", refused = "" } = form.dataset;
  const attempts = persistent(save, (fault) => {
    tell(fault instanceof ServerFault ? faulty : failed);
  });
  let isAnswered = true;

  async function save() {
    const typed = input.value;
    if (typed === shown.value && isAnswered) return tell("");
    const body = new FormData();
    body.set("csrf_token", hidden(form, "csrf_token").value);
    body.set(input.name, typed);
    body.set(version.name, version.value);
    isAnswered = false;
    const { status, reply } = await post(form.action, body);
    isAnswered = true;
    showVersion(identifier, reply.versions?.[identifier] ?? version.value);
    if (status >= 400) return tell(reply.message ?? refused);
    shown.value = typed;
    tell("");
    tellSaved(input.name);
    showShares(form, reply);
  }

  /** @param {string} text what is wrong, or nothing */
  function tell(text) {
    if (text && problem.textContent !== text) alarm(text);
    problem.textContent = text;
    problem.hidden = !text;
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  input.addEventListener("change", () => attempts.plan());
}

/**
 * Gives every form that changes the requirement the version it is based on.
 * @param {string} identifier
 * @param {string} version
 */
function showVersion(identifier, version) {
  for (const input of document.querySelectorAll(`[data-version="${identifier}"]`)) {
    /** @type {HTMLInputElement} */ (input).value = version;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {{total: string, shares: Record<string, string>}} reply
 */
function showShares(form, reply) {
  for (const cell of form.querySelectorAll("[data-share]")) {
    cell.textContent = reply.shares[/** @type {HTMLElement} */ (cell).dataset.share ?? ""] ?? "–";
  }
  const total = /** @type {HTMLElement} */ (document.querySelector("[data-total]"));
  total.textContent = reply.total;
}

/**
 * The input that holds what is stored, as far as this page knows.
 * @param {HTMLFormElement} form
 * @param {Element} input
 */
function shownIn(form, input) {
  return hidden(form, `shown-${/** @type {HTMLElement} */ (input).dataset.weight}`);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function hidden(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}
