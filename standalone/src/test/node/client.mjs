// Connects to addresses with the client of ws, and prints for each what it saw, as a line.
// Arguments: for each run an address, after how many messages to close, and whether to give up some time after that.
import WebSocket from "ws";

const GIVE_UP_MILLIS = 500;

function run(url, messages, givesUp) {
  return new Promise(resolve => {
    const seen = [];
    const socket = new WebSocket(url);
    const giveUp = () => setTimeout(() => resolve([...seen, "waiting"].join("; ")), GIVE_UP_MILLIS);
    const closeAfter = count => {
      if (count !== messages) return;
      socket.close(3005, "我就是要关闭它");
      if (givesUp) giveUp();
    };
    if (givesUp && messages < 0) giveUp();
    socket.on("open", () => {
      seen.push("open");
      socket.send("hello WebSocket");
      closeAfter(0);
    });
    socket.on("message", (data, isBinary) => {
      seen.push(isBinary ? `binary ${data.toString("hex")}` : `text ${data}`);
      closeAfter(seen.length - 1);
    });
    socket.on("unexpected-response", (request, response) => {
      request.destroy();
      resolve(`refused ${response.statusCode}`);
    });
    socket.on("error", () => { if (seen.length === 0) resolve("failed"); });
    socket.on("close", (code, reason) => {
      // The reason of 1009 is the server's own affair.
      seen.push(code === 1006 ? "lost" : code === 1009 ? "close 1009" : `close ${code} ${reason}`.trimEnd());
      resolve(seen.join("; "));
    });
  });
}

const all = process.argv.slice(2);
const runs = [];
for (let i = 0; i < all.length; i += 3) runs.push(run(all[i], Number(all[i + 1]), all[i + 2] === "true"));
for (const line of await Promise.all(runs)) console.log(line.replaceAll("\n", " "));
process.exit(0);
