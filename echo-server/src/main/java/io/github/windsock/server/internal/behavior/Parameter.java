package io.github.windsock.server.internal.behavior;

import io.github.windsock.Payload;
import io.github.windsock.internal.text.Durations;
import io.github.windsock.internal.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A parameter of a behavior or trait, which is also the key to its value. Immutable, and equal only to itself. */
public final class Parameter<T> {

    /** How a parameter stands in Java, and whether it may be left out. */
    public enum Position {
        /** An argument, which has to be there or has a fallback. */
        ARGUMENT,
        /** An argument; exactly one of all that are marked so has to be there. */
        ALTERNATIVE,
        /** A method called on the result, or not. */
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
        return of(NumberType.COUNT, name, summary);
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

    /** Returns the same, with other limits. */
    Parameter<T> between(T min, T max) {
        if (range == null) {
            throw new IllegalStateException(name + " has no order");
        }
        return new Parameter<>(name, summary, type, position, fallback, range.between(min, max), method);
    }

    /** Returns the same, which has that value if it is left out. */
    Parameter<T> or(T value) {
        return new Parameter<>(name, summary, type, position, value, range, method);
    }

    /** Returns the same as a method of its own, which is called or not. */
    Parameter<T> asMethod() {
        return asMethod(name);
    }

    /** Returns the same as a method that has another name in Java than in URLs. */
    Parameter<T> asMethod(String called) {
        return new Parameter<>(name, summary, type, Position.METHOD, fallback, range, called);
    }

    /** Returns the same as one of several of which exactly one is given. */
    Parameter<T> orAnother() {
        return new Parameter<>(name, summary, type, Position.ALTERNATIVE, fallback, range, method);
    }

    /** Returns the name in URLs. The first parameter of a trait bears the trait's name there. */
    public String name() {
        return name;
    }

    /** Returns what it is for, in a few words. */
    public String summary() {
        return summary;
    }

    ValueType<T> type() {
        return type;
    }

    /** Returns what kind of value it takes, such as {@code duration}. */
    public String kind() {
        return type.title();
    }

    public Position position() {
        return position;
    }

    /** Returns what values it takes; empty if it takes every value of the type. */
    public Optional<Phrase> limits() {
        return Optional.ofNullable(type.limits(range));
    }

    /** Tells whether it has to be given. Of several such parameters that say the message, exactly one is. */
    public boolean isRequired() {
        return position == Position.ARGUMENT && fallback == null;
    }

    /** Returns what it is if it is not given, as a URL says it. */
    public Optional<String> fallback() {
        return Optional.ofNullable(fallback).map(type::url);
    }

    /** Returns whether a URL can say it. */
    public boolean isSpeakable() {
        return type.isSpeakable();
    }

    /** Holds a value to the limits. */
    T check(String owner, T value) {
        return checked(owner, shown(value), Words.PLAIN_VALUE, Words.PLAIN_VALUE_WHY, () -> value);
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

    /** Holds a value to the limits, which are narrower than those of the behavior. */
    void requireWithin(String owner, T value) {
        if (range != null && !range.holds(value)) {
            Phrase within = Phrase.of(Words.NOT_WITHIN, range.phrase());
            throw new BehaviorProblem(Words.VALUE, owner, name, type.url(value), within);
        }
    }

    private T parse(String owner, String text) {
        return checked(owner, Text.visible(text), Words.VALUE, Words.VALUE_WHY, () -> type.parse(text));
    }

    private T checked(String owner, String shown, Words is, Words because, Supplier<T> source) {
        try {
            T value = source.get();
            type.check(value);
            if (range != null) {
                range.check(value);
            }
            return value;
        } catch (BehaviorProblem e) {
            Words how = e.phrase().words().isPredicate() ? is : because;
            throw new BehaviorProblem(Phrase.of(how, owner, name, shown, e.phrase()), e);
        }
    }

    /** Returns the arguments with what a URL says about this one; {@code key} is its name there. */
    public Arguments read(Arguments args, String owner, String key, String text) {
        T value = parse(owner, text);
        if (!args.has(this)) {
            return args.plus(this, value);
        }
        T both = type.join(args.get(this), value).orElseThrow(() -> new BehaviorProblem(Words.TWICE, owner, key));
        return args.plus(this, both);
    }

    /** Returns the arguments with the value that was given, held to the limits, or the one for none. */
    Arguments complete(Arguments so, Arguments given, String owner) {
        if (given.has(this)) {
            return so.plus(this, check(owner, given.get(this)));
        }
        return fallback == null ? so : so.plus(this, fallback);
    }

    /** Returns the value as Java, among the arguments of a call. */
    String java(Arguments args) {
        return type.java(args.get(this));
    }

    /** Returns the value as Java, as a call of its own. */
    String call(Arguments args) {
        return type.call(method, args.get(this));
    }

    /** Returns whether the value is what it would be if it was not given. */
    boolean isFallback(Arguments args) {
        return args.get(this).equals(fallback);
    }

    /** Returns the value as a URL says it, which may take several parameters of one name. */
    public List<String> urls(Arguments args) {
        return type.urls(args.get(this));
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
