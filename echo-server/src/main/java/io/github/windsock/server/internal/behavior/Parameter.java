package io.github.windsock.server.internal.behavior;

import io.github.windsock.Payload;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A parameter of a behavior or trait. It is the key of its value in {@link Arguments}. Immutable. */
public final class Parameter<T> {

    /** The form of a parameter in Java, and whether it is required. */
    public enum Position {
        /** An argument, required unless it has a default. */
        ARGUMENT,
        /** An argument; exactly one of all alternatives must be given. */
        ALTERNATIVE,
        /** An optional method call on the result. */
        METHOD
    }

    private final String name;
    private final String summary;
    private final ValueType<T> type;
    private final Position position;
    private final @Nullable T fallback;
    private final @Nullable Range<T> range;
    private final String method;

    private Parameter(
            String name,
            String summary,
            ValueType<T> type,
            Position position,
            @Nullable T fallback,
            @Nullable Range<T> range,
            String method) {
        this.name = name;
        this.method = method;
        this.summary = summary;
        this.type = type;
        this.position = position;
        this.fallback = fallback;
        this.range = range;
    }

    static <T> Parameter<T> of(ValueType<T> type, String name, String summary) {
        return new Parameter<>(name, summary, type, Position.ARGUMENT, null, type.range(), name);
    }

    static Parameter<Duration> duration(String name, String summary) {
        return of(ValueTypes.DURATION, name, summary);
    }

    static Parameter<Integer> count(String name, String summary) {
        return of(ValueTypes.COUNT, name, summary);
    }

    static Parameter<Integer> size(String name, String summary) {
        return of(ValueTypes.SIZE, name, summary);
    }

    static Parameter<Integer> status(String name, String summary) {
        return of(ValueTypes.STATUS, name, summary);
    }

    static Parameter<String> text(String name, String summary) {
        return of(ValueTypes.TEXT, name, summary);
    }

    static Parameter<Payload> bytes(String name, String summary) {
        return of(ValueTypes.BYTES, name, summary);
    }

    /** Sets the limits. */
    Parameter<T> between(T min, T max) {
        if (range == null) {
            throw new IllegalStateException(name + " has no order");
        }
        return new Parameter<>(name, summary, type, position, fallback, range.between(min, max), method);
    }

    /** Sets the default. */
    Parameter<T> or(T value) {
        return new Parameter<>(name, summary, type, position, value, range, method);
    }

    /** Makes it an optional method call. */
    Parameter<T> asMethod() {
        return asMethod(name);
    }

    /** Returns the same as a method that has another name in Java than in URLs. */
    Parameter<T> asMethod(String called) {
        return new Parameter<>(name, summary, type, Position.METHOD, fallback, range, called);
    }

    /** Makes it one of several alternatives. */
    Parameter<T> orAnother() {
        return new Parameter<>(name, summary, type, Position.ALTERNATIVE, fallback, range, method);
    }

    /** Returns the name in URLs. The first parameter of a trait has the trait's name there. */
    public String name() {
        return name;
    }

    /** Returns a short description. */
    public String summary() {
        return summary;
    }

    ValueType<T> type() {
        return type;
    }

    /** Returns the name of the type, such as {@code duration}. */
    public String kind() {
        return type.title();
    }

    public Position position() {
        return position;
    }

    /** Returns the allowed values; empty if every value of the type is allowed. */
    public Optional<Phrase> limits() {
        return Optional.ofNullable(type.limits(range));
    }

    /** Tells whether it must be given. */
    public boolean isRequired() {
        return position == Position.ARGUMENT && fallback == null;
    }

    /** Returns the default in URL form. */
    public Optional<String> fallback() {
        return Optional.ofNullable(fallback).map(type::url);
    }

    /** Tells whether a URL can have it. */
    public boolean hasUrlForm() {
        return type.hasUrlForm();
    }

    /** Checks a value. */
    T check(String owner, T value) {
        return checked(owner, method, shown(value), Words.PLAIN_VALUE, Words.PLAIN_VALUE_WHY, () -> value);
    }

    private String shown(T value) {
        if (value instanceof Headers.Line) {
            return Text.preview(type.url(value));
        }
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        boolean isText = value instanceof String || value instanceof Headers;
        return isText ? Text.preview(value.toString()) : String.valueOf(value);
    }

    /** Checks a value against limits that are narrower than those of the behavior. */
    void requireWithin(String owner, T value) {
        if (range != null && !range.holds(value)) {
            Phrase within = Phrase.of(Words.NOT_WITHIN, range.phrase());
            throw new BehaviorProblem(Words.VALUE, owner, name, type.url(value), within);
        }
    }

    private T parse(String owner, String text) {
        return checked(owner, name, Text.visible(text), Words.VALUE, Words.VALUE_WHY, () -> type.parse(text));
    }

    private T checked(String owner, String called, String shown, Words is, Words because, Supplier<T> source) {
        try {
            T value = source.get();
            type.check(value);
            if (range != null) {
                range.check(value);
            }
            return value;
        } catch (BehaviorProblem e) {
            Words how = e.phrase().words().isPredicate() ? is : because;
            throw new BehaviorProblem(
                    Phrase.of(how, owner, called, shown, e.phrase())); // which says all that the cause does
        }
    }

    /** Parses a value of a URL and adds it to the arguments; {@code key} is its name in the URL. */
    public Arguments read(Arguments args, String owner, String key, String text) {
        T value = parse(owner, text);
        if (!args.has(this)) {
            return args.plus(this, value);
        }
        T both = type.join(args.get(this), value).orElseThrow(() -> new BehaviorProblem(Words.TWICE, owner, key));
        return args.plus(this, both);
    }

    /** Checks the given value and adds it, or the default, to the arguments. */
    Arguments complete(Arguments complete, Arguments given, String owner) {
        if (given.has(this)) {
            return complete.plus(this, check(owner, given.get(this)));
        }
        return fallback == null ? complete : complete.plus(this, fallback);
    }

    /** Returns the value as a Java argument. */
    String java(Arguments args) {
        return type.java(args.get(this));
    }

    /** Returns the value as a Java method call. */
    String call(Arguments args) {
        return type.call(method, args.get(this));
    }

    /** Tells whether the value is the default. */
    boolean isFallback(Arguments args) {
        return args.get(this).equals(fallback);
    }

    /** Returns the value in URL form: several for a parameter that can be repeated. */
    public List<String> urls(Arguments args) {
        return type.urls(args.get(this));
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
