package io.github.windsock.server;

import io.github.windsock.testkit.RawFrame;
import io.github.windsock.testkit.RawPeer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLException;

/** A client on a bare socket: sees each byte that TCP delivers, in order, so it shows what the server wrote. */
final class RawTestClient implements TestClient {

    @Override
    public TestConnection connect(EchoServer server, List<String> subprotocols, Observations observations)
            throws Exception {
        RawPeer client = RawPeer.of(socket(server));
        Thread reader = new Thread(() -> look(client, subprotocols, observations), "raw-test-client");
        reader.setDaemon(true);
        reader.start(); // ends with its client
        return new RawTestConnection(client);
    }

    private static Socket socket(EchoServer server) throws IOException {
        Socket socket =
                server.isSecure() ? server.sslContext().getSocketFactory().createSocket() : new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 60_000);
        return socket;
    }

    private static void look(RawPeer client, List<String> subprotocols, Observations observations) {
        try {
            String head = head(client, subprotocols);
            int status = Integer.parseInt(head.substring(9, 12));
            if (status == 101) {
                observations.add(Observations.open(header(head, "Sec-WebSocket-Protocol")));
                read(client, observations);
            } else {
                client.readRest(); // with TLS, that fails unless the end is said (RFC 8446, section 6.1)
                observations.add(Observations.refused(status));
            }
        } catch (EOFException | SocketException | SSLException e) {
            observations.failed(e);
        } catch (IOException e) {
            observations.add(e.toString());
        }
    }

    private static String head(RawPeer client, List<String> subprotocols) throws IOException {
        return subprotocols.isEmpty()
                ? client.request("GET / HTTP/1.1")
                : client.request("GET / HTTP/1.1", "Sec-WebSocket-Protocol: " + String.join(", ", subprotocols));
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    private static void read(RawPeer client, Observations observations) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int opcode = 0; // of the message
        try {
            while (true) {
                RawFrame seen = client.read();
                if (seen.opcode() == 8) {
                    observations.add(close(seen));
                    client.send(0x88, seen.payload());
                    return;
                } else if (seen.opcode() == 9) {
                    client.send(0x8A, seen.payload());
                } else if (seen.opcode() < 8) {
                    opcode = seen.opcode() == 0 ? opcode : seen.opcode();
                    message.writeBytes(seen.payload());
                    if (seen.fin()) {
                        byte[] whole = message.toByteArray();
                        observations.add(
                                opcode == 1
                                        ? Observations.text(new String(whole, StandardCharsets.UTF_8))
                                        : Observations.bytes(ByteBuffer.wrap(whole)));
                        message.reset();
                    }
                }
            }
        } catch (EOFException | SocketException | SSLException e) {
            observations.add(Observations.LOST);
        }
    }

    private static String close(RawFrame seen) {
        ByteBuffer payload = ByteBuffer.wrap(seen.payload());
        return payload.hasRemaining()
                ? Observations.close(
                        payload.getShort() & 0xFFFF,
                        StandardCharsets.UTF_8.decode(payload).toString())
                : Observations.close(1005, "");
    }

    private record RawTestConnection(RawPeer client) implements TestConnection {
        @Override
        public void say(String text) throws IOException {
            client.send(0x81, text);
        }

        @Override
        public void ping() throws IOException {
            client.send(0x89);
        }

        @Override
        public void close(int code, String reason) throws IOException {
            client.sendClose(code, reason);
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
