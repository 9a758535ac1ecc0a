'use strict';
// Plays the pages' scripts, several at a time, and writes down what each of them sees.

const traces = {};

/** A string on one line, with what nobody can see written out. */
function quoted(text) {
  return JSON.stringify(text).replace(/[\ufeff\ufffe\uffff]/g, c => '\\u' + c.charCodeAt(0).toString(16));
}

function shown(data) {
  if (typeof data === 'string') {
    return data.length > 200 ? 'text of ' + data.length : quoted(data);
  }
  return data instanceof ArrayBuffer ? 'ArrayBuffer ' + Array.from(new Uint8Array(data)).join(' ') : 'Blob ' + data.size;
}

function play(row, done) {
  const trace = traces[row.name] = [];
  const log = line => trace.push(String(line));
  let open = 0;
  let over = false;
  const end = () => {
    if (!over) {
      over = true;
      done();
    }
  };
  /** Writes down the events of a socket; the last one to close ends the scenario. */
  const watch = (ws, name) => {
    const line = (what) => log((name ? name + ' ' : '') + ws.readyState + ' ' + what);
    open++;
    ws.addEventListener('open', () => line('open'));
    ws.addEventListener('message', event => line('message ' + shown(event.data)));
    ws.addEventListener('error', () => line('error'));
    ws.addEventListener('close', event => {
      line('close ' + event.code + ' ' + quoted(event.reason) + (event.wasClean ? ' clean' : ' unclean'));
      if (--open === 0) {
        end();
      }
    });
    return ws;
  };
  const socket = (url = row.url, ...rest) => watch(new WebSocket(url, ...rest));
  /** Writes down what it returns, or the name of what it throws. */
  const attempt = (action) => {
    try {
      log(action());
    } catch (e) {
      log(e.name);
    }
  };
  /** Holds up the page. */
  const busy = millis => {
    const until = Date.now() + millis;
    while (Date.now() < until);
  };
  new Function('url', 'socket', 'watch', 'log', 'attempt', 'busy', 'done', row.page)(
      row.url, socket, watch, log, attempt, busy, end);
}

function playAll(rows, atOnce, done) {
  let next = 0;
  let left = rows.length;
  const start = () => {
    if (next < rows.length) {
      const row = rows[next++];
      try {
        play(row, () => {
          if (--left === 0) {
            done();
          }
          start();
        });
      } catch (e) {
        traces[row.name].push('script failed: ' + e);
      }
    }
  };
  for (let i = 0; i < atOnce; i++) {
    start();
  }
}
