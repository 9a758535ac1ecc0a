// The server has gone: the page says so, and says it again to whoever still wants to do something.
await until(() => $("#feed").className === "bad");
$("#save").click();
await until(() => $("#act-said").textContent === $("#feed").textContent.slice(2));
$("#run").click();
await until(() => $("#lesson-said").textContent.includes("1006"));
const { violations } = await axe.run({ exclude: ["#behaviors", "#right"] }, { resultTypes: ["violations"] });
return ["gone", ...violations.map(each => each.id), `as wide as ${document.documentElement.scrollWidth <= innerWidth}`].join(", ");
