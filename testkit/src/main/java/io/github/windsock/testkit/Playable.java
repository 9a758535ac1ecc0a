package io.github.windsock.testkit;

/** A conformance case that can be played against a server or a client. */
interface Playable {

    /** Returns the title of the case. */
    String title();

    /** Plays the client against a tested server. */
    void playAgainstServer(Sockets sockets, int port) throws Exception;

    /** Plays the server against a tested client. */
    void playAgainstClient(TestedClient client, RawServer server) throws Exception;
}
