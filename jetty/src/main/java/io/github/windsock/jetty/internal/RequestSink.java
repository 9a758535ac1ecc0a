package io.github.windsock.jetty.internal;

import io.github.windsock.Payload;
import java.util.List;
import java.util.Map;

/** Takes the requests that came, for the face of this module. */
@FunctionalInterface
public interface RequestSink {

    /**
     * Takes one. May be called from any thread; must not block.
     *
     * @param headers without regard to the case of their names
     * @param answer what it is answered, in words
     */
    void add(String method, String target, Map<String, List<String>> headers, Payload body, String answer);
}
