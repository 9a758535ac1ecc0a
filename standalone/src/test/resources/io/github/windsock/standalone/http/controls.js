// Uses every control of the page, and says of each what it did.
const used = new Set();
for (const type of ["click", "input", "change", "submit"]) {
  document.addEventListener(type, event => {
    const control = event.target.closest("button, input, select, textarea, a");
    if (control) used.add(name(control));
    if (event.submitter) used.add(name(event.submitter));
  }, true);
}
const name = control => control.id || control.dataset.command || control.dataset.form || control.dataset.test || control.textContent.trim();
const said = [];
const tell = (what, value) => said.push(`${what}: ${value}`);
let whenSaved;
const createObjectURL = URL.createObjectURL;
URL.createObjectURL = blob => {
  whenSaved?.(blob);
  return createObjectURL(blob);
};
HTMLAnchorElement.prototype.click = function () { if (!this.download) HTMLElement.prototype.click.call(this); };
let copied = "";
Object.defineProperty(navigator, "clipboard", { value: { writeText: async text => { copied = text; } } });

const deltas = () => [...document.querySelectorAll("#rows tr")].map(row => row.cells[1].textContent);
quick();

await until(() => $("#feed").className === "good");

// As a client.
set("#client-path", "/silent");
set("#client-protocols", "chat, v2.chat");
$("#client button.main").click();
await until(() => !$("#client-send").disabled);
set("#client-type", "json");
set("#client-text", '{"a":[1]}');
$("#client-send").click();
set("#client-type", "hex");
set("#client-text", "xx");
$("#client-send").click();
tell("wrong digits", $("#client-said").textContent.length > 0);
set("#client-text", "00 ff");
$("#client-send").click();
(await until(() => button("/silent"))).click();
tell("chosen", $("#chosen").textContent !== "");
await until(() => row("BINARY 2 B"));

// The message, in each form.
row("TEXT 9 B").click();
await until(() => !$("#detail").hidden);
$("[data-form=json]").click();
tell("JSON", $("#body").textContent);
$("[data-form=hex]").click();
tell("hex", $("#body").textContent);
$("[data-form=text]").click();
tell("text", $("#body").textContent);
$("#copy-detail").click();
tell("copied", copied);
$("#close-detail").click();
tell("hidden", $("#detail").hidden);

// As the server.
const act = (type, text) => {
  set("#act-type", type);
  set("#act-text", text);
  $("#act button.main").click();
};
await until(() => !$("#act-fields").disabled);
act("text", "from the server");
await until(() => log().some(line => line.includes('onmessage "from the server"')));
act("json", "{");
tell("wrong JSON", $("#act-said").textContent.length > 0);
act("hex", "cafe");
await until(() => log().some(line => line.includes("onmessage 2 B cafe")));
set("#act-text", "are you there?");
$("[data-command=ping]").click();
await until(() => row("PONG"));
set("#act-behavior", "/send?text=changed");
$("[data-command=behave]").click();
await until(() => log().some(line => line.includes('onmessage "changed"')));
set("#act-fault", "/stop-reading");
$("[data-command=fault]").click();
await until(() => row("stopReading"));
$("[data-command=stall]").click();
$("[data-command=resume]").click();
set("#act-behavior", "/ecko");
$("[data-command=behave]").click();
tell("no such behavior", (await until(() => $("#act-said").textContent)).includes("/ecko"));
set("#act-code", "3005");
set("#act-reason", "我就是要关闭它");
$("[data-command=close]").click();
await until(() => log().some(line => line.includes('onclose code=3005 reason="我就是要关闭它" wasClean=true')));
await until(() => $("#act-fields").disabled);
for (const command of ["drop", "reset"]) {
  set("#client-path", `/silent?limit=${command === "drop" ? 11 : 12}`);
  set("#client-protocols", "");
  $("#client button.main").click();
  (await until(() => button(`limit=${command === "drop" ? 11 : 12}`))).click();
  await until(() => !$("#act-fields").disabled);
  $(`[data-command=${command}]`).click();
  await until(() => log().filter(line => line.includes("onclose code=1006")).length >= (command === "drop" ? 1 : 2));
}
set("#client-path", "/echo");
$("#client button.main").click();
await until(() => !$("#disconnect").disabled && !$("#client-send").disabled);
$("#disconnect").click();
await until(() => log().some(line => line.includes("onclose code=1000")));

// The toolbar.
button("/silent?limit=12").click();
$("#all").click();
await until(() => rows().length > 10);
set("#filter", "changed");
await until(() => rows().length === 1);
tell("filtered", rows()[0].replace(/^#\d+ \| . \S+ \|/, ""));
set("#filter", "");
set("#direction", "in");
await until(() => rows().length > 3 && rows().every(each => !each.includes("onmessage")));
set("#direction", "");
$("#control").click();
await until(() => rows().every(each => !each.includes("PONG")));
$("#control").click();
$("#follow").click();
$("#follow").click();
$("#rows tr:last-child").click();
$("#delta").click();
await until(() => deltas().some(each => each.startsWith("−")));
$("#delta").click();
await until(() => !deltas().some(each => each.startsWith("−")));
$("#pause").click();
const before = rows().length;
set("#client-path", "/close?code=4000&reason=while+paused");
$("#client button.main").click();
await until(() => /\d/.test($("#pause").textContent));
tell("paused", !button("4000"));
$("#pause").click();
await until(() => button("4000"));
for (const as of ["text", "json", "har"]) {
  const saved = new Promise(resolve => { whenSaved = resolve; });
  set("#export", as);
  $("#save").click();
  const text = await (await saved).text();
  tell(`saved ${as}`, as === "har" ? JSON.parse(text).log.version : as === "json" ? JSON.parse(text).entries.length > 10 : text.includes("changed"));
}

// Copies of what happened, refused attempts, the tutorial, a path of the list.
button("4000").click();
$("#copies").click();
const begins = { junit: "@WithEchoServer", js: "new WebSocket(", wscat: "npx wscat -c", wsc: 'close 4000 "while paused"' };
for (const as of Object.keys(begins)) {
  $("#snippet").textContent = "";
  $(`[data-test=${as}]`).click();
  await until(() => $("#snippet").textContent);
  tell(as, $("#snippet").textContent.includes(begins[as]));
}
const script = new Promise(resolve => { whenSaved = resolve; });
$("#save-snippet").click();
tell("saved script", (await (await script).text()).endsWith('close 4000 "while paused"\n'));
$("#copy-snippet").click();
tell("copied script", copied === $("#snippet").textContent);
$("#test button:not([type])").click();
await until(() => !$("#test").open);
$("#copy").click();
tell("address", copied === $("#address").textContent);
set("#client-path", "/close?code=1006");
$("#client button.main").click();
await until(() => $("#refused li")?.textContent.includes("✕ 400 /close?code=1006"));
for (const run of ["#run-start", "#run"]) {
  $(run).click();
  await until(() => document.querySelectorAll("#steps .done").length === 1);
  await until(() => document.querySelectorAll("#steps .done").length === 7);
}
tell("tutorial", !$("#own").hidden);
$("#copy-program").click();
tell("program", copied === $("#program").textContent);
for (const link of document.querySelectorAll("a.try")) used.add(name(link));
$("a.try").click();

// Keys and settings.
const press = key => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
press("/");
tell("in the filter", document.activeElement.id === "filter");
document.activeElement.blur();
press("j");
press("j");
await until(() => $("#rows tr[aria-selected=true]"));
$("#scroll").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
await until(() => !$("#detail").hidden);
$("#close-detail").click();
$("#help").click();
tell("help", $("#keys").open);
$("#keys-on").click();
$("#keys form button").click();
await until(() => !$("#keys").open);
press("/");
tell("keys are off", document.activeElement.id !== "filter");
$("#keys-on").click();
const colors = ["light", "dark", ""].map(theme => {
  set("#theme", theme);
  return getComputedStyle(document.body).backgroundColor;
});
tell("theme", colors[0] !== colors[1] && (colors[2] === colors[0] || colors[2] === colors[1]));
$("#clear").click();
await until(() => rows().length === 0);
tell("language", $("#language").search);
used.add("language");

const controls = [...document.querySelectorAll("button, input, select, textarea, a")];
const unused = controls.map(name).filter(each => !used.has(each) && !/^#\d/.test(each));
tell("not used", [...new Set(unused)].join(", "));
return said.join("\n");
