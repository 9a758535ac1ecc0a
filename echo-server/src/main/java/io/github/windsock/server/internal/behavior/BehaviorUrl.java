package io.github.windsock.server.internal.behavior;

import io.github.windsock.Payload;
import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.text.QueryString;
import io.github.windsock.internal.text.QueryString.Pair;
import io.github.windsock.internal.text.Text;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parses and prints the URL form of behaviors: {@code name?parameter=value&...}. {@code &then=name} appends the next
 * behavior of a chain; traits are parameters that can be anywhere and apply to the whole chain.
 */
public final class BehaviorUrl {
    private static final String THEN = "then";
    private static final int MAX_HINT_DISTANCE = 2;

    private BehaviorUrl() {}

    // Printing.

    public static String print(Plan plan) {
        if (plan instanceof ChancePlan chance && ChanceUrl.isSpeakable(chance)) {
            String first = print(chance.hit());
            return first + (first.contains("?") ? "&" : "?") + ChanceUrl.print(chance);
        }
        Plan chain = plan instanceof WithTraits decorated ? decorated.inner() : plan;
        List<Invocation> traits = plan instanceof WithTraits decorated ? decorated.traits() : List.of();
        List<Invocation> calls = chain.calls();
        StringJoiner pairs = new StringJoiner("&");
        for (int i = 0; i < calls.size(); i++) {
            requireUrlForm(calls.get(i));
            if (i > 0) {
                pairs.add(pair(THEN, calls.get(i).definition().word()));
            }
            printTo(pairs, calls.get(i));
        }
        traits.forEach(trait -> printTo(pairs, trait));
        String word = calls.get(0).definition().word();
        return pairs.length() == 0 ? word : word + "?" + pairs;
    }

    private static void requireUrlForm(Invocation call) {
        if (!call.args().values().keySet().stream().allMatch(Parameter::hasUrlForm)
                || call.definition() == Definitions.ASK) {
            throw new IllegalArgumentException(call + " has no URL form");
        }
    }

    private static void printTo(StringJoiner pairs, Invocation call) {
        boolean hasMain = false;
        for (Parameter<?> parameter : call.definition().parameters()) {
            String key = call.definition().key(parameter);
            hasMain |= key.equals(call.definition().word());
            if (call.args().has(parameter) && !parameter.isFallback(call.args())) {
                parameter.urls(call.args()).forEach(value -> pairs.add(pair(key, value)));
            }
        }
        if (call.definition().isTrait() && !hasMain) {
            pairs.add(call.definition().word());
        }
    }

    private static String pair(String key, String value) {
        String escaped = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return key + "=" + escaped.replace("+", "%20").replace("%2F", "/").replace("%3A", ":");
    }

    // Parsing.

    public static Plan parse(String url, ScriptFiles files) {
        String relative = url.startsWith("/") ? url.substring(1) : url;
        int mark = relative.indexOf('?');
        String word = decode(mark < 0 ? relative : relative.substring(0, mark));
        List<Pair> pairs = mark < 0 ? List.of() : QueryString.pairs(relative.substring(mark + 1), BehaviorUrl::decode);
        if (pairs.stream().anyMatch(pair -> pair.name().equals(ChanceUrl.PROBABILITY))) {
            ChanceUrl chance = new ChanceUrl();
            pairs.stream()
                    .filter(pair -> ChanceUrl.isOne(pair.name()))
                    .forEach(pair -> chance.read(word, pair.name(), pair.value()));
            List<Pair> others =
                    pairs.stream().filter(pair -> !ChanceUrl.isOne(pair.name())).toList();
            return chance.of(parse(files, word, others));
        }
        return parse(files, word, pairs);
    }

    private static Plan parse(ScriptFiles files, String word, List<Pair> pairs) {
        List<Pair> traits =
                pairs.stream().filter(pair -> isOfTrait(pair.name())).toList();
        Plan plan = chain(
                files,
                word,
                pairs.stream().filter(pair -> !isOfTrait(pair.name())).toList());
        for (Invocation trait : traits(traits)) {
            plan = WithTraits.of(plan, trait);
        }
        return plan;
    }

    /** Decodes a part of a URL, in which a plus is a space. */
    public static String decode(String text) {
        if (QueryString.hasBrokenEscape(text)) {
            throw new BehaviorProblem(Words.BROKEN_ESCAPE, Text.visible(text));
        }
        if (!QueryString.hasOnlyUtf8(text)) {
            throw new BehaviorProblem(Words.NO_UTF8, Text.visible(text));
        }
        return Payload.ofText(URLDecoder.decode(text, StandardCharsets.UTF_8)).text();
    }

    private static Plan chain(ScriptFiles files, String first, List<Pair> pairs) {
        Plan plan = null;
        String word = first;
        List<Pair> own = new ArrayList<>();
        for (Pair pair : pairs) {
            if (pair.name().equals(THEN)) {
                plan = append(plan, resolved(call(word, own), files));
                word = pair.value();
                own.clear();
            } else {
                own.add(pair);
            }
        }
        return append(plan, resolved(call(word, own), files));
    }

    private static Plan resolved(Invocation call, ScriptFiles files) {
        return call.definition() == Definitions.SCRIPT
                ? ScriptPlan.of(call.args().get(Definitions.FILE), files)
                : call;
    }

    private static Plan append(@Nullable Plan before, Plan call) {
        if (before == null) {
            return call;
        }
        if (!before.isFinite()) {
            boolean isEndless = before.kind() == BehaviorDefinition.PlanKind.ENDLESS;
            throw new BehaviorProblem(isEndless ? Words.NO_END_TIMES : Words.NO_END, before, call);
        }
        return BehaviorChain.of(before, call);
    }

    private static Invocation call(String word, List<Pair> pairs) {
        BehaviorDefinition definition = behavior(word);
        Arguments args = Arguments.NONE;
        for (Pair pair : pairs) {
            Parameter<?> parameter =
                    definition.parameter(pair.name()).orElseThrow(() -> unknown(definition, pair.name()));
            args = parameter.read(args, definition.word(), pair.name(), pair.value());
        }
        return Invocation.of(definition, args);
    }

    private static BehaviorDefinition behavior(String word) {
        return known(word).orElseThrow(() -> unknown(word));
    }

    private static Optional<BehaviorDefinition> known(String word) {
        return Stream.concat(Definitions.WITH_URL_FORM.stream(), Stream.of(Definitions.SCRIPT))
                .filter(definition ->
                        definition.word().equals(word) || definition.name().equals(word))
                .findFirst();
    }

    private static BehaviorProblem unknown(String word) {
        int host = word.indexOf("://");
        if (host > 0) {
            int path = word.indexOf('/', host + "://".length());
            String rest = path < 0 || path == word.length() - 1 ? "echo" : word.substring(path + 1);
            return new BehaviorProblem(Words.WHOLE_URL, Text.visible(word), Text.visible(rest));
        }
        int and = word.indexOf('&');
        if (and > 0 && known(word.substring(0, and)).isPresent()) {
            String asked = word.substring(0, and) + "?" + word.substring(and + 1);
            return new BehaviorProblem(Words.NO_QUESTION_MARK, Text.visible(word), Text.visible(asked));
        }
        List<String> words =
                Definitions.WITH_URL_FORM.stream().map(BehaviorDefinition::word).toList();
        return nearest(word, words)
                .map(near -> new BehaviorProblem(Words.NO_BEHAVIOR_NEAR, Text.visible(word), near))
                .orElseGet(() ->
                        new BehaviorProblem(Words.NO_BEHAVIOR, Text.visible(word), list(FaultDefinitions.alike(word))));
    }

    private static BehaviorProblem unknown(BehaviorDefinition definition, String key) {
        if (ChanceUrl.isOne(key)) { // without the probability, or it would have been read
            return new BehaviorProblem(Words.SEED_ALONE, definition.word());
        }
        List<String> known = Stream.concat(
                        definition.urlParameters().stream().map(Parameter::name),
                        TraitDefinitions.TRAITS.stream().flatMap(trait -> keys(trait).stream()))
                .toList();
        String shown = Text.visible(key);
        return nearest(key, known)
                .map(near -> new BehaviorProblem(Words.NO_PARAMETER_NEAR, definition.word(), shown, near))
                .orElseGet(() -> new BehaviorProblem(Words.NO_PARAMETER, definition.word(), shown, list(known)));
    }

    private static Optional<String> nearest(String word, List<String> known) {
        return known.stream()
                .sorted()
                .filter(each -> distance(each, word) <= MAX_HINT_DISTANCE)
                .min(Comparator.comparingInt(each -> distance(each, word)));
    }

    /** Returns the distance of two words, of which one may be written as in Java. */
    private static int distance(String known, String word) {
        return EditDistance.between(plain(known), plain(word));
    }

    private static String plain(String word) {
        return word.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String list(List<String> words) {
        return words.stream().sorted().collect(Collectors.joining(", "));
    }

    private static List<Invocation> traits(List<Pair> pairs) {
        List<Invocation> calls = new ArrayList<>();
        for (BehaviorDefinition definition : TraitDefinitions.TRAITS) {
            List<Pair> own = pairs.stream()
                    .filter(pair -> keys(definition).contains(pair.name()))
                    .toList();
            if (definition.isRepeatable()) {
                own.forEach(pair -> calls.add(trait(definition, List.of(pair))));
            } else if (!own.isEmpty()) {
                calls.add(trait(definition, own));
            }
        }
        return calls;
    }

    private static Invocation trait(BehaviorDefinition definition, List<Pair> pairs) {
        Arguments args = Arguments.NONE;
        for (Pair pair : pairs) {
            Optional<Parameter<?>> parameter = definition.parameters().stream()
                    .filter(each -> definition.key(each).equals(pair.name()))
                    .findFirst();
            if (parameter.isPresent()) {
                args = parameter.get().read(args, definition.word(), pair.name(), pair.value());
            } else if (!pair.value().isEmpty()) {
                throw new BehaviorProblem(Words.NO_VALUE, definition.word(), "=" + Text.visible(pair.value()));
            }
        }
        return Invocation.of(definition, args);
    }

    private static boolean isOfTrait(String key) {
        return TraitDefinitions.TRAITS.stream()
                .anyMatch(definition -> keys(definition).contains(key));
    }

    private static List<String> keys(BehaviorDefinition trait) {
        return Stream.concat(
                        Stream.of(trait.word()), trait.parameters().stream().map(trait::key))
                .distinct()
                .collect(Collectors.toList());
    }
}
