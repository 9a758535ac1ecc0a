package io.github.windsock.json;

import static org.apiguardian.api.API.Status.STABLE;

import net.javacrumbs.jsonunit.core.Option;
import org.apiguardian.api.API;

/**
 * A difference between two JSON documents that is allowed.
 *
 * @see JsonMatchers#jsonDocument
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public enum JsonOption {
    /** Objects may have keys that are not expected. */
    IGNORING_EXTRA_KEYS(Option.IGNORING_EXTRA_FIELDS),
    /** Arrays may have elements that are not expected. */
    IGNORING_EXTRA_ELEMENTS(Option.IGNORING_EXTRA_ARRAY_ITEMS),
    /** Arrays may have their elements in any order. */
    IGNORING_ARRAY_ORDER(Option.IGNORING_ARRAY_ORDER),
    /** Values may differ; only keys and types count. */
    IGNORING_VALUES(Option.IGNORING_VALUES),
    /** A key with {@code null} equals an absent key. */
    TREATING_NULL_AS_ABSENT(Option.TREATING_NULL_AS_ABSENT);

    private final Option option;

    JsonOption(Option option) {
        this.option = option;
    }

    Option option() {
        return option;
    }
}
