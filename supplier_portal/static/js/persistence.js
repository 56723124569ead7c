/** Sends until there is an answer: after 1, 2, 4 … 30 seconds, and at once when there is a network. */
const LONGEST_WAIT = 30_000;
const LONGEST_REPLY = 30_000;

/** The server could not answer now; it may later. */
export class ServerFault extends Error {}

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {any} reply what the server says, empty where it says nothing a script can read
 */

/**
 * Sends a form for a script to read the answer; throws where another try may help.
 * @param {string} address
 * @param {FormData} body
 * @returns {Promise<Answer>}
 */
export async function post(address, body) {
  const signal = AbortSignal.timeout(LONGEST_REPLY);
  const headers = { Accept: "application/json" };
  const response = await fetch(address, { method: "POST", body, headers, signal });
  const isTold = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
  // A good answer in another form comes from something between us and the server.
  if (response.status >= 500 || (response.ok && !isTold)) throw new ServerFault();
  return { status: response.status, reply: isTold ? await response.json() : {} };
}

/**
 * @typedef {object} Attempts
 * @property {(delay?: number) => void} plan works after so many milliseconds, in place of an earlier plan
 * @property {() => void} cancel
 */

/**
 * Repeats work for as long as it throws; one piece of work is under way at a time.
 * @param {() => Promise<void>} work
 * @param {(problem: unknown) => void} onTrouble
 * @returns {Attempts}
 */
export function persistent(work, onTrouble) {
  let timer = 0;
  let failures = 0;
  let isUnderway = false;
  let isWanted = false;

  function cancel() {
    clearTimeout(timer);
  }

  function plan(delay = 0) {
    cancel();
    timer = window.setTimeout(attempt, delay);
  }

  async function attempt() {
    isWanted = isUnderway;
    if (isUnderway) return;
    isUnderway = true;
    try {
      await work();
      failures = 0;
      if (isWanted) plan();
    } catch (problem) {
      onTrouble(problem);
      plan(Math.min(1_000 * 2 ** failures, LONGEST_WAIT));
      failures += 1;
    }
    isUnderway = false;
  }

  window.addEventListener("online", () => {
    if (failures > 0) plan();
  });
  return { plan, cancel };
}
