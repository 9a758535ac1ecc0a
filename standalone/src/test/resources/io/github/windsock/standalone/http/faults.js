// What a page sees under each address: up to the close; or, where none is expected, up to what is expected and for a moment more.
const seen = {};
for (const [target, expected] of Object.entries(args[0])) {
  const events = [];
  await new Promise(resolve => {
    const socket = new WebSocket(`ws://${location.host}/${target}`);
    const lookOnForAMoment = () => setTimeout(() => {
      socket.onerror = socket.onclose = null;
      socket.close();
      resolve();
    }, 300);
    const tell = event => {
      events.push(event);
      if (!expected.includes("close") && events.join("; ") === expected) lookOnForAMoment();
    };
    socket.onopen = () => tell("open");
    socket.onmessage = event => tell(`message ${event.data}`);
    socket.onerror = () => tell("error");
    socket.onclose = event => {
      tell(`close ${event.code} ${event.wasClean}`);
      resolve();
    };
    if (!expected) lookOnForAMoment();
  });
  seen[target] = events.join("; ");
}
return seen;
