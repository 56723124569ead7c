/** Sends a form with a file and shows how far that is; without a script the form does it alone. */

const DONE = 201;
const HALF_WAY = 50;

/**
 * Attaches sending with a bar to a form.
 * @param {HTMLFormElement} form
 */
export function upload(form) {
  const room = /** @type {HTMLElement} */ (form.querySelector("[data-upload-progress]"));
  const bar = /** @type {HTMLProgressElement} */ (room.querySelector("progress"));
  const share = /** @type {HTMLElement} */ (room.querySelector("[data-upload-share]"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[data-upload-status]"));
  const { sending = "", checking = "", failed = "" } = status.dataset;
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));

  form.addEventListener("submit", (event) => {
    const file = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
    if (!file.files?.length) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    send();
  });

  function send() {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Upload", "script");
    request.setRequestHeader("Accept", "text/html");
    request.upload.addEventListener("progress", show);
    request.upload.addEventListener("load", () => say(checking));
    request.addEventListener("load", () => arrive(request));
    request.addEventListener("error", fail);
    request.addEventListener("abort", fail);
    button.setAttribute("aria-disabled", "true");
    room.hidden = false;
    say(sending);
    request.send(new FormData(form));
  }

  /** @param {ProgressEvent} event */
  function show(event) {
    if (!event.lengthComputable) return;
    const percentage = Math.floor((100 * event.loaded) / event.total);
    // Those who hear the page are told half way only: every step would be noise.
    if (percentage >= HALF_WAY && bar.value < HALF_WAY) say(`${sending} ${HALF_WAY} %`);
    bar.value = percentage;
    share.textContent = `${percentage} %`;
  }

  /** @param {string} text */
  function say(text) {
    status.textContent = text;
  }

  function fail() {
    button.removeAttribute("aria-disabled");
    room.hidden = true;
    bar.value = 0;
    say(failed);
  }
}

/**
 * Goes on to the next page, or shows the page that says what is wrong.
 * @param {XMLHttpRequest} request
 */
function arrive(request) {
  const next = request.getResponseHeader("Location");
  if (request.status === DONE && next) {
    const target = new URL(next, location.href);
    const isHere = target.pathname === location.pathname && target.search === location.search;
    location.assign(target);
    if (isHere) location.reload();
    return;
  }
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = answer.querySelector("main");
  if (!main) {
    location.reload();
    return;
  }
  document.title = answer.title;
  document.querySelector("main")?.replaceWith(main);
  for (const form of main.querySelectorAll("form[data-upload]")) {
    upload(/** @type {HTMLFormElement} */ (form));
  }
  const problem = /** @type {HTMLElement | null} */ (main.querySelector("[data-focus]"));
  (problem ?? main).focus();
}
