package io.github.windsock.client.internal.url;

import io.github.windsock.internal.text.Text;

/** Origins of pages, as the header {@code Origin} has them (RFC 6454, section 7). */
public final class Origin {
    private static final String FORM = "null|[A-Za-z][A-Za-z0-9+.-]*://[^/?#@\\s]+";

    private Origin() {}

    /** Returns the origin of a page that comes from where a socket connects to. */
    public static String of(WebUrl target) {
        return (target.isSecure() ? "https://" : "http://") + target.authority();
    }

    /** Returns what was given, if it is an origin. */
    public static String checked(String origin) {
        if (!origin.matches(FORM)) {
            throw new IllegalArgumentException("origin " + Text.quote(origin)
                    + " is not one; write scheme and host alone, as \"https://example.org\"");
        }
        return origin;
    }
}
