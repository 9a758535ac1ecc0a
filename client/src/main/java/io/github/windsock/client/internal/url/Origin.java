package io.github.windsock.client.internal.url;

import io.github.windsock.internal.text.Text;

/** Origins of pages, as in the {@code Origin} header (RFC 6454, section 7). */
public final class Origin {
    private static final String FORM = "null|[A-Za-z][A-Za-z0-9+.-]*://[!-~&&[^/?#@]]+";
    private static final String ASCII = "\\p{ASCII}*";

    private Origin() {}

    /** Returns the origin; throws if it is not valid. */
    public static String checked(String origin) {
        if (!origin.matches(FORM)) {
            String instead = origin.matches(ASCII)
                    ? "use only scheme, host and port, such as \"https://example.org\""
                    : "write the host as browsers send it, such as \"https://xn--bcher-kva.example\"";
            throw new IllegalArgumentException("origin " + Text.quote(origin) + " is not valid; " + instead);
        }
        return origin;
    }
}
