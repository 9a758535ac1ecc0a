package io.github.windsock.assertj;

import static org.apiguardian.api.API.Status.STABLE;

import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The base class of assertions that call those of {@code WebSocketAssertions}. They wait in the same way, and fail with
 * the same message after the description.
 *
 * @param <S> the type of the assertion
 * @param <A> the type of the actual object
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public abstract class WaitingAssert<S extends WaitingAssert<S, A>, A> extends AbstractAssert<S, A> {

    WaitingAssert(@Nullable A actual, Class<?> type) {
        super(actual, type);
    }

    S check(Runnable assertion) {
        found(() -> {
            assertion.run();
            return myself;
        });
        return myself;
    }

    /** Returns the result of an assertion; adds the description to its failure. */
    <T> T found(Supplier<T> assertion) {
        isNotNull();
        try {
            return assertion.get();
        } catch (AssertionError e) {
            throw described(e);
        }
    }

    private AssertionError described(AssertionError error) {
        String description = descriptionText();
        if (description.isEmpty()) {
            return error;
        }
        String message = "[" + description + "] " + error.getMessage();
        AssertionError described = error instanceof AssertionFailedError values && values.isExpectedDefined()
                ? new AssertionFailedError(message, values.getExpected(), values.getActual(), values.getCause())
                : new AssertionFailedError(message, error.getCause());
        described.setStackTrace(error.getStackTrace());
        return described;
    }
}
