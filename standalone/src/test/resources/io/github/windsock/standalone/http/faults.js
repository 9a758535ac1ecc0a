// What a page sees under each address: up to the close, or for a moment where none is expected.
const seen = {};
for (const [target, expected] of Object.entries(args[0])) {
  const events = [];
  await new Promise(resolve => {
    const socket = new WebSocket(`ws://${location.host}/${target}`);
    socket.onopen = () => events.push("open");
    socket.onmessage = event => events.push(`message ${event.data}`);
    socket.onerror = () => events.push("error");
    socket.onclose = event => {
      events.push(`close ${event.code} ${event.wasClean}`);
      resolve();
    };
    if (!expected.includes("close")) {
      setTimeout(() => {
        socket.onerror = socket.onclose = null;
        socket.close();
        resolve();
      }, 300);
    }
  });
  seen[target] = events.join("; ");
}
return seen;
