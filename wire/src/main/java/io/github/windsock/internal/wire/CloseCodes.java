package io.github.windsock.internal.wire;

/** The close codes that an endpoint accepts from its peer. */
public enum CloseCodes {
    /** The codes that RFC 6455, section 7.4, defines or leaves to applications. The server accepts only these. */
    DEFINED,
    /**
     * All codes but the three that section 7.4.1 forbids in a frame. The WHATWG standard does not say what a browser
     * does with undefined codes; Chromium reports them to the page, and so does the client.
     */
    ALL_BUT_RESERVED;

    boolean mayBeReceived(int code) {
        return this == DEFINED ? CloseFrame.isSendable(code) : code != 1005 && code != 1006 && code != 1015;
    }
}
