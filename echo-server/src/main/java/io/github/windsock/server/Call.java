package io.github.windsock.server;

import io.github.windsock.server.Catalogue.Parameter;
import io.github.windsock.server.Catalogue.Parameter.Place;
import io.github.windsock.server.Row.Role;
import java.util.List;
import java.util.StringJoiner;

/** A behavior or trait of the table with its values. */
record Call(Row row, Args args) implements Plan {
    static final String TIMES = "times";

    /** Holds the values to their limits. */
    static Call of(Row row, Args args) {
        return new Call(row, row.complete(args));
    }

    /** Returns this call with one value more, or another one. */
    Call plus(String name, Object value) {
        return of(row, args.plus(name, value));
    }

    @Override
    public Role role() {
        return row.role() == Role.ENDLESS && args.has(TIMES) ? Role.FINITE : row.role();
    }

    @Override
    public Reception receive() {
        Deed deed = row.deed();
        if (deed instanceof Deed.Answers answers) {
            return answers.answer(args);
        }
        Admission plain = Admission.PLAIN;
        return new Reception.Accepted(deed instanceof Deed.Opens opens ? opens.open(args, plain) : plain);
    }

    @Override
    public Conversation begin(Scene scene) {
        return row.deed() instanceof Deed.Talk talk ? talk.begin(args, scene) : new Pause(scene);
    }

    /** For a trait: opens as it wants. */
    Admission open(Admission admission) {
        Deed deed = row.deed();
        if (deed instanceof Deed.OpensAndChanges both) {
            return both.opens().open(args, admission);
        }
        return deed instanceof Deed.Opens opens ? opens.open(args, admission) : admission;
    }

    /** For a trait: begins a conversation that it changes. */
    Conversation begin(Starter inner, Scene scene) {
        Deed deed = row.deed();
        if (deed instanceof Deed.OpensAndChanges both) {
            return both.changes().begin(args, inner, scene);
        }
        return deed instanceof Deed.Changes changes ? changes.begin(args, inner, scene) : inner.begin(scene);
    }

    @Override
    public List<Call> calls() {
        return List.of(this);
    }

    /** Returns the Java that makes it. */
    @Override
    public String toString() {
        StringJoiner arguments = new StringJoiner(", ", row.name() + "(", ")");
        StringBuilder methods = new StringBuilder();
        for (Parameter parameter : row.parameters()) {
            Object value = args.find(parameter.name());
            if (value instanceof Headers headers) {
                headers.lines().forEach(line -> methods.append(header(line)));
            } else if (value != null && parameter.place() == Place.METHOD) {
                methods.append('.')
                        .append(parameter.name())
                        .append('(')
                        .append(java(parameter, value))
                        .append(')');
            } else if (value != null) {
                arguments.add(java(parameter, value));
            }
        }
        return arguments.toString() + methods;
    }

    private static String java(Parameter parameter, Object value) {
        return value instanceof Lambda ? value.toString() : parameter.kind().java(value);
    }

    private static String header(Headers.Line line) {
        return ".header(" + Kind.TEXT.java(line.name()) + ", " + Kind.TEXT.java(line.value()) + ")";
    }
}
