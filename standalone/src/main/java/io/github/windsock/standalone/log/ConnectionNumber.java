package io.github.windsock.standalone.log;

import io.github.windsock.journal.Entry;
import java.util.OptionalInt;

/** The number of a connection, as all that the program shows names it. */
public final class ConnectionNumber {
    private ConnectionNumber() {}

    /** Returns the number of the connection to which something happened; none for what happens beside connections. */
    public static OptionalInt of(Entry entry) {
        return of(entry.party());
    }

    /** Returns the number in the name of a party, such as {@code server#3}. */
    public static OptionalInt of(String party) {
        int sign = party.indexOf('#');
        return sign < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(party.substring(sign + 1)));
    }
}
