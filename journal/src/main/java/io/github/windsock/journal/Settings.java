package io.github.windsock.journal;

import static java.util.Objects.requireNonNull;
import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Numbers;
import io.github.windsock.internal.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * The timeout and limits of a journal. Immutable.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public final class Settings {

    /** The key of the timeout of waits: {@value}; 5 s by default. */
    public static final String TIMEOUT = "windsock.timeout";

    /**
     * The key of the timeout mode: {@value}. With {@code disabled_on_debug}, the default, waits do not time out while a
     * debugger is attached; with {@code enabled} they always do, with {@code disabled} never.
     */
    public static final String TIMEOUT_MODE = "windsock.timeout.mode";

    /** The key of the seed of all random choices: {@value}, a whole number; by default each run has a different one. */
    public static final String SEED = "windsock.seed";

    /** The key of the maximum number of entries in a journal: {@value}; 20,000 by default. */
    public static final String JOURNAL_ENTRIES = "windsock.journal.entries";

    /** The key of the maximum number of payload bytes in a journal: {@value}; 16 MiB by default. */
    public static final String JOURNAL_BYTES = "windsock.journal.bytes";

    private static final List<String> ALL = List.of(TIMEOUT, TIMEOUT_MODE, SEED, JOURNAL_ENTRIES, JOURNAL_BYTES);

    private static final Settings DEFAULTS =
            new Settings(Duration.ofSeconds(5), TimeoutMode.DISABLED_ON_DEBUG, OptionalLong.empty(), 20_000, 16L << 20);

    private final Duration timeout;
    private final TimeoutMode timeoutMode;
    private final OptionalLong seed;
    private final int entries;
    private final long bytes;

    private Settings(Duration timeout, TimeoutMode timeoutMode, OptionalLong seed, int entries, long bytes) {
        this.timeout = timeout;
        this.timeoutMode = timeoutMode;
        this.seed = seed;
        this.entries = entries;
        this.bytes = bytes;
    }

    /**
     * Returns the default settings.
     *
     * @return the defaults
     */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /**
     * Reads the settings from system properties. Missing ones have their defaults.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value is invalid; the message names the key and the value
     */
    public static Settings ofSystemProperties() {
        return of(key -> Optional.ofNullable(System.getProperty(key)), "a system property");
    }

    /**
     * Reads the settings from a source. Missing ones have their defaults.
     *
     * @param source returns the value of a key
     * @param where the name of the source, for messages
     * @return the settings
     * @throws IllegalArgumentException if a value is invalid; the message names the key, the value and the source
     */
    public static Settings of(Function<String, Optional<String>> source, String where) {
        requireNonNull(source, "source must not be null");
        requireNonNull(where, "where must not be null");
        for (String key : ALL) {
            if (source.apply(key).isPresent()) {
                return read(source, where);
            }
        }
        return DEFAULTS; // the usual case; it loads no class that parses settings
    }

    private static Settings read(Function<String, Optional<String>> source, String where) {
        return new Settings(
                read(source, where, TIMEOUT, Durations::parse).orElse(DEFAULTS.timeout),
                read(source, where, TIMEOUT_MODE, TimeoutMode::parse).orElse(DEFAULTS.timeoutMode),
                read(source, where, SEED, Settings::whole).map(OptionalLong::of).orElse(DEFAULTS.seed),
                read(source, where, JOURNAL_ENTRIES, text -> (int) positive(text, Integer.MAX_VALUE))
                        .orElse(DEFAULTS.entries),
                read(source, where, JOURNAL_BYTES, text -> positive(text, Long.MAX_VALUE))
                        .orElse(DEFAULTS.bytes));
    }

    /**
     * Returns the timeout of waits.
     *
     * @return the timeout
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Returns the seed of all random choices.
     *
     * @return the seed; empty if each run has a different one
     */
    public OptionalLong seed() {
        return seed;
    }

    /**
     * Tells whether waits time out now, see {@link #TIMEOUT_MODE}. The first call in a JVM can take tens of
     * milliseconds, because it looks for a debugger.
     *
     * @return whether they time out
     */
    public boolean isTimeoutInForce() {
        return switch (timeoutMode) {
            case ENABLED -> true;
            case DISABLED -> false;
            case DISABLED_ON_DEBUG -> !Debugger.isAttached();
        };
    }

    /**
     * Returns the maximum number of entries in a journal. Beyond it, the oldest are dropped.
     *
     * @return the maximum number of entries
     */
    public int entries() {
        return entries;
    }

    /**
     * Returns the maximum number of payload bytes in a journal. Beyond it, the oldest entries are dropped.
     *
     * @return the maximum number of bytes
     */
    public long bytes() {
        return bytes;
    }

    /**
     * Returns these settings with another timeout.
     *
     * @param timeout the timeout of waits
     * @return new settings
     * @throws IllegalArgumentException if the timeout is negative
     */
    public Settings withTimeout(Duration timeout) {
        requireNonNull(timeout, "timeout must not be null");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must not be negative: " + Durations.format(timeout));
        }
        return new Settings(timeout, timeoutMode, seed, entries, bytes);
    }

    /**
     * Returns these settings with other limits.
     *
     * @param entries the maximum number of entries
     * @param bytes the maximum number of payload bytes
     * @return new settings
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public Settings withLimits(int entries, long bytes) {
        if (entries < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    "a journal holds at least 1 entry and 1 byte, not " + entries + " and " + bytes);
        }
        return new Settings(timeout, timeoutMode, seed, entries, bytes);
    }

    private static <T> Optional<T> read(
            Function<String, Optional<String>> source, String where, String key, Function<String, T> reader) {
        return source.apply(key).map(value -> {
            try {
                return reader.apply(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(key + " (" + where + "): " + e.getMessage(), e);
            }
        });
    }

    private static long whole(String text) {
        try {
            return Numbers.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    Text.quote(text) + " is not a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE, e);
        }
    }

    private static long positive(String text, long max) {
        long number = parse(text);
        if (number < 1 || number > max) {
            throw new IllegalArgumentException(Text.quote(text) + " is not a whole number from 1 to " + max);
        }
        return number;
    }

    private static long parse(String text) {
        try {
            return Numbers.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
