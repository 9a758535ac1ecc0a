package io.github.windsock.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.windsock.Matchers;
import io.github.windsock.MessageMatcher;
import io.github.windsock.Payload;
import io.github.windsock.server.internal.behavior.Arguments;
import io.github.windsock.server.internal.behavior.BehaviorChain;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.BehaviorProblem;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.EchoDefinition;
import io.github.windsock.server.internal.behavior.Invocation;
import io.github.windsock.server.internal.behavior.Parameter;
import io.github.windsock.server.internal.behavior.Parameter.Position;
import io.github.windsock.server.internal.behavior.Plan;
import io.github.windsock.server.internal.behavior.TraitDefinitions;
import io.github.windsock.server.internal.behavior.WithTraits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Random compositions, made from the table: what they print is what makes them. */
class BehaviorPrintTests {

    @Property(tries = 1000)
    void a_url_is_read_as_the_same_value(@ForAll("withUrlForm") Behavior behavior) {
        String url = behavior.toUrl();
        Behavior parsed = Behaviors.parse(url);

        assertEquals(behavior, parsed, url);
        assertEquals(behavior.hashCode(), parsed.hashCode(), url);
        assertEquals(behavior.toString(), parsed.toString());
        assertEquals(url, parsed.toUrl());
        assertEquals(url, URI.create("ws://localhost/" + url).toString().substring("ws://localhost/".length()));
    }

    /** One unit for many, since a compiler takes long to start. */
    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void what_is_printed_is_java_that_makes_the_same_value(@ForAll("many") List<Behavior> behaviors) throws Exception {
        List<Object> made = evaluate(behaviors.stream().map(Behavior::toString).toList());

        assertEquals(behaviors, made);
    }

    // What there is.

    @Provide
    Arbitrary<List<Behavior>> many() {
        return any().list().ofSize(100);
    }

    @Provide
    Arbitrary<Behavior> withUrlForm() {
        return Arbitraries.oneOf(answers(), conversations());
    }

    private static Arbitrary<Behavior> any() {
        Arbitrary<Behavior> alone =
                Arbitraries.oneOf(answers(), conversations(), rules(), scripts(), Arbitraries.just(Behaviors.ask()));
        Arbitrary<Behavior> turns =
                alone.list().ofMinSize(1).ofMaxSize(3).map(list -> Behaviors.inTurn(list.toArray(Behavior[]::new)));
        return Arbitraries.frequencyOf(
                Tuple.of(6, alone), Tuple.of(1, turns), Tuple.of(1, turns.map(each -> ((Turns) each).thenFail())));
    }

    private static Arbitrary<Behavior> answers() {
        return rows(BehaviorDefinition.PlanKind.ANSWER)
                .filter(row -> row != Definitions.ASK)
                .flatMap(BehaviorPrintTests::call)
                .map(call -> call.definition() == Definitions.REFUSE ? new Refusal(call) : OpenBehavior.of(call));
    }

    private static Arbitrary<BehaviorDefinition> rows(BehaviorDefinition.PlanKind kind) {
        return Arbitraries.of(Definitions.BEHAVIORS.stream()
                .filter(row -> row.kind() == kind && row != Definitions.SCRIPT)
                .toList());
    }

    /** A chain of finite ones, and perhaps one that is not, with traits. */
    private static Arbitrary<Behavior> conversations() {
        Arbitrary<Plan> finite = Arbitraries.oneOf(
                rows(BehaviorDefinition.PlanKind.FINITE)
                        .filter(row -> row != Definitions.SLOW_OPEN)
                        .flatMap(BehaviorPrintTests::call),
                Combinators.combine(
                                rows(BehaviorDefinition.PlanKind.ENDLESS).flatMap(BehaviorPrintTests::call),
                                Arbitraries.integers().between(1, 1000))
                        .as((call, times) -> call.plus(EchoDefinition.Limit.TIMES, times)));
        Arbitrary<Plan> first =
                Arbitraries.oneOf(finite, call(Definitions.SLOW_OPEN).map(call -> call));
        Arbitrary<Plan> last = Arbitraries.oneOf(
                finite,
                rows(BehaviorDefinition.PlanKind.ENDLESS).flatMap(BehaviorPrintTests::call),
                rows(BehaviorDefinition.PlanKind.LAST).flatMap(BehaviorPrintTests::call));
        Arbitrary<Plan> chains = Combinators.combine(first, finite.list().ofMaxSize(2), last)
                .as((begin, middle, end) -> {
                    Plan plan = begin;
                    for (Plan next : middle) {
                        plan = BehaviorChain.of(plan, next);
                    }
                    return BehaviorChain.of(plan, end);
                });
        return Combinators.combine(Arbitraries.oneOf(last, chains), traits()).as(BehaviorPrintTests::withTraits);
    }

    private static Behavior withTraits(Plan plan, List<Invocation> traits) {
        Plan result = plan;
        List<BehaviorDefinition> used = new ArrayList<>();
        for (Invocation trait : traits) {
            if (used.stream().noneMatch(row -> TraitDefinitions.excludes(row, trait.definition()))) {
                used.add(trait.definition());
                result = WithTraits.of(result, trait);
            }
        }
        return OpenBehavior.of(result);
    }

    private static Arbitrary<List<Invocation>> traits() {
        return Arbitraries.of(TraitDefinitions.TRAITS)
                .flatMap(BehaviorPrintTests::call)
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<Behavior> rules() {
        Arbitrary<Action> action = Arbitraries.oneOf(
                texts().map(Behaviors::reply),
                bytes().map(payload -> Behaviors.reply(payload.toByteArray())),
                Arbitraries.just(Behaviors.reply(Behaviors.template("${n}: ${message}"))),
                texts().map(Behaviors::sendMessage),
                Arbitraries.just(Behaviors.push(Duration.ofMillis(20), "tick").times(2)));
        Arbitrary<MessageMatcher> matcher = Arbitraries.oneOf(
                texts().map(Matchers::text),
                texts().filter(text -> !text.isEmpty()).map(Matchers::textContaining),
                bytes().map(payload -> Matchers.bytes(payload.toByteArray())),
                Arbitraries.just(Matchers.anyMessage()),
                Arbitraries.just(Matchers.textMatching("add (?<a>\\d+)").negate()));
        return Combinators.combine(
                        matcher,
                        action.list().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.integers().between(1, 9))
                .as((what, actions, times) -> {
                    Rules rules =
                            Behaviors.on(what, actions.toArray(Action[]::new)).times(times);
                    return times % 2 == 0 ? rules : rules.otherwise(Behaviors.echo());
                });
    }

    private static Arbitrary<Behavior> scripts() {
        Arbitrary<Script> finite = texts().flatMap(text -> bytes().map(payload -> Behaviors.script()
                .send(text)
                .send(payload.toByteArray())
                .expect(text)
                .expectPing(payload)
                .pause(Duration.ofMillis(text.length()))
                .ping(payload)
                .repeat(2, Behaviors.script().send(Behaviors.template("${n}: ${message}")))
                .anyOrder(Behaviors.script().expectPing(), Behaviors.script().expect(Matchers.anyBinary()))));
        return Arbitraries.oneOf(
                finite.map(script -> script),
                finite.map(script -> script.close()),
                finite.map(script -> script.close(3005, "bye")),
                finite.map(script -> script.drop()),
                finite.map(script -> script.reset()),
                finite.map(script -> script.expectClose()),
                finite.map(
                        script -> script.repeat(Behaviors.script().expectPing().ping())),
                finite.map(script -> script.either(
                        Behaviors.script().expect("a").drop(),
                        Behaviors.script().expectClose(1000, "b"))),
                finite.map(script -> script.then(Behaviors.echo())));
    }

    private static Arbitrary<Invocation> call(BehaviorDefinition row) {
        Arbitrary<Arguments> args = Arbitraries.just(Arguments.NONE);
        List<Parameter<?>> alternatives =
                row.alternatives().stream().filter(Parameter::hasUrlForm).toList();
        if (!alternatives.isEmpty()) {
            args = Arbitraries.of(alternatives).flatMap(one -> given(Arguments.NONE, one));
        }
        for (Parameter<?> parameter : row.parameters()) {
            if (parameter.position() != Position.ALTERNATIVE && parameter != EchoDefinition.Limit.TIMES) {
                args = args.flatMap(before -> Arbitraries.of(true, false)
                        .flatMap(isGiven -> isGiven || parameter.isRequired()
                                ? given(before, parameter)
                                : Arbitraries.just(before)));
            }
        }
        return args.filter(BehaviorPrintTests::mayHaveBody).map(each -> Invocation.of(row, each));
    }

    private static boolean mayHaveBody(Arguments args) {
        int status = args.find(Definitions.STATUS).orElse(400);
        return args.find(Definitions.BODY).orElse("").isEmpty()
                || !List.of(204, 205, 304).contains(status);
    }

    private static Arbitrary<Arguments> given(Arguments before, Parameter<?> parameter) {
        return values(parameter)
                .map(text -> read(before, parameter, text))
                .filter(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private static Optional<Arguments> read(Arguments before, Parameter<?> parameter, String text) {
        try {
            return Optional.of(parameter.read(before, "", "", text));
        } catch (BehaviorProblem e) {
            return Optional.empty(); // out of its limits, so nobody can say it
        }
    }

    /** As URLs say them. */
    private static Arbitrary<String> values(Parameter<?> parameter) {
        if (parameter == Definitions.LOCATION) {
            return fields();
        }
        return switch (parameter.kind()) {
            case "duration" ->
                Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 90_000).map(n -> n + "ms"),
                        Arbitraries.longs()
                                .between(1_000_000, 86_400_000_000_000L)
                                .map(n -> n + "ns"),
                        Arbitraries.longs().between(0, 86_400).map(n -> n + "s"),
                        Arbitraries.longs().between(1, 1440).map(n -> n + "m"));
            case "number", "size" -> Arbitraries.integers().greaterOrEqual(1).map(String::valueOf);
            case "HTTP status" -> Arbitraries.integers().between(200, 599).map(String::valueOf);
            case "close code" ->
                Arbitraries.of(1000, 1001, 1003, 1007, 1011, 1014, 3000, 3005, 4999)
                        .map(String::valueOf);
            case "text" -> texts();
            case "name" -> texts().filter(text -> !text.isEmpty());
            case "token" -> tokens();
            case "header" -> Combinators.combine(tokens(), fields()).as((name, value) -> name + ": " + value);
            case "cookie" -> Combinators.combine(tokens(), tokens()).as((name, value) -> name + "=" + value);
            case "template" -> Arbitraries.of("tick-${n}", "$${n}", "", "${n}\"\\${n}%");
            case "bytes" -> bytes().map(Payload::hex);
            case "on or off" -> Arbitraries.of("on", "off");
            case "all or others" -> Arbitraries.of("all", "others");
            default -> throw new IllegalArgumentException("no values of " + parameter.kind());
        };
    }

    private static Arbitrary<String> tokens() {
        return Arbitraries.strings()
                .withChars("aZ09!#$%&'*+.^_`|~-")
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    private static Arbitrary<String> fields() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u0080', '\u00ff')
                .ofMaxLength(12);
    }

    private static Arbitrary<Payload> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(6).map(Payload::of);
    }

    /** With what a URL, a Java literal or an escape could trip over. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("az 09\"'\\\n\r\t\0\u001f\u007f\u0085\u2028\ufeff&=+%#?/:;{}$é再\ud83d\udca1\\u0022")
                .ofMaxLength(12)
                .map(text -> Payload.ofText(text).text());
    }

    // What makes it.

    private static List<Object> evaluate(List<String> expressions) throws Exception {
        StringBuilder code = new StringBuilder("package printed; import io.github.windsock.server.Audience;")
                .append("import io.github.windsock.Payload; ");
        // Not as lines of a text block: the format check would take them for imports of this file.
        for (String type :
                List.of("io.github.windsock.Matchers", "io.github.windsock.server.Behaviors", "java.time.Duration")) {
            code.append("import static ").append(type).append(".*;\n");
        }
        code.append("""
            public class Printed {
                public static java.util.List<Object> all() {
                    java.util.List<Object> all = new java.util.ArrayList<>();
            """);
        for (int i = 0; i < expressions.size(); i++) {
            code.append("all.add(p").append(i).append("());\n");
        }
        code.append("return all; }\n");
        for (int i = 0; i < expressions.size(); i++) {
            code.append("private static Object p")
                    .append(i)
                    .append("() { return ")
                    .append(expressions.get(i))
                    .append("; }\n");
        }
        return new Compiled(code.append("}").toString()).all();
    }

    /** A class that has never been a file. */
    private static final class Compiled extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        Compiled(String code) throws IOException {
            super(BehaviorPrintTests.class.getClassLoader());
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            DiagnosticCollector<JavaFileObject> wrong = new DiagnosticCollector<>();
            StringWriter out = new StringWriter();
            try (JavaFileManager files = new InMemory(compiler.getStandardFileManager(wrong, null, null))) {
                List<String> options =
                        List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-encoding", "UTF-8");
                boolean done = compiler.getTask(out, files, wrong, options, null, List.of(new Source(code)))
                        .call();
                assertTrue(done, () -> wrong.getDiagnostics() + "\n" + out);
            }
        }

        @SuppressWarnings("unchecked") // the method that was just printed returns this
        List<Object> all() throws ReflectiveOperationException {
            byte[] code = classes.get("printed.Printed").toByteArray();
            return (List<Object>) defineClass("printed.Printed", code, 0, code.length)
                    .getMethod("all")
                    .invoke(null);
        }

        private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
            InMemory(JavaFileManager files) {
                super(files);
            }

            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, key -> new ByteArrayOutputStream());
                    }
                };
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String code) {
            super(URI.create("memory:///printed/Printed.java"), JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
