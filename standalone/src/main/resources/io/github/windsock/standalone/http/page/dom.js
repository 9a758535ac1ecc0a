// @ts-check
// Helpers of the other modules. Data from outside becomes text here, never HTML.

/** @param {string} id @returns {any} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/** @param {string} name @param {string} [text] @param {string} [className] */
export function make(name, text = "", className = "") {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

const texts = JSON.parse(byId("texts").textContent);

/** Returns a text in the page's language, with its placeholders filled. @param {string} key @param {...unknown} values @returns {string} */
export function say(key, ...values) {
  return (texts[key] ?? key).replace(/\{(\d)\}/g, (/** @type {string} */ all, /** @type {string} */ at) => String(values[Number(at)] ?? all));
}

/** Returns the meaning of a close code. @param {number} code */
export function meaning(code) {
  const range = code >= 4000 ? "4000" : code >= 3000 ? "3000" : String(code);
  return texts[`code-${range}`] ?? say("code-other");
}

/** @param {any} button @param {string} text */
export async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  const before = button.textContent;
  button.textContent = say("copied");
  setTimeout(() => { button.textContent = before; }, 1500);
}

/** @param {string} digits such as "00 ff" @returns {Uint8Array | undefined} */
export function bytesOf(digits) {
  const plain = digits.replace(/\s/g, "");
  if (!/^([0-9a-fA-F]{2})*$/.test(plain)) return undefined;
  return Uint8Array.from(plain.match(/../g) ?? [], pair => parseInt(pair, 16));
}

/** @param {Uint8Array} bytes */
export function hexOf(bytes) {
  return [...bytes].map(each => each.toString(16).padStart(2, "0")).join("");
}

/** Returns what is wrong with a message of a type, empty if nothing. @param {string} type @param {string} text */
export function complaint(type, text) {
  if (type === "hex") return bytesOf(text) ? "" : say("no-hex");
  if (type === "json") {
    try {
      JSON.parse(text);
    } catch {
      return say("no-json");
    }
  }
  return "";
}
