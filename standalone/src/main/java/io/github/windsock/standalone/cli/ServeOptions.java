package io.github.windsock.standalone.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of {@code serve}. Each is also an environment variable: {@code --max-message} is {@code
 * ECHO_MAX_MESSAGE}.
 */
final class ServeOptions {
    static final int DEFAULT_PORT = 9010;

    /** The format of the log. */
    enum Log {
        text,
        json
    }

    /** What an unknown path does. */
    enum AnyPath {
        notfound,
        echo
    }

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            converter = Converters.Port.class,
            order = 1)
    @Nullable
    Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDR",
            split = ",",
            arity = "1",
            converter = Converters.Address.class,
            order = 2)
    List<String> hosts = List.of("127.0.0.1", "::1");

    @Option(names = "--open", order = 3)
    boolean open;

    @Option(names = "--tls", order = 10)
    boolean tls;

    @Option(names = "--tls-cert", paramLabel = "FILE", converter = Converters.File.class, order = 11)
    @Nullable
    Path tlsCert;

    @Option(names = "--tls-key", paramLabel = "FILE", converter = Converters.File.class, order = 12)
    @Nullable
    Path tlsKey;

    @Option(names = "--tls-keystore", paramLabel = "FILE", converter = Converters.File.class, order = 13)
    @Nullable
    Path tlsKeystore;

    @Option(names = "--tls-password-env", paramLabel = "VAR", order = 14)
    @Nullable
    String tlsPasswordEnv;

    @Option(
            names = "--allow-origin",
            paramLabel = "O",
            split = ",",
            arity = "1",
            converter = Converters.OriginOption.class,
            order = 20)
    List<String> allowOrigins = List.of();

    @Option(
            names = "--allow-host",
            paramLabel = "H",
            split = ",",
            arity = "1",
            converter = Converters.HostOption.class,
            order = 21)
    List<String> allowHosts = List.of();

    @Option(names = "--console", negatable = true, order = 22)
    @Nullable
    Boolean console;

    @Option(names = "--show-secrets", order = 22)
    boolean showSecrets;

    @Option(
            names = "--max-message",
            paramLabel = "SIZE",
            defaultValue = "1m",
            converter = Converters.Size.class,
            order = 30)
    long maxMessage;

    @Option(names = "--max-buffered", paramLabel = "SIZE", converter = Converters.Size.class, order = 30)
    long maxBuffered = Runtime.getRuntime().maxMemory() / 8;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "256",
            converter = Converters.Count.class,
            order = 31)
    int maxConnections;

    @Option(
            names = "--handshake-timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Converters.Time.class,
            order = 32)
    Duration handshakeTimeout = Duration.ofSeconds(5);

    @Option(names = "--idle-timeout", paramLabel = "TIME", converter = Converters.Time.class, order = 33)
    Duration idleTimeout = Duration.ZERO;

    @Option(names = "--max-life", paramLabel = "TIME", converter = Converters.Time.class, order = 34)
    Duration maxLife = Duration.ZERO;

    @Option(names = "--ping", paramLabel = "TIME", converter = Converters.Interval.class, order = 35)
    Duration ping = Duration.ZERO;

    @Option(names = "--compress", paramLabel = "on|off", order = 36)
    @Nullable
    Compress compress;

    @Option(names = "--protocol", paramLabel = "first|none|NAME", converter = Converters.Subprotocol.class, order = 37)
    String protocol = "first";

    @Option(names = "--any-path", paramLabel = "404|echo", converter = Converters.Path404.class, order = 40)
    AnyPath anyPath = AnyPath.notfound;

    @Option(names = "--scripts", paramLabel = "DIR", converter = Converters.Folder.class, order = 41)
    @Nullable
    Path scripts;

    /** Whether messages are compressed; by default as the client's messages. */
    enum Compress {
        on,
        off
    }

    @Option(
            names = {"-q", "--quiet"},
            order = 50)
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            order = 51)
    boolean verbose;

    @Option(names = "--log", paramLabel = "text|json", order = 52)
    Log log = Log.text;

    @Option(names = "--log-payload", paramLabel = "SIZE", converter = Converters.Size.class, order = 52)
    @Nullable
    Long logPayload;

    @Option(names = "--color", paramLabel = "auto|always|never", order = 53)
    Color color = Color.auto;

    @Option(names = "--print-url", order = 55)
    boolean printUrl;

    @Option(names = "--once", order = 56)
    boolean once;

    @Option(names = "--exit-after", paramLabel = "TIME", converter = Converters.Time.class, order = 57)
    @Nullable
    Duration exitAfter;

    /** When to use colors. */
    enum Color {
        auto,
        always,
        never
    }

    /** The languages. */
    enum Language {
        en,
        zh
    }
}
