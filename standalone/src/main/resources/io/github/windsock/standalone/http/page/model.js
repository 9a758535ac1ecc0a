// @ts-check
// The model of the page: entries, their connections, and which of them are shown.

import { say } from "./dom.js";

/** @typedef {{id: number, t: number, conn?: number, kind: string, state?: string, target?: string, headers?: Object<string, string[]>, status?: number, text?: boolean, size?: number, data?: string, hex?: boolean, cut?: boolean, code?: number, reason?: string, clean?: boolean, why?: string, what?: string, detail?: string, skipped?: number, first?: boolean, over?: boolean}} Entry */
/** @typedef {{n: number, target: string, origin: string, agent: string, subprotocol: string, state: string, status: number, code: number, reason: string, why: string, clean: boolean, count: number, closing: boolean, over: boolean}} Conn */

const KEPT = 20000;
const CONTROL = new Set(["ping-received", "ping-sent", "pong-received", "pong-sent", "close-received", "close-sent"]);
const IN = new Set(["attempt", "received", "ping-received", "pong-received", "close-received"]);
const OUT = new Set(["answer", "sent", "ping-sent", "pong-sent", "close-sent"]);

/** @param {Entry} entry @returns {"in" | "out" | ""} */
export function direction(entry) {
  return IN.has(entry.kind) ? "in" : OUT.has(entry.kind) ? "out" : "";
}

/** Whether a page can close with this code, or without one. All others are the browser's own. @param {number} [code] */
function isOfPage(code = 1005) {
  return code === 1000 || code === 1005 || (code >= 3000 && code <= 4999);
}

/** Whether the browser failed the connection. A page that is left sends 1001, and sees nothing of it. @param {Entry} entry */
function isFailure(entry) {
  return Boolean(entry.first) && !isOfPage(entry.code) && entry.code !== 1001;
}

/** Returns the name of the event in a browser. Not every browser fires what is in parentheses. @param {Entry} entry */
export function browserEvent(entry) {
  switch (entry.kind) {
    case "attempt": return "new WebSocket()";
    case "answer": return entry.status === 101 ? "onopen" : "onerror, onclose";
    case "received": return "send()";
    case "sent": return "onmessage";
    case "close-received": return isFailure(entry) ? "onerror, onclose" : entry.first && isOfPage(entry.code) ? "close()" : "—";
    case "closed": return entry.over ? "—" : entry.clean ? "onclose" : "(onerror) onclose";
    default: return "—";
  }
}

/** @param {Entry} entry */
export function frame(entry) {
  switch (entry.kind) {
    case "attempt": return "GET";
    case "answer": return String(entry.status);
    case "received":
    case "sent": return `${entry.text ? "TEXT" : "BINARY"} ${entry.size} B`;
    case "close-received":
    case "close-sent": return entry.code === 1005 ? "CLOSE" : `CLOSE ${entry.code}`;
    case "closed": return `TCP ${entry.code}`;
    case "skipped": return "…";
    default: return entry.kind.startsWith("ping") ? "PING" : entry.kind.startsWith("pong") ? "PONG" : entry.kind.toUpperCase();
  }
}

/** @param {Entry} entry */
export function content(entry) {
  switch (entry.kind) {
    case "attempt": return readable(entry.target ?? "");
    case "answer": return entry.status === 101 ? header(entry, "Sec-WebSocket-Protocol") : entry.why || say("asked");
    case "close-received": return `${entry.reason ?? ""}${isFailure(entry) ? ` (${say("failed")})` : ""}`.trim();
    case "close-sent": return entry.reason ?? "";
    case "closed": return `wasClean=${entry.clean} code=${entry.code} reason="${entry.reason}"${entry.why ? ` (${entry.why})` : ""}`;
    default: return entry.data !== undefined ? entry.data + (entry.cut ? "…" : "") : `${entry.what ?? ""} ${entry.detail ?? ""}`.trim();
  }
}

/** Returns a target decoded, if possible, and without anything that would hide or reorder a part of it. @param {string} target */
export function readable(target) {
  try {
    return visible(decodeURI(target));
  } catch {
    return target;
  }
}

/** Returns a text on one line, in which characters that control a terminal or the direction of text can be seen. @param {string} text */
export function visible(text) {
  return text.replace(/\r?\n/g, "↵").replace(/\t/g, "⇥")
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, each => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** @param {Entry} entry @param {string} name */
export function header(entry, name) {
  const wanted = name.toLowerCase();
  const found = Object.entries(entry.headers ?? {}).find(([each]) => each.toLowerCase() === wanted);
  return found ? found[1].join(", ") : "";
}

export class Model {
  /** @type {Entry[]} */
  entries = [];
  /** @type {Entry[]} */
  view = [];
  /** @type {Map<number, Conn>} */
  conns = new Map();
  filter = { conn: 0, text: "", direction: "", control: true };
  session = "";
  start = 0;

  /** Starts anew if the server was restarted. @param {{session: string, start: number}} hello */
  hello(hello) {
    if (this.session && this.session !== hello.session) {
      this.entries = [];
      this.conns.clear();
      this.refilter();
    }
    this.session = hello.session;
    this.start = hello.start;
  }

  /** @param {{skipped: number, entries: Entry[]}} batch */
  add(batch) {
    if (batch.skipped > 0) {
      const t = batch.entries[0]?.t ?? 0;
      this.append({ id: -1, t, kind: "skipped", skipped: batch.skipped });
    }
    for (const entry of batch.entries) {
      this.learn(entry);
      this.append(entry);
    }
    if (this.entries.length > KEPT) {
      this.entries.splice(0, this.entries.length - KEPT + KEPT / 10);
      this.refilter();
    }
  }

  /** @param {Entry} entry */
  append(entry) {
    this.entries.push(entry);
    if (this.matches(entry)) this.view.push(entry);
  }

  clear() {
    this.entries = [];
    this.view = [];
    for (const [n, conn] of this.conns) if (conn.state === "closed") this.conns.delete(n);
  }

  refilter() {
    this.view = this.entries.filter(entry => this.matches(entry));
  }

  /** @param {Entry} entry */
  matches(entry) {
    const { conn, text, direction: wanted, control } = this.filter;
    if (conn && entry.conn !== conn) return false;
    if (!control && CONTROL.has(entry.kind)) return false;
    if (wanted && direction(entry) !== wanted) return false;
    return !text || `${frame(entry)} ${browserEvent(entry)} ${content(entry)} #${entry.conn}`.toLowerCase().includes(text);
  }

  /** @param {Entry} entry */
  learn(entry) {
    if (!entry.conn) return;
    if (entry.kind === "attempt") {
      this.conns.set(entry.conn, {
        n: entry.conn, target: entry.target ?? "", origin: header(entry, "Origin"), agent: agent(header(entry, "User-Agent")),
        subprotocol: "", state: "waiting", status: 0, code: 0, reason: "", why: "", clean: false, count: 0, closing: false, over: false,
      });
    }
    const conn = this.conns.get(entry.conn);
    if (!conn) return;
    conn.count++;
    if (entry.kind === "answer") {
      conn.status = entry.status ?? 0;
      conn.state = conn.status === 101 ? "open" : "refused";
      conn.why = entry.why ?? "";
      conn.subprotocol = header(entry, "Sec-WebSocket-Protocol");
    } else if (entry.kind === "close-received" || entry.kind === "close-sent") {
      entry.first = !conn.closing;
      conn.closing = true;
      if (entry.kind === "close-received" && entry.first) conn.over = !isOfPage(entry.code);
    } else if (entry.kind === "closed") {
      entry.over = conn.over;
      Object.assign(conn, { state: "closed", code: entry.code, reason: entry.reason, clean: entry.clean });
    } else if (entry.state === "closed" && conn.state === "waiting") {
      conn.state = "closed";
      conn.code = 1006;
    }
  }

  /** @param {string} state */
  of(state) {
    return [...this.conns.values()].filter(conn => conn.state === state);
  }
}

/** @param {string} header a User-Agent, of which only the name is shown */
function agent(header) {
  const found = /(Edg|Firefox|Chrome|Safari)\/(\d+)/.exec(header);
  return found ? `${found[1]} ${found[2]}` : header.slice(0, 30);
}
