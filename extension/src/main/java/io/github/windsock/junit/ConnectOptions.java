package io.github.windsock.junit;

import java.util.List;
import java.util.Optional;

/** How an injected socket connects: the values of {@link Connect}, or its defaults. */
record ConnectOptions(String path, String url, List<String> protocols, PageName page, boolean open) {

    private static final ConnectOptions DEFAULT = new ConnectOptions("/", "", List.of(), PageName.DEFAULT, true);

    /** The key of a page: its name and its headers, since all sockets of a page send the same ones. */
    record PageName(String name, List<String> headers) {

        static final PageName DEFAULT = new PageName("", List.of());

        /** Written by hand, because the generated method of a record is slow on its first call, in the first test. */
        @Override
        public int hashCode() {
            return 31 * name.hashCode() + headers.hashCode();
        }
    }

    static ConnectOptions of(Optional<Connect> connect) {
        if (connect.isEmpty()) {
            return DEFAULT;
        }
        Connect it = connect.get();
        PageName page = new PageName(it.page(), List.of(it.headers()));
        return new ConnectOptions(it.path(), it.url(), List.of(it.protocols()), page, it.open());
    }

    boolean isForeign() {
        return !url.isEmpty();
    }
}
