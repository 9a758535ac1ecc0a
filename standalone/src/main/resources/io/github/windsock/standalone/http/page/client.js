// @ts-check
// The page as a client: any path, and the tutorial. Each line has the number of its socket.

import { byId, bytesOf, complaint, copy, hexOf, make, say } from "./dom.js";

const CLOSE_CODE = 3005;
const CLOSE_REASON = "我就是要关闭它";
const SHOWN_CHARACTERS = 2000;
const KEPT_LINES = 500;
export const base = (location.protocol === "https:" ? "wss://" : "ws://") + location.host;

const log = byId("log");
let sockets = 0;
/** @type {WebSocket | undefined} */
let current;
/** @type {WebSocket | undefined} */
let lesson;

/** @param {number} number @param {string} kind @param {string} text */
function line(number, kind, text) {
  const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  log.append(make("li", `${number} ${shown}`, kind));
  while (log.childElementCount > KEPT_LINES) log.firstElementChild?.remove();
  log.scrollTop = log.scrollHeight;
}

/** @param {any} data */
function shown(data) {
  return typeof data === "string" ? `"${data}"` : `${data.byteLength} B ${hexOf(new Uint8Array(data.slice(0, 32)))}`;
}

/** Connects, and shows every event under the socket's number. @param {string} path @param {string[]} protocols */
function connect(path, protocols) {
  const number = ++sockets;
  line(number, "", `new WebSocket("${base}${path}"${protocols.length ? `, ${JSON.stringify(protocols)}` : ""})`);
  const socket = new WebSocket(base + path, protocols);
  socket.binaryType = "arraybuffer";
  let opened = false;
  socket.addEventListener("open", () => {
    opened = true;
    line(number, "good", `onopen${socket.protocol ? ` protocol=${socket.protocol}` : ""}`);
  });
  socket.addEventListener("message", event => line(number, "good", `onmessage ${shown(event.data)}`));
  socket.addEventListener("error", () => line(number, "bad", "onerror"));
  socket.addEventListener("close", event => {
    line(number, event.wasClean ? "" : "bad", `onclose code=${event.code} reason="${event.reason}" wasClean=${event.wasClean}`);
    if (!opened) line(number, "", `(${say("not-told")})`);
  });
  return {
    socket,
    /** @param {string | Uint8Array<ArrayBuffer>} message */
    send(message) {
      line(number, "", `send(${typeof message === "string" ? JSON.stringify(message) : hexOf(message)})`);
      socket.send(message);
    },
    /** @param {number} code @param {string} reason */
    close(code, reason) {
      line(number, "", `close(${code}, ${JSON.stringify(reason)})`);
      socket.close(code, reason);
    },
  };
}

/** @type {ReturnType<typeof connect> | undefined} */
let talk;

/** @param {string} path */
export function open(path) {
  const protocols = byId("client-protocols").value.split(",").map((/** @type {string} */ each) => each.trim()).filter(Boolean);
  byId("client-said").textContent = "";
  current?.close();
  let mine;
  try {
    mine = connect(path.startsWith("/") ? path : `/${path}`, protocols);
  } catch (e) {
    byId("client-said").textContent = e instanceof Error ? e.message : "";
    return undefined;
  }
  talk = mine;
  const socket = current = mine.socket;
  byId("disconnect").disabled = false;
  socket.addEventListener("open", () => { if (current === socket) byId("client-send").disabled = false; });
  socket.addEventListener("close", () => {
    if (current === socket) byId("client-send").disabled = byId("disconnect").disabled = true;
  });
  byId("client-send").disabled = true;
  return mine;
}

/** Tries a path: connects and sends a message, so that there is something to echo. @param {string} path */
export function attempt(path) {
  byId("client-path").value = path;
  const mine = open(path);
  mine?.socket.addEventListener("open", () => mine.send("hello WebSocket"));
}

function send() {
  const type = byId("client-type").value;
  const text = byId("client-text").value;
  const wrong = complaint(type, text);
  byId("client-said").textContent = wrong;
  if (!wrong) talk?.send(type === "hex" ? /** @type {any} */ (bytesOf(text)) : text);
}

const PROGRAM = `const socket = new WebSocket("${base}/");
socket.onopen = () => socket.send("hello WebSocket");
socket.onmessage = event => {
  console.log(event.data);
  setTimeout(() => socket.close(${CLOSE_CODE}, "${CLOSE_REASON}"), 3000);
};
socket.onclose = event => console.log(event.code, event.reason, event.wasClean);`;
byId("program").textContent = PROGRAM;
byId("copy-program").addEventListener("click", () => copy(byId("copy-program"), PROGRAM));

/** Marks the steps up to one as done, and the next one as awaited. @param {number} count */
function mark(count) {
  [...byId("steps").children].forEach((step, index) => {
    step.classList.toggle("done", index < count);
    step.classList.toggle("now", index === count);
  });
}

/** The tutorial's program, which marks each step. A second run uses another socket, and the first one stops marking. */
function tutorial() {
  lesson?.close();
  const mine = connect("/", []);
  const socket = lesson = mine.socket;
  const step = (/** @type {number} */ count) => { if (lesson === socket) mark(count); };
  byId("lesson-said").textContent = "";
  step(1);
  socket.addEventListener("open", () => {
    step(2);
    mine.send("hello WebSocket");
    step(3);
  });
  socket.addEventListener("message", () => {
    step(4);
    setTimeout(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      step(5);
      mine.close(CLOSE_CODE, CLOSE_REASON);
      step(6);
    }, 3000);
  }, { once: true });
  socket.addEventListener("close", event => {
    if (event.code === CLOSE_CODE && event.reason === CLOSE_REASON) {
      step(7);
      byId("own").hidden = false;
    } else if (lesson === socket) {
      byId("lesson-said").textContent = say("early", event.code);
    }
  });
}

for (const id of ["run", "run-start"]) byId(id).addEventListener("click", tutorial);
byId("client").addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  open(byId("client-path").value);
});
byId("client-send").addEventListener("click", send);
byId("disconnect").addEventListener("click", () => talk?.close(1000, ""));
byId("acts").addEventListener("click", (/** @type {Event} */ event) => {
  const link = event.target instanceof Element ? event.target.closest("a.try") : null;
  if (link) {
    event.preventDefault();
    attempt(link.getAttribute("href") ?? "/");
    byId("client-title").scrollIntoView({ block: "start" });
  }
});
