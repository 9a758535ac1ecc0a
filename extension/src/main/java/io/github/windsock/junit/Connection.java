package io.github.windsock.junit;

import java.util.List;
import java.util.Optional;

/** Where and how an injected socket connects: {@link Connect}, or its defaults. */
record Connection(String path, String url, List<String> protocols, String page, boolean open) {

    private static final Connection DEFAULT = new Connection("/", "", List.of(), "", true);

    static Connection of(Optional<Connect> connect) {
        return connect.map(it -> new Connection(it.path(), it.url(), List.of(it.protocols()), it.page(), it.open()))
                .orElse(DEFAULT);
    }
}
