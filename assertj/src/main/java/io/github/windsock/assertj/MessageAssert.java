package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.STABLE;

import io.github.windsock.Match;
import io.github.windsock.Message;
import io.github.windsock.MessageMatcher;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractByteArrayAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a message.
 *
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public class MessageAssert extends AbstractAssert<MessageAssert, Message> {

    /**
     * Creates the assertions; see {@link WindsockAssertions#assertThat(Message)}.
     *
     * @param actual the message
     */
    public MessageAssert(@Nullable Message actual) {
        super(actual, MessageAssert.class);
    }

    /**
     * Verifies that the message is this text.
     *
     * @param expected the whole text
     * @return this
     */
    public MessageAssert hasText(String expected) {
        return isEqualTo(Message.text(expected));
    }

    /**
     * Verifies that the message is binary with these bytes.
     *
     * @param expected all bytes
     * @return this
     */
    public MessageAssert hasBytes(byte... expected) {
        return isEqualTo(Message.binary(expected));
    }

    /**
     * Verifies that a matcher accepts the message.
     *
     * @param expected the matcher
     * @return this
     */
    public MessageAssert matches(MessageMatcher expected) {
        isNotNull();
        Match match = expected.match(actual);
        if (!match.isMatch()) {
            throw failureWithActualExpected(actual, expected, "%s is not %s: %s", actual, expected, match.why());
        }
        return myself;
    }

    /**
     * Continues with the text; fails if the message is binary.
     *
     * @return assertions on the text
     */
    public AbstractStringAssert<?> text() {
        isNotNull();
        if (!actual.isText()) {
            throw failure("%s is binary, and has no text", actual);
        }
        return Assertions.assertThat(actual.text()).as(descriptionText());
    }

    /**
     * Continues with the bytes, for a text in UTF-8.
     *
     * @return assertions on the bytes
     */
    public AbstractByteArrayAssert<?> bytes() {
        isNotNull();
        return Assertions.assertThat(actual.bytes()).as(descriptionText());
    }
}
