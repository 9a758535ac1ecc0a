package io.github.windsock.testkit;

/** A case of the RFCs that can be played against either end. */
interface Playable {

    /** Returns what it is about. */
    String title();

    /** Plays the client. */
    void playAgainstServer(Sockets sockets, int port) throws Exception;

    /** Plays the server. */
    void playAgainstClient(TestedClient client, RawServer server) throws Exception;
}
