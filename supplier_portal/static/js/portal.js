/** Attaches each behaviour to the elements that ask for it; every page works without. */
import { autosave } from "./autosave.js";
import { confirm } from "./confirm.js";
import { deadline } from "./deadline.js";
import { filter } from "./filter.js";
import { idle } from "./idle.js";
import { presence } from "./presence.js";
import { upload } from "./upload.js";
import { weights } from "./weights.js";
import { words } from "./words.js";

/**
 * One behaviour that cannot start keeps no other from starting.
 * @template {HTMLElement} E
 * @param {string} selector
 * @param {(element: E) => void} behaviour
 */
function attach(selector, behaviour) {
  for (const element of document.querySelectorAll(selector)) {
    try {
      behaviour(/** @type {E} */ (element));
    } catch (problem) {
      reportError(problem);
    }
  }
}

attach("form[data-autosave]", autosave);
attach("form[data-weights]", weights);
attach("form[data-upload]", upload);
attach("input[data-filter]", filter);
attach("time[data-deadline]", deadline);
attach("form[data-presence]", presence);
attach("textarea[data-longest-words]", words);
attach("dialog[data-dialog]", confirm);
attach("dialog[data-idle]", idle);
attach("[data-focus]", (summary) => summary.focus());
