package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import io.github.windsock.journal.Party;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a party that is neither a {@code BrowserWebSocket} nor a {@code ServerConnection}: a recorded client of
 * Java-WebSocket.
 *
 * @since 1.0
 */
@API(status = EXPERIMENTAL, since = "1.0")
public class RecordedPartyAssert extends PartyAssert<RecordedPartyAssert, Party> {

    /**
     * Creates the assertions; see {@link WindsockAssertions#assertThat(Party)}.
     *
     * @param actual the party
     */
    public RecordedPartyAssert(@Nullable Party actual) {
        super(actual, RecordedPartyAssert.class);
    }
}
