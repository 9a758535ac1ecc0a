// @ts-check
// The server's API. Requests have a header that pages of other sites cannot send, so only this page can use the API.

import { say } from "./dom.js";

/** The secret after the # of the address, which browsers do not send, so it is in no log. */
function tokenOfAddress() {
  const found = /token=([\w-]+)/.exec(location.hash);
  if (found) {
    sessionStorage.setItem("token", found[1]);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem("token") ?? "local";
}

const token = tokenOfAddress();

/** @param {string} path @param {RequestInit} [init] */
async function ask(path, init = {}) {
  const url = new URL(path, location.origin);
  url.searchParams.set("lang", document.documentElement.lang);
  const response = await fetch(url, { ...init, headers: { "X-Windsock-Token": token, ...init.headers } })
    .catch(() => { throw new Error(say("feed-off")); }); // the browser's own message does not help the user
  if (!response.ok) throw new Error((await response.text()).trim());
  return response;
}

/** @param {string} path */
export async function read(path) {
  return ask(path);
}

/** The last command for each connection, done or not. @type {Map<number, Promise<unknown>>} */
const commands = new Map();

/**
 * Sends a command for a connection, after the earlier ones for it: browsers send requests side by side, and "resume"
 * would overtake "stall". @param {number} conn @param {string} command @param {object} values
 */
export function command(conn, command, values) {
  const done = (commands.get(conn) ?? Promise.resolve()).then(() => ask(`/api/connections/${conn}/${command}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(values),
  }));
  commands.set(conn, done.catch(() => {})); // a command that failed holds up no other
  return done;
}

/**
 * Follows what happens, for ever: comes back after an end, and says then what it got last.
 * @param {{hello: (data: any) => void, batch: (data: any) => void, state: (isOn: boolean, why: string) => void}} listener
 */
export async function follow(listener) {
  let last = "";
  for (;;) {
    try {
      const response = await ask("/api/events", { headers: last ? { "Last-Event-ID": last } : {} });
      listener.state(true, "");
      for await (const event of events(response)) {
        if (event.name === "hello") listener.hello(JSON.parse(event.data));
        else listener.batch(JSON.parse(event.data));
        last = event.id || last;
      }
      listener.state(false, "");
    } catch (e) {
      listener.state(false, e instanceof Error && !(e instanceof TypeError) ? e.message : "");
    }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}

/** Reads server-sent events (HTML Standard), as far as this server uses them. @param {Response} response */
async function* events(response) {
  const reader = /** @type {ReadableStream} */ (response.body).pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const event = { name: "", id: "", data: "" };
      for (const line of part.split("\n")) {
        if (line.startsWith("event: ")) event.name = line.slice(7);
        else if (line.startsWith("id: ")) event.id = line.slice(4);
        else if (line.startsWith("data: ")) event.data += line.slice(6);
      }
      if (event.data) yield event;
    }
  }
}
