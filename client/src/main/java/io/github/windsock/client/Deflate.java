package io.github.windsock.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * permessage-deflate (RFC 7692) for one connection, with all four parameters. The halves are made when first needed: a
 * socket that sends nothing holds no memory for compressing.
 */
final class Deflate {
    /** What browsers offer. */
    static final String OFFER = "permessage-deflate; client_max_window_bits";

    /** What the sender of a message leaves out at its end. */
    static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private static final int FULL_WINDOW = 15;

    private final Agreement agreement;
    private @Nullable Inflater inflater;
    private @Nullable Deflater deflater;

    /** What the server answered to the offer. */
    record Agreement(String text, boolean active, boolean serverTakeover, boolean clientTakeover, int clientBits) {
        static final Agreement NONE = new Agreement("", false, true, true, FULL_WINDOW);

        /** Reads the server's answer as strictly as RFC 7692 section 7.1 says; empty if it is no answer to the offer. */
        static Optional<Agreement> parse(String text, boolean offered) {
            String[] parts = text.split(";", -1);
            if (!offered || !parts[0].strip().equals("permessage-deflate")) {
                return Optional.empty();
            }
            Set<String> seen = new HashSet<>();
            boolean serverTakeover = true;
            boolean clientTakeover = true;
            int clientBits = FULL_WINDOW;
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].strip().split("=", 2);
                String name = pair[0].strip();
                String value = pair.length == 1 ? null : unquoted(pair[1].strip());
                if (!seen.add(name)) {
                    return Optional.empty();
                }
                if (name.equals("server_no_context_takeover") && value == null) {
                    serverTakeover = false;
                } else if (name.equals("client_no_context_takeover") && value == null) {
                    clientTakeover = false;
                } else if (name.equals("client_max_window_bits") && value != null && isBits(value)) {
                    clientBits = Integer.parseInt(value);
                } else if (!name.equals("server_max_window_bits") || !isBits(value)) {
                    return Optional
                            .empty(); // of the server's window nothing is kept: an inflater with the full one reads all
                }
            }
            return Optional.of(new Agreement(text, true, serverTakeover, clientTakeover, clientBits));
        }

        private static boolean isBits(@Nullable String value) {
            return value != null && value.matches("[89]|1[0-5]");
        }

        private static String unquoted(String value) {
            boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
            return quoted ? value.substring(1, value.length() - 1) : value;
        }
    }

    Deflate(Agreement agreement) {
        this.agreement = agreement;
    }

    /** Gives the inflater the next bytes of a compressed message. */
    void input(byte[] bytes, int from, int length) {
        Inflater here = inflater;
        if (here == null) {
            here = new Inflater(true);
            inflater = here;
        }
        if (here.finished()) {
            // A block marked as the last one ends the DEFLATE stream, not the message: go on with a fresh stream.
            here.reset();
        }
        here.setInput(bytes, from, length);
    }

    /** Returns how many bytes it wrote to the scratch; 0 when it needs more input. */
    int output(byte[] scratch) throws DataFormatException {
        Inflater here = inflater;
        if (here == null) {
            return 0;
        }
        int count = here.inflate(scratch);
        if (count == 0 && here.needsDictionary()) {
            throw new DataFormatException("preset dictionary");
        }
        return count;
    }

    /** Ends a compressed message of the server's. */
    void endMessage() {
        Inflater here = inflater;
        if (here != null && !agreement.serverTakeover) {
            here.reset();
        }
    }

    /**
     * Compresses a message to be sent; {@code null} if it has to go as it is.
     *
     * <p>The JDK cannot compress with a smaller window than the full one. A message that fits into the agreed window,
     * compressed without the ones before it, refers to nothing outside it; a longer one may always go uncompressed
     * (section 6).
     */
    byte @Nullable [] compress(byte[] message) {
        boolean fullWindow = agreement.clientBits == FULL_WINDOW;
        if (message.length == 0 || !fullWindow && message.length > 1 << agreement.clientBits) {
            return null;
        }
        Deflater here = deflater;
        if (here == null) {
            here = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            deflater = here;
        }
        byte[] result = deflated(here, message);
        if (!fullWindow || !agreement.clientTakeover) {
            here.reset();
        }
        return result;
    }

    private static byte[] deflated(Deflater deflater, byte[] message) {
        deflater.setInput(message);
        ByteSink sink = new ByteSink();
        byte[] scratch = new byte[Math.min(64 * 1024, message.length + 64)];
        int count;
        do {
            count = deflater.deflate(scratch, 0, scratch.length, Deflater.SYNC_FLUSH);
            sink.add(scratch, 0, count);
        } while (count == scratch.length);
        byte[] all = sink.take();
        return Arrays.copyOf(all, all.length - TAIL.length);
    }

    /** Frees what is held outside the heap. */
    void end() {
        if (inflater != null) {
            inflater.end();
        }
        if (deflater != null) {
            deflater.end();
        }
    }
}
