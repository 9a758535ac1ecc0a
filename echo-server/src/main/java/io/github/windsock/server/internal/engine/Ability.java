package io.github.windsock.server.internal.engine;

/** The features of an engine beyond what the standards require. */
public enum Ability {
    /** {@link Link#send} sends any frames in any order. */
    RULE_BREAKING_FRAMES("frames that break rules"),
    /** Supports {@link Link#sendRaw}. */
    RAW_BYTES("raw bytes"),
    /** Supports {@link HttpExchange#accept(java.util.List, Link)} and {@link HttpExchange#answerInPart}. */
    RAW_ANSWERS("raw answers"),
    /** {@link Link#reset} sends RST. */
    RESET("a reset (RST)"),
    /** Can end the connection of an attempt without an answer, for example with {@link HttpExchange#reset}. */
    UNANSWERED("an attempt without an answer"),
    /** {@link Link#send} sends a Close frame with any code, or without one. */
    EVERY_CLOSE_CODE("every close code"),
    /** Does not answer the client's Close frame by itself. */
    SILENCE_TO_CLOSE("a Close frame without an answer"),
    /** Supports {@link Link#endOutput}, {@link Link#cutAfter} and {@link Link#pace}. */
    TCP_BYTES("control of the bytes of TCP"),
    /** {@link ListeningPort#shut} reserves the port for {@link ListeningPort#reopen}. */
    OUTAGE("an outage on the same port"),
    /** {@link Link#send} compresses each message as its frame says. */
    COMPRESSION_PER_MESSAGE("compression that is chosen for each message"),
    /** {@link Link.Listener#frame} reports frames as they were sent, and {@link Link#send} sends frames as they are. */
    FRAME_BOUNDARIES("the boundaries of frames"),
    /** Obeys {@link PortSettings#maxBufferedBytes}. */
    BOUNDED_MEMORY("one bound of memory for all connections");

    private final String words;

    Ability(String words) {
        this.words = words;
    }

    /** Returns the name for messages, such as {@code raw bytes}. */
    @Override
    public String toString() {
        return words;
    }
}
