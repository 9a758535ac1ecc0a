// Brings the page into each of its states, and has axe look at what has changed since the last. The colors are looked at
// where it is said: a narrow screen has those of a wide one, and of all rules that one takes longest.
document.documentElement.dataset.theme = args[0];
const states = [];
const check = async (state, where = document) => {
  const { violations } = await axe.run(where, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: args[1] } } });
  states.push(state, ...violations.map(each => `${each.id} ${each.nodes.map(node => node.target + " " + node.failureSummary).join("; ")}`));
};
const later = window.setTimeout;
let goOn; // the tutorial's three seconds, which last as long as axe looks
window.setTimeout = (what, millis, ...rest) => millis === 3000 ? goOn = what : later(what, millis, ...rest);

await until(() => $("#feed").className === "good");
await check("empty", { exclude: ["#behaviors"] });
$("#run-start").click();
await until(() => goOn);
await check("tutorial", "#right");
goOn();
await until(() => !$("#own").hidden);
$("a.try").click();
await until(() => button("/echo")); // before the next one closes it
set("#client-path", "/close?code=1006");
$("#client button.main").click();
await until(() => $("#refused li"));
button("/echo").click();
(await until(() => document.querySelector("#rows tr:nth-child(3)"))).click();
await until(() => !$("#detail").hidden);
await check("text", { exclude: ["#behaviors", "#right"] });
$("[data-form=json]").click();
await check("JSON", "#detail");
$("[data-form=hex]").click();
await check("hex", "#detail");
$("#copies").click();
await until(() => $("#snippet").textContent);
await check("copy", "#test");
$("#test").close();
$("#help").click();
await check("keys", "#keys");
$("#keys").close();
$("#pause").click();
set("#filter", "nothing like it");
await until(() => !$("#empty").hidden);
await check("filtered", "#middle");
for (const each of document.querySelectorAll("details")) each.open = true;
await check("paths", [["#behaviors"], ["details"]]);
for (const each of document.querySelectorAll("details")) each.open = false;
return states.join(", ");
