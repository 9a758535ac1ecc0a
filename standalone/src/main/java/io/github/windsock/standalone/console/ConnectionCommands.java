package io.github.windsock.standalone.console;

import io.github.windsock.Payload;
import io.github.windsock.ReadyState;
import io.github.windsock.server.Attempt;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.EchoServer;
import io.github.windsock.server.FrameFault;
import io.github.windsock.server.ServerConnection;
import io.github.windsock.server.TransportFault;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.standalone.http.BehaviorDocs;
import io.github.windsock.standalone.http.Target;
import io.github.windsock.standalone.text.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands by which the user of the page controls a connection. */
final class ConnectionCommands {
    private static final int MAX_PING_BYTES = 125; // RFC 6455, section 5.5

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
     * @param values the arguments, such as {@code text}
     * @throws IllegalArgumentException if the command or an argument is not valid
     * @throws IllegalStateException if the connection is no longer open, or cannot send now
     */
    void run(String command, Map<String, @Nullable Object> values) {
        CommandArguments arguments = new CommandArguments(command, values, texts);
        Optional<Attempt> waiting = waitingAttempt();
        if (command.equals("reset") && waiting.isPresent()) {
            plain(arguments, waiting.get()::reset);
            return;
        }
        ServerConnection connection = connection();
        try {
            run(command, arguments, connection);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(why(command, connection.readyState()), e);
        }
    }

    private void run(String command, CommandArguments arguments, ServerConnection connection) {
        switch (command) {
            case "send" -> send(connection, arguments);
            case "ping" -> connection.ping(payload(arguments.only("text").string("text")));
            case "close" -> close(connection, arguments);
            case "drop" -> plain(arguments, connection::drop);
            case "reset" -> plain(arguments, connection::reset);
            case "stall" -> plain(arguments, connection::stall);
            case "resume" -> plain(arguments, connection::resume);
            case "behave" -> behave(connection, arguments.only("url").path("url", "/echo"));
            case "fault" -> fault(connection, arguments.only("url").path("url", "/bad/utf8"));
            default -> throw new IllegalArgumentException(texts.text("api.command", command));
        }
    }

    /** Returns why a connection could not send: {@link ServerConnection#send(String)} has two reasons. */
    private String why(String command, ReadyState state) {
        return switch (state) {
            case CLOSED -> texts.text("api.no-connection", number);
            case CLOSING -> texts.text("api.closing", number, command);
            default -> texts.text("api.too-much", number, command);
        };
    }

    private static void plain(CommandArguments arguments, Runnable command) {
        arguments.only();
        command.run();
    }

    /** Returns the connection, which has not ended. */
    private ServerConnection connection() {
        return server.connections().stream()
                .filter(each -> each.number() == number && each.readyState() != ReadyState.CLOSED)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(texts.text("api.no-connection", number)));
    }

    /** Returns the attempt, if it waits for its answer. */
    private Optional<Attempt> waitingAttempt() {
        return server.attempts().stream()
                .filter(each -> each.number() == number
                        && each.connection().isEmpty()
                        && each.end().isEmpty())
                .findFirst();
    }

    private void send(ServerConnection connection, CommandArguments arguments) {
        arguments.only("text", "hex");
        if (arguments.has("text") == arguments.has("hex")) {
            throw new IllegalArgumentException(texts.text("api.text-or-hex"));
        }
        if (arguments.has("hex")) {
            connection.send(bytes(arguments.string("hex")));
        } else {
            connection.send(arguments.string("text"));
        }
    }

    private byte[] bytes(String digits) {
        try {
            return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(texts.text("api.hex"), e);
        }
    }

    private Payload payload(String text) {
        Payload payload = Payload.ofText(text);
        if (payload.size() > MAX_PING_BYTES) {
            throw new IllegalArgumentException(texts.text("api.long-ping", payload.size(), MAX_PING_BYTES));
        }
        return payload;
    }

    private void close(ServerConnection connection, CommandArguments arguments) {
        String reason = arguments.only("code", "reason").string("reason");
        if (arguments.has("code")) {
            int code = arguments.wholeNumber("code");
            requireSendable(code, reason);
            connection.close(code, reason);
        } else if (reason.isEmpty()) {
            connection.close();
        } else {
            throw new IllegalArgumentException(texts.text("api.reason-alone"));
        }
    }

    /** Refuses what the connection would refuse, with a message that can be translated: that of the path. */
    private static void requireSendable(int code, String reason) {
        Behavior unused =
                Behaviors.parse("close?code=" + code + "&reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8));
    }

    private void behave(ServerConnection connection, String url) {
        Behavior behavior = behavior(url);
        Plan plan = ServerInternals.plan(behavior);
        if (!plan.hasConversation() || plan.opens() || plan.isChosenByAttempt()) {
            throw new IllegalArgumentException(texts.text("api.opened", url, number));
        }
        connection.behave(behavior);
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
}
