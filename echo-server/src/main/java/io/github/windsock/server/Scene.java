package io.github.windsock.server;

/**
 * Where a conversation takes place.
 *
 * @param wire the connection, for this conversation alone
 * @param whole the whole behavior as Java, for the journal
 * @param done to be run, on the wire's thread, when a finite conversation has come to its end
 */
record Scene(Wire wire, String whole, Runnable done) {

    Scene on(Wire other) {
        return new Scene(other, whole, done);
    }

    Scene then(Runnable next) {
        return new Scene(wire, whole, next);
    }
}
