// Sends what wants to be more than text, and looks for it wherever the page or the server writes it.
const elements = () => document.querySelectorAll("img, script, b").length;
const before = elements();
const socket = new WebSocket(location.origin.replace("http", "ws") + "/echo?" + new URLSearchParams({ subprotocol: "x" }), "x");
await new Promise(resolve => { socket.onopen = resolve; });
const texts = [...args[0], "lone \ud800 surrogate", "x".repeat(1 << 20)];
for (const text of texts) socket.send(text);
await new Promise(resolve => { socket.onmessage = event => event.data.length === 1 << 20 && resolve(); });
socket.close(3005, args[0][0].slice(0, 30));
(await until(() => button("closed"))).click();
const size = text => new TextEncoder().encode(text).length;
const shown = [];
for (const text of texts) {
  (await until(() => row(`TEXT ${size(text)} B`))).click();
  shown.push(await until(() => size($("#body").textContent) === size(text) && $("#body").textContent));
}
const wrong = [];
const expect = (what, is) => { if (!is) wrong.push(what); };
expect("surrogate", shown[4] === "lone \ufffd surrogate");
expect("1 MiB", shown[5] === texts[5]);

const acts = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/; // on a terminal
const ask = async path => (await fetch(path, { headers: { "X-Windsock-Token": "local" } })).text();
for (const as of ["junit", "js", "wscat", "wsc"]) {
  $("#copies").click();
  $("#snippet").textContent = "";
  $(`[data-test=${as}]`).click();
  const text = await until(() => $("#snippet").textContent);
  expect(`${as} has control characters`, !acts.test(text));
  expect(`${as} is reordered`, as === "wscat" || !text.includes("\u202e"));
  $("#test").close();
}
const exported = await ask("/api/export?as=text");
expect("text has control characters", !acts.test(exported) && !exported.includes("\u202e"));
for (const as of ["json", "har"]) {
  const text = await ask(`/api/export?as=${as}`);
  expect(`${as} has control characters`, !acts.test(text));
  for (const each of args[0]) expect(`${as} without ${JSON.stringify(each)}`, JSON.stringify(JSON.parse(text)).includes(JSON.stringify(each).slice(1, -1)));
}
expect("row is reordered", !/[\u202a-\u202e]/.test($("#rows").textContent + $("#conns").textContent));
expect("elements", elements() === before);
return [...shown.slice(0, args[0].length), ...wrong];
