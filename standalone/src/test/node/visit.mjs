// Visits addresses with the client of ws, and prints for each what it saw, as a line.
// Arguments: pairs of an address and the number of messages after which to close.
import WebSocket from "ws";

function visit(url, messages) {
  return new Promise(resolve => {
    const seen = [];
    const socket = new WebSocket(url);
    socket.on("open", () => {
      seen.push("open");
      socket.send("hello WebSocket");
      if (messages === 0) socket.close(3005, "我就是要关闭它");
    });
    socket.on("message", (data, isBinary) => {
      seen.push(isBinary ? `binary ${data.toString("hex")}` : `text ${data}`);
      if (seen.length - 1 === messages) socket.close(3005, "我就是要关闭它");
    });
    socket.on("unexpected-response", (request, response) => {
      request.destroy();
      resolve(`refused ${response.statusCode}`);
    });
    socket.on("error", () => { if (seen.length === 0) resolve("failed"); });
    socket.on("close", (code, reason) => {
      seen.push(code === 1006 ? "lost" : `close ${code} ${reason}`.trimEnd());
      resolve(seen.join("; "));
    });
  });
}

const all = process.argv.slice(2);
const visits = [];
for (let i = 0; i < all.length; i += 2) visits.push(visit(all[i], Number(all[i + 1])));
for (const line of await Promise.all(visits)) console.log(line);
process.exit(0);
