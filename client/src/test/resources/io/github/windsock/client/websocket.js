'use strict';
// The interface of the WebSockets standard for GraalJS: no more than the conversions of Web IDL around `page`, a BrowserPage.

class DOMException extends Error {
  constructor(message, name) {
    super(message);
    this.name = name;
  }
}

class Blob {
  constructor(bytes) {
    this.bytes = bytes;
    this.size = bytes.length;
  }
  arrayBuffer() {
    return Promise.resolve(this.bytes.buffer);
  }
}

function domErrors(call) {
  try {
    return call();
  } catch (e) {
    const name = host.domErrorName(e);
    throw name === '' ? e : new DOMException(String(e.message), name);
  }
}

class WebSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;

  #socket;
  #handlers = {open: null, message: null, error: null, close: null};
  #listeners = new Map();

  constructor(url, protocols = []) {
    const list = typeof protocols === 'string' ? [protocols] : Array.from(protocols, String);
    this.#socket = domErrors(() => host.open(String(url), list));
  }

  get url() { return this.#socket.url(); }
  get readyState() { return this.#socket.readyState().code(); }
  get bufferedAmount() { return this.#socket.bufferedAmount(); }
  get protocol() { return this.#socket.protocol(); }
  get extensions() { return this.#socket.extensions(); }
  get binaryType() { return String(this.#socket.binaryType()); }
  set binaryType(type) { host.binaryType(this.#socket, String(type)); }

  send(data) {
    domErrors(() => {
      if (data instanceof Blob) {
        host.send(this.#socket, data.bytes.buffer, 0, data.size);
      } else if (data instanceof ArrayBuffer) {
        host.send(this.#socket, data, 0, data.byteLength);
      } else if (ArrayBuffer.isView(data)) {
        host.send(this.#socket, data.buffer, data.byteOffset, data.byteLength);
      } else {
        this.#socket.send(String(data));
      }
    });
  }

  close(code, reason) {
    domErrors(() => {
      if (code === undefined) {
        host.close(this.#socket, reason === undefined ? null : String(reason));
      } else {
        this.#socket.close(Math.min(Math.max(Math.round(Number(code)) || 0, 0), 65535), reason === undefined ? '' : String(reason));
      }
    });
  }

  #event(type, event) {
    const result = {type, target: this, currentTarget: this};
    if (type === 'message') {
      result.origin = event.origin();
      result.data = event.text() === null ? host.bytes(event) : event.text();
      if (typeof result.data !== 'string') {
        const bytes = Uint8Array.from(result.data);
        result.data = event.binaryType() === 'blob' ? new Blob(bytes) : bytes.buffer;
      }
    } else if (type === 'close') {
      Object.assign(result, {code: event.code(), reason: event.reason(), wasClean: event.wasClean()});
    }
    return result;
  }

  #listener(type, callback) {
    return host.listener(event => {
      const shown = this.#event(type, event);
      typeof callback === 'function' ? callback.call(this, shown) : callback.handleEvent(shown);
    });
  }

  #on(type, callback) {
    this.#handlers[type] = typeof callback === 'function' ? callback : null;
    host.on(this.#socket, type, this.#handlers[type] && this.#listener(type, callback));
  }

  get onopen() { return this.#handlers.open; }
  set onopen(callback) { this.#on('open', callback); }
  get onmessage() { return this.#handlers.message; }
  set onmessage(callback) { this.#on('message', callback); }
  get onerror() { return this.#handlers.error; }
  set onerror(callback) { this.#on('error', callback); }
  get onclose() { return this.#handlers.close; }
  set onclose(callback) { this.#on('close', callback); }

  #known(type, callback) {
    const key = this.#listeners.get(callback) || {};
    this.#listeners.set(callback, key);
    return key[type] || (key[type] = this.#listener(type, callback));
  }

  addEventListener(type, callback, options) {
    const once = typeof options === 'object' && options !== null && Boolean(options.once);
    host.add(this.#socket, type, this.#known(type, callback), once);
  }

  removeEventListener(type, callback) {
    host.remove(this.#socket, type, this.#known(type, callback));
  }
}
for (const name of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED']) {
  Object.defineProperty(WebSocket.prototype, name, {value: WebSocket[name]});
}
