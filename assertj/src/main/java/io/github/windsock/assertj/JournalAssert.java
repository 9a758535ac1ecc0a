package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.journal.Entry;
import io.github.windsock.journal.Event;
import io.github.windsock.journal.Journal;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the present content of a journal. They do not wait.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public class JournalAssert extends AbstractAssert<JournalAssert, Journal> {

    /**
     * Creates the assertions; see {@link WindsockAssertions#assertThat(Journal)}.
     *
     * @param actual the journal
     */
    public JournalAssert(@Nullable Journal actual) {
        super(actual, JournalAssert.class);
    }

    /**
     * Verifies that the journal has dropped no entries of the test.
     *
     * @return this
     */
    public JournalAssert hasNoGap() {
        isNotNull();
        if (actual.hasGap()) {
            throw failure("the journal dropped older entries; raise windsock.journal.entries or .bytes");
        }
        return myself;
    }

    /**
     * Continues with the entries.
     *
     * @return assertions on the list
     */
    public ListAssert<Entry> entries() {
        isNotNull();
        return Assertions.assertThat(actual.entries()).as(descriptionText());
    }

    /**
     * Continues with the entries of one kind.
     *
     * @param kind the kind
     * @return assertions on the list
     */
    public ListAssert<Entry> entries(Event.Kind kind) {
        isNotNull();
        return Assertions.assertThat(actual.entries().stream()
                        .filter(entry -> entry.event().kind() == kind)
                        .toList())
                .as(descriptionText());
    }

    /**
     * Continues with the timeline as text.
     *
     * @return assertions on the text
     */
    public AbstractStringAssert<?> timeline() {
        isNotNull();
        return Assertions.assertThat(actual.timeline().toString()).as(descriptionText());
    }
}
