// @ts-check
// The page's script. It shows what a page gets to see of a WebSocket: what arrives is only ever set as text.

const CLOSE_CODE = 3005;
const CLOSE_REASON = "我就是要关闭它";
const SHOWN_CHARACTERS = 2000;
const KEPT_LINES = 500;
const base = (location.protocol === "https:" ? "wss://" : "ws://") + location.host;

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

const log = byId("log");
const disconnect = /** @type {HTMLButtonElement} */ (byId("disconnect"));
/** @type {WebSocket | undefined} */
let current;
let begun = 0;

/** @param {string} kind @param {string} text */
function line(kind, text) {
  const item = document.createElement("li");
  const time = document.createElement("time");
  time.textContent = `${((performance.now() - begun) / 1000).toFixed(3)} `;
  item.className = kind;
  item.append(time, text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
  log.append(item);
  while (log.childElementCount > KEPT_LINES) log.firstElementChild?.remove();
  log.scrollTop = log.scrollHeight;
  byId("empty").hidden = true;
}

/** @param {MessageEvent} event */
function content(event) {
  return typeof event.data === "string"
    ? `"${event.data}"`
    : `Blob, ${event.data.size} bytes`;
}

/** Connects, and shows every event. @param {string} path @returns {WebSocket} */
function connect(path) {
  current?.close();
  begun = performance.now();
  line("", `new WebSocket("${base}${path}")`);
  const socket = new WebSocket(base + path);
  current = socket;
  disconnect.disabled = false;
  let opened = false;
  socket.addEventListener("open", () => { opened = true; });
  socket.addEventListener("open", () => line("open", `onopen${socket.protocol ? ` protocol=${socket.protocol}` : ""}`));
  socket.addEventListener("message", event => line("message", `onmessage ${content(event)}`));
  socket.addEventListener("error", () => line("error", "onerror"));
  socket.addEventListener("close", event => {
    line(event.wasClean ? "close" : "unclean", `onclose code=${event.code} reason="${event.reason}" wasClean=${event.wasClean}`);
    if (!opened) line("", `(${document.body.dataset.refused})`);
    if (current === socket) disconnect.disabled = true;
  });
  return socket;
}

/** @param {number} count */
function mark(count) {
  [...byId("steps").children].forEach((step, index) => step.classList.toggle("done", index < count));
}

/** The tutorial's program, with a mark for each step. */
function tutorial() {
  mark(0);
  const socket = connect("/");
  mark(1);
  socket.addEventListener("open", () => {
    line("", 'send("hello WebSocket")');
    socket.send("hello WebSocket");
    mark(2);
  });
  socket.addEventListener("message", () => {
    mark(3);
    setTimeout(() => {
      line("", `close(${CLOSE_CODE}, "${CLOSE_REASON}")`);
      socket.close(CLOSE_CODE, CLOSE_REASON);
      mark(4);
    }, 3000);
  }, { once: true });
  socket.addEventListener("close", event => {
    if (event.code === CLOSE_CODE && event.reason === CLOSE_REASON) {
      mark(5);
      byId("own").hidden = false;
    }
  });
}

/** A path is tried by connecting and saying something, so that there is something to echo. @param {string} path */
function attempt(path) {
  const socket = connect(path);
  socket.addEventListener("open", () => {
    line("", 'send("hello WebSocket")');
    socket.send("hello WebSocket");
  });
}

byId("address").textContent = `${base}/`;
byId("run").addEventListener("click", tutorial);
byId("clear").addEventListener("click", () => log.replaceChildren());
disconnect.addEventListener("click", () => current?.close(1000, ""));
byId("copy").addEventListener("click", async event => {
  const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
  await navigator.clipboard.writeText(`${base}/`);
  button.textContent = document.body.dataset.copied ?? "";
});
byId("acts").addEventListener("click", event => {
  const link = event.target instanceof Element ? event.target.closest("a.try") : null;
  if (link) {
    event.preventDefault();
    attempt(link.getAttribute("href") ?? "/");
    log.scrollIntoView({ block: "center" });
  }
});

// The theme follows the system until somebody chooses.
const root = document.documentElement;
root.dataset.theme = localStorage.getItem("theme") ?? "";
byId("theme").addEventListener("click", () => {
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
});

// A link that names a behavior shows it: the path in the address line is tried at once. The language is the page's own.
const query = new URLSearchParams(location.search);
query.delete("lang");
const search = query.size ? `?${query}` : "";
const language = /** @type {HTMLAnchorElement} */ (byId("language"));
language.search = `${search ? `${search}&` : "?"}lang=${language.lang}`;
if (location.pathname !== "/" && [...document.querySelectorAll("a.try")]
  .some(link => /** @type {HTMLAnchorElement} */ (link).pathname === location.pathname)) {
  attempt(location.pathname + search);
}
