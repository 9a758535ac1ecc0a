package io.github.windsock.standalone.cli;

import io.github.windsock.standalone.text.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Starts a server and uses it once, so that the launcher can create an archive of the classes that a start needs.
 * Hidden.
 */
@Command(name = "warm-up")
final class WarmUpCommand implements Callable<Integer> {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Program program;

    WarmUpCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        try (Service service = program.serve("--port", "0")) {
            ask(service.port(), "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n");
            ask(
                    service.port(),
                    "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                            + "\u0081\u0082\0\0\0\0hi" // a masked text frame
                            + "\u0088\u0080\0\0\0\0"); // and a masked, empty Close
        }
        return Exit.OK;
    }

    private static void ask(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            in.readAllBytes();
        }
    }
}
