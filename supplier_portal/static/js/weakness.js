/** Shows what a weak answer leaves open, with room for a measure that makes up for it. */
import { say } from "./announcer.js";

/**
 * @typedef {object} Risk
 * @property {string} severity
 * @property {string} words
 * @property {string} text
 * @property {string} language
 *
 * @typedef {object} Weakness
 * @property {boolean} is_weak
 * @property {Risk[]} risks
 */

/**
 * Shows or hides the risks of one answer; what was typed in the room stays there.
 * @param {HTMLFormElement} form
 * @param {Weakness} weakness
 * @param {string} [measure] what is stored as compensating measure, to be shown instead
 */
export function showWeakness(form, weakness, measure) {
  const found = /** @type {HTMLElement | null} */ (form.querySelector("[data-weakness]"));
  if (!found && !weakness.is_weak && !measure) return;
  const region = found ?? make(form);
  const risks = /** @type {HTMLElement} */ (region.querySelector("[data-risks]"));
  const wasWeak = !region.hidden;
  const before = risks.textContent;
  if (weakness.is_weak) risks.replaceChildren(...lines(weakness.risks));
  region.hidden = !weakness.is_weak;
  const area = /** @type {HTMLTextAreaElement} */ (region.querySelector("textarea"));
  if (measure !== undefined) area.value = measure;
  const isNews = !wasWeak || before?.trim() !== risks.textContent?.trim();
  if (weakness.is_weak && isNews) say(risks.innerText);
}

/** @param {HTMLFormElement} form */
function make(form) {
  const template = /** @type {HTMLTemplateElement} */ (
    document.querySelector("template[data-weakness-room]")
  );
  const region = /** @type {HTMLElement} */ (
    document.importNode(/** @type {HTMLElement} */ (template.content.firstElementChild), true)
  );
  for (const name of ["id", "for", "aria-describedby"]) {
    for (const element of region.querySelectorAll(`[${name}]`)) {
      const given = element.getAttribute(name) ?? "";
      element.setAttribute(name, given.replace(/^new-/, `${form.id}-`));
    }
  }
  region.hidden = true;
  form.querySelector("textarea[name=text]")?.after(region);
  return region;
}

/** @param {Risk[]} risks */
function lines(risks) {
  const template = /** @type {HTMLTemplateElement} */ (
    document.querySelector("template[data-weakness-room]")
  );
  const unnamed = template.content.querySelector("[data-unnamed]")?.getAttribute("data-unnamed");
  if (risks.length === 0) return [line("low", "", unnamed ?? "", "")];
  return risks.map((risk) => line(risk.severity, risk.words, risk.text, risk.language));
}

/**
 * @param {string} severity
 * @param {string} words
 * @param {string} text
 * @param {string} language
 */
function line(severity, words, text, language) {
  const made = document.createElement("p");
  made.className = `risk risk--${severity}`;
  if (words) {
    const strong = document.createElement("strong");
    strong.textContent = `${words}:`;
    made.append(strong, " ");
  }
  const said = document.createElement("span");
  said.textContent = text;
  if (language) said.lang = language;
  made.append(said);
  return made;
}
