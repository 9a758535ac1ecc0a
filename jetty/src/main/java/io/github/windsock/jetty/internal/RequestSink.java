package io.github.windsock.jetty.internal;

import io.github.windsock.Payload;
import java.util.List;
import java.util.Map;

/** Receives the HTTP requests of a server, for {@code HttpBeside}. Called from any thread; must not block. */
public interface RequestSink {

    /**
     * Receives a request.
     *
     * @param headers a map with case-insensitive names
     * @param answer a description of the answer
     */
    void add(String method, String target, Map<String, List<String>> headers, Payload body, String answer);

    /**
     * Receives a note about a request that assertions do not see.
     *
     * @param what such as {@code POST /login}
     * @param why the outcome
     */
    void note(String what, String why);

    /**
     * Receives an exception of user code.
     *
     * @param who the code that threw
     * @param cause the exception
     */
    void failed(String who, Throwable cause);

    /** Forgets all requests, because another test begins. */
    void forget();
}
