package io.github.windsock.standalone;

import io.github.windsock.server.Behavior;
import java.util.List;
import java.util.Optional;

/** What the URLs can do: one source for the server, the help, the page and the documentation. */
interface Repertoire {

    /** Returns all behaviors, in the order in which they are shown. */
    List<Act> acts();

    /** Returns what can be added to every behavior. */
    List<Act.Parameter> traits();

    /**
     * Tells whether what a URL asks for shows more than what the client itself sent.
     *
     * @param target path and query
     * @return whether pages of other sites must not see it
     */
    boolean isPrivate(Target target);

    /**
     * Makes the behavior of a URL.
     *
     * @param target path and query
     * @return the behavior, empty if no behavior has that path
     * @throws IllegalArgumentException if the query is wrong; the message says how, and what instead
     */
    Optional<Behavior> find(Target target);
}
