package io.github.windsock.internal.wire;

/** Which codes a peer may put into a Close frame. */
public enum CloseCodes {
    /** What RFC 6455, section 7.4, defines or leaves to applications. A server is strict, to show clients their faults. */
    DEFINED {
        @Override
        boolean mayBeReceived(int code) {
            return CloseFrame.isSendable(code);
        }
    },
    /**
     * All but the three that section 7.4.1 forbids on the wire. The WHATWG standard does not say what to do with the
     * others, and Chromium shows them to the page.
     */
    ALL_BUT_RESERVED {
        @Override
        boolean mayBeReceived(int code) {
            return code != 1005 && code != 1006 && code != 1015;
        }
    };

    abstract boolean mayBeReceived(int code);
}
