package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.text.Text;
import java.util.List;
import java.util.Optional;

/**
 * All behaviors and traits that have a name: the one table from which the parser of URLs, the documentation and the program's
 * pages are made.
 */
public final class BehaviorCatalog {
    private final List<Item> behaviors;
    private final List<Item> traits;

    BehaviorCatalog(List<Item> behaviors, List<Item> traits) {
        this.behaviors = List.copyOf(behaviors);
        this.traits = List.copyOf(traits);
    }

    /**
     * Returns the one table.
     *
     * @return all that a URL can name
     */
    public static BehaviorCatalog all() {
        return Definitions.CATALOGUE;
    }

    /**
     * Returns what can answer an attempt, or be a part of the answer.
     *
     * @return the behaviors, in the order in which they are shown
     */
    public List<Item> behaviors() {
        return behaviors;
    }

    /**
     * Returns what can be added to a behavior with {@code with(..)}.
     *
     * @return the traits, in the order in which they are shown
     */
    public List<Item> traits() {
        return traits;
    }

    /** One behavior or trait. Immutable. */
    public static final class Item {
        private final String name;
        private final String word;
        private final String summary;
        private final List<Parameter> parameters;
        private final String example;

        Item(String name, String summary, List<Parameter> parameters, String example) {
            this.name = name;
            this.word = kebab(name);
            this.summary = summary;
            this.parameters = List.copyOf(parameters);
            this.example = example;
        }

        private static String kebab(String name) {
            String words = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            return words.endsWith("-with") || words.endsWith("-connection")
                    ? words.substring(0, words.lastIndexOf('-'))
                    : words;
        }

        /**
         * Returns the name of the Java method.
         *
         * @return such as {@code closeWith}
         */
        public String name() {
            return name;
        }

        /**
         * Returns the name in URLs: the path of a behavior, the parameter of a trait.
         *
         * @return such as {@code close}
         */
        public String word() {
            return word;
        }

        /**
         * Returns what it does.
         *
         * @return one sentence
         */
        public String summary() {
            return summary;
        }

        /**
         * Returns what can be said about it.
         *
         * @return the parameters, in the order in which they are shown
         */
        public List<Parameter> parameters() {
            return parameters;
        }

        /**
         * Returns a use of it as a URL says it.
         *
         * @return such as {@code push?every=1s&times=3&text=tick}
         */
        public String example() {
            return example;
        }

        /** Returns the example. */
        @Override
        public String toString() {
            return example;
        }
    }

    /** One parameter of a behavior or trait. Immutable. */
    public static final class Parameter {

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
        private final ValueType kind;
        private final Position place;
        private final String summary;
        private final String fallback;
        private final long min;
        private final long max;

        Parameter(String name, ValueType kind, Position place, String summary, String fallback, long min, long max) {
            this.name = name;
            this.kind = kind;
            this.place = place;
            this.summary = summary;
            this.fallback = fallback;
            this.min = min;
            this.max = max;
        }

        /**
         * Returns the name in URLs. The first parameter of a trait bears the trait's name there.
         *
         * @return such as {@code every}
         */
        public String name() {
            return name;
        }

        /**
         * Returns what kind of value it takes.
         *
         * @return such as {@code duration}
         */
        public String type() {
            return kind.title();
        }

        /**
         * Returns what values it takes.
         *
         * @return such as {@code 1ms to 24h}, empty if it takes every value of the type
         */
        public String limits() {
            return kind.limits(min, max);
        }

        /**
         * Returns what it is for.
         *
         * @return a few words
         */
        public String summary() {
            return summary;
        }

        /**
         * Tells whether it has to be given. Of several such parameters that say the message, exactly one is.
         *
         * @return whether it has to be
         */
        public boolean isRequired() {
            return place == Position.ARGUMENT && fallback.equals(NO_FALLBACK);
        }

        /**
         * Returns what it is if it is not given.
         *
         * @return the value as a URL says it, empty if there is none
         */
        public Optional<String> fallback() {
            return Optional.of(fallback).filter(value -> !value.equals(NO_FALLBACK));
        }

        static final String NO_FALLBACK = "\0";

        Parameter between(long least, long most) {
            return new Parameter(name, kind, place, summary, fallback, least, most);
        }

        public ValueType kind() {
            return kind;
        }

        public Position place() {
            return place;
        }

        /** Reads a value and holds it to its limits. */
        Object parse(String owner, String text) {
            return checked(owner, "\"" + Text.visible(text) + "\"", () -> kind.parse(text));
        }

        /** Holds a value to its limits. */
        public Object check(String owner, Object value) {
            return checked(owner, String.valueOf(value), () -> value);
        }

        private Object checked(String owner, String shown, java.util.function.Supplier<Object> source) {
            try {
                Object value = source.get();
                kind.check(value, min, max);
                return value;
            } catch (IllegalArgumentException e) {
                String what = e.getMessage() == null ? "is wrong" : e.getMessage();
                boolean sentence = what.startsWith("is ") || what.startsWith("cannot ");
                throw new IllegalArgumentException(
                        owner + ": " + name + " " + shown + (sentence ? " " : ": ") + what, e);
            }
        }

        /** Returns the name. */
        @Override
        public String toString() {
            return name;
        }
    }
}
