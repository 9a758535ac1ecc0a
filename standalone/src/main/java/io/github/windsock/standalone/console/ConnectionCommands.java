package io.github.windsock.standalone.console;

import io.github.windsock.Payload;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.TransportFault;
import io.github.windsock.standalone.http.BehaviorDocs;
import io.github.windsock.standalone.http.Target;
import io.github.windsock.standalone.text.Texts;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands by which the user of the page controls a connection. */
final class ConnectionCommands {
    private final EchoServer server;
    private final int number;
    private final BehaviorDocs docs;
    private final Texts texts;

    ConnectionCommands(EchoServer server, int number, BehaviorDocs docs, Texts texts) {
        this.server = server;
        this.number = number;
        this.docs = docs;
        this.texts = texts;
    }

    /**
     * Runs a command.
     *
     * @param command such as {@code send}
     * @param arguments such as {@code text}
     * @throws IllegalArgumentException if the command or an argument is not valid
     * @throws IllegalStateException if the connection is no longer open
     */
    void run(String command, Map<String, @Nullable Object> arguments) {
        if (command.equals("reset") && connection().isEmpty()) {
            pending().reset();
            return;
        }
        ServerConnection connection =
                connection().orElseThrow(() -> new IllegalStateException(texts.text("api.no-connection", number)));
        switch (command) {
            case "send" -> send(connection, arguments);
            case "ping" -> connection.ping(Payload.ofText(text(arguments, "text")));
            case "close" -> close(connection, arguments);
            case "drop" -> connection.drop();
            case "reset" -> connection.reset();
            case "stall" -> connection.stall();
            case "resume" -> connection.resume();
            case "behave" -> connection.behave(behavior(text(arguments, "url")));
            case "fault" -> fault(connection, text(arguments, "url"));
            default -> throw new IllegalArgumentException(texts.text("api.command", command));
        }
    }

    private Optional<ServerConnection> connection() {
        return server.connections().stream()
                .filter(each -> each.number() == number)
                .findFirst();
    }

    private Attempt pending() {
        return server.attempts().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(texts.text("api.no-connection", number)));
    }

    private void send(ServerConnection connection, Map<String, @Nullable Object> arguments) {
        if (arguments.containsKey("hex")) {
            connection.send(bytes(text(arguments, "hex")));
        } else {
            connection.send(text(arguments, "text"));
        }
    }

    private byte[] bytes(String digits) {
        try {
            return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(texts.text("api.hex"), e);
        }
    }

    private void close(ServerConnection connection, Map<String, @Nullable Object> arguments) {
        if (arguments.get("code") instanceof Double code) {
            connection.close(code.intValue(), text(arguments, "reason"));
        } else {
            connection.close();
        }
    }

    private Behavior behavior(String url) {
        Target target = Target.of(url);
        return docs.find(target)
                .orElseThrow(() -> new IllegalArgumentException(texts.text("api.no-behavior", target.path())));
    }

    private void fault(ServerConnection connection, String url) {
        Behavior behavior = behavior(url);
        if (behavior instanceof FrameFault fault) {
            connection.fault(fault);
        } else if (behavior instanceof TransportFault fault) {
            connection.fault(fault);
        } else {
            throw new IllegalArgumentException(texts.text("api.no-fault", url));
        }
    }

    private static String text(Map<String, @Nullable Object> arguments, String name) {
        Object value = arguments.get(name);
        return value == null ? "" : value.toString();
    }
}
