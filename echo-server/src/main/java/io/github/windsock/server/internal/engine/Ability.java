package io.github.windsock.server.internal.engine;

/** What an engine can do beyond serving by the rules. */
public enum Ability {
    /** {@link Link#send} of frames in any order and of any kind. */
    RULE_BREAKING_FRAMES("frames that break rules"),
    /** {@link Link#sendRaw}. */
    RAW_BYTES("raw bytes"),
    /** {@link HttpExchange#accept(java.util.List, Link)} and {@link HttpExchange#answerInPart}. */
    RAW_ANSWERS("raw answers"),
    /** {@link Link#reset} sends RST. */
    RESET("a reset (RST)"),
    /** The connection of an attempt can be ended without an answer, such as by {@link HttpExchange#reset}. */
    UNANSWERED("an attempt without an answer"),
    /** {@link Link#send} of a Close frame with any code, or without one. */
    EVERY_CLOSE_CODE("every close code"),
    /** A Close frame of the client's stays without an answer until {@link Link#send} brings one. */
    SILENCE_TO_CLOSE("a Close frame without an answer"),
    /** {@link Link#endOutput}, {@link Link#cutAfter} and {@link Link#pace}. */
    TCP_BYTES("control of the bytes of TCP"),
    /** {@link ListeningPort#shut} and {@link ListeningPort#reopen} with the port kept. */
    OUTAGE("an outage on the same port"),
    /** The parameter {@code compressed} of {@link Link#send} is obeyed message by message. */
    COMPRESSION_PER_MESSAGE("compression that is chosen for each message"),
    /** {@link Link.Listener#frame} reports frames as they were sent, and {@link Link#send} keeps their bounds. */
    FRAME_BOUNDARIES("the boundaries of frames"),
    /** {@link PortSettings#maxBufferedBytes} is kept. */
    BOUNDED_MEMORY("one bound of memory for all connections");

    private final String words;

    Ability(String words) {
        this.words = words;
    }

    /** Returns what it is, in words, such as {@code raw bytes}. */
    @Override
    public String toString() {
        return words;
    }
}
