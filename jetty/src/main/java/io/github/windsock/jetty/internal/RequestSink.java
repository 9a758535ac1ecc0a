package io.github.windsock.jetty.internal;

import io.github.windsock.Payload;
import java.util.List;
import java.util.Map;

/** Takes what happens beside the socket, for the face of this module. May be called from any thread; must not block. */
public interface RequestSink {

    /**
     * Takes a request.
     *
     * @param headers without regard to the case of their names
     * @param answer what it is answered, in words
     */
    void add(String method, String target, Map<String, List<String>> headers, Payload body, String answer);

    /**
     * Takes what became of something that is no request to be asserted.
     *
     * @param what such as {@code POST /login}
     * @param why what became of it
     */
    void note(String what, String why);

    /**
     * Takes what a user's code threw.
     *
     * @param who whose code
     * @param cause what it threw
     */
    void failed(String who, Throwable cause);

    /** Forgets all requests so far: another test begins. */
    void forget();
}
