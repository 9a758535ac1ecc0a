package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.text.Text;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A type of texts, maybe with a check. */
final class TextType extends ValueType<String> {
    private final Consumer<String> check;
    private final @Nullable Words limits;

    /**
     * Creates a type.
     *
     * @param check throws a problem for a text that is not allowed
     * @param limits the allowed texts, for the documentation
     */
    TextType(String title, Consumer<String> check, @Nullable Words limits) {
        super(title, String.class);
        this.check = check;
        this.limits = limits;
    }

    @Override
    String parse(String text) {
        return text;
    }

    @Override
    String java(String value) {
        return Text.quote(value);
    }

    @Override
    void check(String value) {
        check.accept(value);
    }

    @Override
    @Nullable
    Phrase limits(@Nullable Range<String> range) {
        return limits == null ? null : Phrase.of(limits);
    }
}
