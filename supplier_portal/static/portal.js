/** Attaches each behaviour to the elements that ask for it; every page works without. */
import { autosave } from "./autosave.js";

for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
for (const summary of document.querySelectorAll("[data-focus]")) summary.focus();
