/** Shows both answers under a question when a colleague was first, and offers a way out with each. */
import { showWeakness } from "./weakness.js";

/**
 * @typedef {object} Stored the answer that is stored, in words and as the inputs hold it
 * @property {number} version
 * @property {string[]} lines
 * @property {string[]} options
 * @property {string} number
 * @property {string} text
 * @property {string} compensation
 * @property {import("./weakness.js").Weakness} weakness
 */

/**
 * @typedef {object} Sides
 * @property {(stored: Stored, given: string[]) => void} show
 * @property {() => void} close
 */

/**
 * Prepares the region of one question, which is made when it is first needed.
 * @param {HTMLFormElement} form
 * @param {{stored: (stored: Stored) => void, mine: (stored: Stored) => void}} keep what each choice does
 * @returns {Sides}
 */
export function conflictOf(form, keep) {
  /** @type {HTMLElement | null} */
  let region = null;
  /** @type {Stored} */
  let latest;

  function make() {
    const template = /** @type {HTMLTemplateElement} */ (
      document.querySelector("template[data-conflict]")
    );
    const made = /** @type {HTMLElement} */ (
      document.importNode(/** @type {HTMLElement} */ (template.content.firstElementChild), true)
    );
    for (const choice of /** @type {const} */ (["stored", "mine"])) {
      made.querySelector(`[data-keep=${choice}]`)?.addEventListener("click", () => {
        close();
        keep[choice](latest);
        focusOn(form); // the button that had it is gone
      });
    }
    form.append(made);
    return made;
  }

  /** @type {Sides["show"]} */
  function show(stored, given) {
    latest = stored;
    region ??= make();
    fill(region, "[data-stored]", stored.lines);
    fill(region, "[data-given]", given);
  }

  function close() {
    region?.remove();
    region = null;
  }

  return { show, close };
}

/** @param {HTMLFormElement} form */
function focusOn(form) {
  const input = form.querySelector("input:checked, input[name=number], textarea");
  /** @type {HTMLElement} */ (input).focus();
}

/**
 * Puts a stored answer into the inputs of its question.
 * @param {HTMLFormElement} form
 * @param {Stored} stored
 */
export function takeOver(form, stored) {
  for (const control of form.elements) {
    if (control.getAttribute("name") === "text") {
      /** @type {HTMLTextAreaElement} */ (control).value = stored.text;
    }
    if (!(control instanceof HTMLInputElement)) continue;
    if (control.name === "option") control.checked = stored.options.includes(control.value);
    if (control.name === "number") control.value = stored.number;
  }
  showWeakness(form, stored.weakness, stored.compensation);
}

/**
 * @param {HTMLElement} region
 * @param {string} selector
 * @param {string[]} lines
 */
function fill(region, selector, lines) {
  const side = /** @type {HTMLElement} */ (region.querySelector(selector));
  const texts = lines.length > 0 ? lines : [region.dataset.nothing ?? ""];
  side.replaceChildren(
    ...texts.map((text) => {
      const line = document.createElement("p");
      line.className = "given";
      line.textContent = text;
      return line;
    }),
  );
}
