package io.github.windsock.junit;

import java.util.List;
import java.util.Optional;

/** Where and how an injected socket connects: {@link Connect}, or its defaults. */
record ConnectOptions(String path, String url, List<String> protocols, PageName page, boolean open) {

    private static final ConnectOptions DEFAULT = new ConnectOptions("/", "", List.of(), PageName.DEFAULT, true);

    /** A page has one set of headers, so they are part of what tells pages apart. */
    record PageName(String name, List<String> headers) {

        static final PageName DEFAULT = new PageName("", List.of());

        /** Written out: what the compiler makes for a record is slow the first time, which is in the first test. */
        @Override
        public int hashCode() {
            return 31 * name.hashCode() + headers.hashCode();
        }
    }

    static ConnectOptions of(Optional<Connect> connect) {
        return connect.map(it -> new ConnectOptions(
                        it.path(),
                        it.url(),
                        List.of(it.protocols()),
                        new PageName(it.page(), List.of(it.headers())),
                        it.open()))
                .orElse(DEFAULT);
    }

    boolean isForeign() {
        return !url.isEmpty();
    }
}
