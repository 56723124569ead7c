/** Asks before something is done that cannot be undone; the safe answer has the focus. */
const agreed = new WeakSet();

/**
 * Attaches asking to every button of the page that has a question.
 * @param {HTMLDialogElement} dialog
 */
export function confirm(dialog) {
  const question = /** @type {HTMLElement} */ (dialog.querySelector("[data-question]"));
  const agree = /** @type {HTMLButtonElement} */ (dialog.querySelector("[data-agree]"));
  const cancel = /** @type {HTMLButtonElement} */ (dialog.querySelector("[data-cancel]"));
  /** @type {HTMLButtonElement | null} */
  let asking = null;

  document.addEventListener("submit", (event) => {
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (!button?.dataset.confirm || agreed.delete(button)) return;
    event.preventDefault();
    asking = button;
    question.textContent = button.dataset.confirm;
    agree.textContent = button.textContent;
    dialog.showModal();
    cancel.focus();
  });
  cancel.addEventListener("click", () => dialog.close());
  agree.addEventListener("click", () => {
    dialog.close();
    if (!asking) return;
    agreed.add(asking);
    asking.form?.requestSubmit(asking);
  });
}
