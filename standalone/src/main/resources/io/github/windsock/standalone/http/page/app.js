// @ts-check
// The console: connects the event feed, the timeline and the controls.

import { attempt, base } from "./client.js";
import { byId, bytesOf, complaint, copy, hexOf, make, meaning, say } from "./dom.js";
import { command, follow, read } from "./feed.js";
import { browserEvent, content, frame, Model, readable, visible } from "./model.js";
import { clock, Table } from "./table.js";

const SHOWN_CONNECTIONS = 100;
const model = new Model();
const table = new Table(model, show);
/** @type {{skipped: number, entries: any[]}[] | undefined} held back while paused */
let held;
/** @type {any} */
let opened;
const forms = { text: "text", binary: "hex" };
let seen = 0;

follow({
  hello: hello => {
    model.hello(hello);
    refresh();
  },
  batch: batch => {
    if (held) {
      held.push(batch);
      if (held.length > 300) held.shift();
      byId("pause").textContent = say("resume-count", held.reduce((sum, each) => sum + each.entries.length, 0));
    } else {
      take(batch);
    }
  },
  state: (isOn, why) => {
    byId("feed").textContent = isOn ? `● ${say("feed-on")}` : `○ ${why || say("feed-off")}`;
    byId("feed").className = isOn ? "good" : "bad";
  },
});

/** @param {any} batch */
function take(batch) {
  const before = model.entries.length;
  model.add(batch);
  seen += Math.max(0, model.entries.length - before);
  refresh();
}

let refreshing = false;

function refresh() {
  table.draw();
  if (refreshing) return;
  refreshing = true;
  setTimeout(() => {
    refreshing = false;
    connections();
  }, 100);
}

// Screen readers announce the number of new events now and then, not each row.
setInterval(() => {
  if (seen && !held) byId("summary").textContent = say("summary", seen, model.of("open").length);
  seen = 0;
}, 5000);

function connections() {
  const all = [...model.conns.values()].filter(conn => conn.state !== "refused").reverse();
  const open = all.filter(conn => conn.state === "open").length;
  byId("counts").textContent = say("counts", open, all.length - open);
  byId("no-conns").hidden = all.length > 0;
  keepFocus(byId("conns"), all.slice(0, SHOWN_CONNECTIONS).map(item));
  const refused = model.of("refused").reverse();
  byId("refused-title").hidden = refused.length === 0;
  byId("refused-count").textContent = refused.length ? `(${refused.length})` : "";
  byId("refused").replaceChildren(...refused.slice(0, SHOWN_CONNECTIONS).map(conn => {
    const line = make("li", "", "bad");
    line.append(headline(conn, `✕ ${conn.status}`));
    line.append(make("small", `#${conn.n} ${origin(conn)} · ${conn.why.slice(0, 400) || say("asked")}`));
    return line;
  }));
  controls();
}

/** @param {any} list @param {HTMLElement[]} items */
function keepFocus(list, items) {
  const focused = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.conn : "";
  list.replaceChildren(...items);
  if (focused) list.querySelector(`[data-conn="${focused}"]`)?.focus();
}

/** @param {import("./model.js").Conn} conn */
function origin(conn) {
  return conn.origin === location.origin ? say("origin-here") : conn.origin === "null" ? say("origin-file") : conn.origin || say("no-origin");
}

/** The first lines of an item, in which a long target is cut off. @param {import("./model.js").Conn} conn @param {...(string | Node)} before */
function headline(conn, ...before) {
  const line = make("span", "", "headline");
  line.title = readable(conn.target);
  line.append(...before, ` ${readable(conn.target).slice(0, 400)}`);
  return line;
}

/** @param {import("./model.js").Conn} conn */
function item(conn) {
  const line = make("li");
  const button = make("button");
  const state = conn.state === "closed" ? `○ ${say("state-closed")} ${conn.code}` : conn.state === "open" ? `● ${say("state-open")}` : `◌ ${say("state-waiting")}`;
  button.append(headline(conn, `#${conn.n} `, make("span", state, conn.state === "closed" && !conn.clean ? "bad" : conn.state === "open" ? "good" : "")));
  const end = conn.state === "closed" ? [conn.reason && `"${visible(conn.reason)}"`, conn.code < 3000 && conn.code !== 1000 && meaning(conn.code)] : [];
  button.append(make("small", [...end, say("count", conn.count), conn.subprotocol, conn.agent, origin(conn)].filter(Boolean).join(" · ")));
  button.setAttribute("type", "button");
  button.setAttribute("aria-current", String(model.filter.conn === conn.n));
  button.dataset.conn = String(conn.n);
  line.append(button);
  return line;
}

/** @param {number} conn 0 for all */
function choose(conn) {
  model.filter.conn = conn;
  model.refilter();
  byId("all").setAttribute("aria-pressed", String(conn === 0));
  byId("table").className = conn ? "single" : "";
  byId("chosen").textContent = conn ? `#${conn}` : "";
  byId("act-on").textContent = conn ? `#${conn}` : "";
  table.selected = -1;
  refresh();
  controls();
}

function controls() {
  const conn = model.conns.get(model.filter.conn);
  const isOpen = conn !== undefined && conn.state !== "closed" && conn.state !== "refused";
  byId("act-fields").disabled = !isOpen;
  byId("act-fields").hidden = conn === undefined;
  byId("act-hint").hidden = conn !== undefined;
  byId("copies").disabled = toCopy() === 0;
}

byId("all").addEventListener("click", () => choose(0));
byId("conns").addEventListener("click", (/** @type {Event} */ event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button) choose(Number(button.dataset.conn));
});

// The toolbar.
byId("filter").addEventListener("input", () => { model.filter.text = byId("filter").value.toLowerCase(); refilter(); });
byId("direction").addEventListener("change", () => { model.filter.direction = byId("direction").value; refilter(); });
byId("control").addEventListener("change", () => { model.filter.control = byId("control").checked; refilter(); });
byId("follow").addEventListener("change", () => table.draw());

function refilter() {
  model.refilter();
  table.selected = -1;
  table.draw();
}

byId("pause").addEventListener("click", pause);
byId("clear").addEventListener("click", () => {
  model.clear();
  hide();
  byId("log").replaceChildren();
  refresh();
});
byId("save").addEventListener("click", async () => {
  const as = byId("export").value;
  const response = await tell(read(`/api/export?as=${as}`));
  if (response) save(await response.blob(), `windsock.${as === "text" ? "txt" : as}`);
});

/** @param {Blob} content @param {string} name of the file */
function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function pause() {
  const batches = held;
  held = held ? undefined : [];
  table.paused = held !== undefined;
  byId("pause").setAttribute("aria-pressed", String(held !== undefined));
  byId("pause").textContent = say(held ? "go-on" : "pause");
  batches?.forEach(take);
}

// The detail view of one entry.
/** @param {any} entry */
async function show(entry) {
  if (entry.id < 0) return;
  opened = entry;
  byId("detail").hidden = false;
  render();
  if (entry.cut) {
    const response = await tell(read(`/api/entries/${entry.id}`));
    if (response && opened === entry) {
      opened = { ...entry, ...await response.json() };
      render();
    }
  }
}

function render() {
  const entry = opened;
  const facts = [entry.conn ? `#${entry.conn}` : "", clock(model.start + entry.t), browserEvent(entry), frame(entry)].filter(each => each && each !== "—");
  if (entry.text !== undefined && entry.data !== undefined && !entry.hex) facts.push(say("characters", [...entry.data].length));
  if (entry.code) facts.push(`${entry.code}: ${meaning(entry.code)}`);
  if (entry.why) facts.push(entry.why);
  byId("facts").textContent = facts.join(" · ");
  byId("body").textContent = body(entry);
  for (const button of document.querySelectorAll("[data-form]")) button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.form === formOf(entry)));
}

/** Returns as what an entry is shown: what was chosen for the last one of its kind. @param {any} entry */
function formOf(entry) {
  return entry.hex ? forms.binary : forms.text;
}

/** @param {any} entry */
function body(entry) {
  if (entry.data === undefined) {
    const lines = Object.entries(entry.headers ?? {}).map(([name, values]) => `${name}: ${values.join(", ")}`);
    return [content(entry), ...lines].join("\n");
  }
  const form = formOf(entry);
  const bytes = entry.hex ? bytesOf(entry.data) ?? new Uint8Array() : new TextEncoder().encode(entry.data);
  if (form === "hex") return dump(bytes);
  const text = entry.hex ? new TextDecoder().decode(bytes) : entry.data;
  if (form === "json") {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return say("no-json");
    }
  }
  return text;
}

/** @param {Uint8Array} bytes */
function dump(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.slice(at, at + 16);
    const digits = hexOf(part).replace(/../g, "$& ").padEnd(48);
    lines.push(`${at.toString(16).padStart(6, "0")}  ${digits} ${[...part].map(each => each > 31 && each < 127 ? String.fromCharCode(each) : ".").join("")}`);
  }
  return lines.join("\n");
}

function hide() {
  byId("detail").hidden = true;
  opened = undefined;
}

byId("close-detail").addEventListener("click", () => { hide(); byId("scroll").focus(); });
byId("copy-detail").addEventListener("click", () => copy(byId("copy-detail"), byId("body").textContent));
for (const button of document.querySelectorAll("[data-form]")) {
  button.addEventListener("click", () => {
    forms[opened.hex ? "binary" : "text"] = /** @type {HTMLElement} */ (button).dataset.form ?? "text";
    render();
  });
}

// The controls that act as the server.
/** Waits for a task, and shows its error. @template T @param {Promise<T>} task @returns {Promise<T | undefined>} */
async function tell(task) {
  try {
    byId("act-said").textContent = "";
    return await task;
  } catch (e) {
    byId("act-said").textContent = e instanceof Error ? e.message : String(e);
    return undefined;
  }
}

byId("act").addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  const text = byId("act-text").value;
  const type = byId("act-type").value;
  const wrong = complaint(type, text);
  if (wrong) byId("act-said").textContent = wrong;
  else tell(command(model.filter.conn, "send", type === "hex" ? { hex: text } : { text }));
});
for (const button of document.querySelectorAll("[data-command]")) {
  button.addEventListener("click", () => {
    const name = /** @type {HTMLElement} */ (button).dataset.command ?? "";
    const code = byId("act-code").value.trim();
    const values = {
      ping: () => ({ text: byId("act-text").value }),
      close: () => ({ ...(code && { code: Number(code) }), reason: byId("act-reason").value }),
      behave: () => ({ url: byId("act-behavior").value }),
      fault: () => ({ url: byId("act-fault").value }),
    }[name];
    tell(command(model.filter.conn, name, values ? values() : {}));
  });
}

// Copying a connection as a test.
/** @type {Object<string, (conn: number) => string>} */
const files = { junit: () => "RecordedTests.java", js: conn => `connection-${conn}.js`, wscat: conn => `connection-${conn}.sh`, wsc: conn => `connection-${conn}.wsc` };
let copied = "junit";
let copyOf = 0;

/** Returns the number of the selected connection, or of the latest; 0 without one. */
function toCopy() {
  return model.filter.conn || Math.max(0, ...[...model.conns.values()].filter(conn => conn.state !== "refused").map(conn => conn.n));
}

/** @param {string} as */
async function copyAs(as) {
  copied = as;
  for (const button of document.querySelectorAll("[data-test]")) button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.test === as));
  byId("test-hint").textContent = say(`test-${as}`, files[as](copyOf));
  const text = await read(`/api/connections/${copyOf}/test?as=${as}`).then(response => response.text(), e => e.message);
  if (copied === as) byId("snippet").textContent = text.trimEnd();
}

byId("copies").addEventListener("click", () => {
  copyOf = toCopy();
  byId("test-of").textContent = `#${copyOf}`;
  byId("test").showModal();
  copyAs(copied);
});
for (const button of document.querySelectorAll("[data-test]")) {
  button.addEventListener("click", () => copyAs(/** @type {HTMLElement} */ (button).dataset.test ?? ""));
}
byId("copy-snippet").addEventListener("click", () => copy(byId("copy-snippet"), byId("snippet").textContent));
byId("save-snippet").addEventListener("click", () => save(new Blob([byId("snippet").textContent, "\n"]), files[copied](copyOf)));
byId("copy").addEventListener("click", () => copy(byId("copy"), `${base}/`));

// Keys, the theme, the language.
byId("help").addEventListener("click", () => byId("keys").showModal());
byId("keys-on").checked = localStorage.getItem("keys") !== "off";
byId("keys-on").addEventListener("change", () => localStorage.setItem("keys", byId("keys-on").checked ? "on" : "off"));
/** @type {Object<string, () => void>} */
const keys = {
  "/": () => byId("filter").focus(),
  j: () => table.move(1),
  k: () => table.move(-1),
  p: pause,
  "?": () => byId("keys").showModal(),
};
document.addEventListener("keydown", event => {
  const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
  const action = keys[event.key];
  if (!action || isTyping || event.ctrlKey || event.metaKey || event.altKey || !byId("keys-on").checked) return;
  event.preventDefault();
  action();
});

const root = document.documentElement;
root.dataset.theme = byId("theme").value = localStorage.getItem("theme") ?? "";
byId("theme").addEventListener("change", () => {
  root.dataset.theme = byId("theme").value;
  localStorage.setItem("theme", byId("theme").value);
});

// If the address has the path of a behavior, the page connects to it at once. The language parameter is the page's own.
const query = new URLSearchParams(location.search);
const asked = query.get("lang");
const saved = localStorage.getItem("lang");
query.delete("lang");
const search = query.size ? `?${query}` : "";
const inLanguage = (/** @type {string} */ language) => `${search ? `${search}&` : "?"}lang=${language}`;
byId("address").textContent = `${base}/`;
byId("start-page").textContent = `new WebSocket("${base}/")`;
byId("start-shell").textContent = `npx wscat -c ${base}/`;
byId("language").search = inLanguage(byId("language").lang);
byId("language").addEventListener("click", () => localStorage.setItem("lang", byId("language").lang));
choose(0);
if (!asked && saved && saved !== root.lang) {
  location.search = inLanguage(saved);
} else if (location.pathname !== "/" && [...document.querySelectorAll("a.try")]
  .some(link => /** @type {HTMLAnchorElement} */ (link).pathname === location.pathname)) {
  attempt(location.pathname + search);
}
