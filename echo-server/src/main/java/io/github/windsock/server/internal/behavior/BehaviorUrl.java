package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.text.EditDistance;
import io.github.windsock.internal.text.Text;
import io.github.windsock.server.internal.behavior.BehaviorCatalog.Parameter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Behaviors as URLs say them: {@code name?parameter=value&...}, the next one of a chain after {@code &then=name}, and
 * traits as parameters anywhere, for the whole of it.
 */
public final class BehaviorUrl {
    private static final String THEN = "then";
    private static final int NEAR = 3;

    private BehaviorUrl() {}

    // Printing.

    public static String print(Plan plan) {
        Plan chain = plan instanceof WithTraits dressed ? dressed.inner() : plan;
        List<Invocation> traits = plan instanceof WithTraits dressed ? dressed.traits() : List.of();
        List<Invocation> calls = chain.calls();
        StringJoiner pairs = new StringJoiner("&");
        for (int i = 0; i < calls.size(); i++) {
            requireSpeakable(calls.get(i));
            if (i > 0) {
                pairs.add(pair(THEN, calls.get(i).row().item().word()));
            }
            printTo(pairs, calls.get(i));
        }
        traits.forEach(trait -> printTo(pairs, trait));
        String word = calls.get(0).row().item().word();
        return pairs.length() == 0 ? word : word + "?" + pairs;
    }

    private static void requireSpeakable(Invocation call) {
        if (call.args().values().values().stream().anyMatch(TextSource.class::isInstance)
                || call.row() == Definitions.ASK) {
            throw new IllegalArgumentException(call + " cannot be said in a URL");
        }
    }

    private static void printTo(StringJoiner pairs, Invocation call) {
        boolean hasMain = false;
        for (Parameter parameter : call.row().parameters()) {
            Object value = call.args().find(parameter.name());
            String key = call.row().key(parameter);
            hasMain |= key.equals(call.row().item().word());
            if (value instanceof Headers headers) {
                headers.lines().forEach(line -> pairs.add(pair(key, line.name() + ": " + line.value())));
            } else if (value != null) {
                String text = parameter.kind().url(value);
                if (!parameter.fallback().equals(Optional.of(text))) {
                    pairs.add(pair(key, text));
                }
            }
        }
        if (call.row().isTrait() && !hasMain) {
            pairs.add(call.row().item().word());
        }
    }

    private static String pair(String key, String value) {
        String escaped = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return key + "=" + escaped.replace("+", "%20").replace("%2F", "/").replace("%3A", ":");
    }

    // Parsing.

    /** One parameter as it stands in the URL. */
    private record Pair(String key, String value) {}

    public static Plan parse(String url) {
        String relative = url.startsWith("/") ? url.substring(1) : url;
        int mark = relative.indexOf('?');
        String word = decode(mark < 0 ? relative : relative.substring(0, mark));
        List<Pair> pairs = mark < 0 ? List.of() : pairs(relative.substring(mark + 1));
        List<Pair> traits = pairs.stream().filter(pair -> isOfTrait(pair.key())).toList();
        Plan plan = chain(
                word, pairs.stream().filter(pair -> !isOfTrait(pair.key())).toList());
        for (Invocation trait : traits(traits)) {
            plan = WithTraits.of(plan, trait);
        }
        return plan;
    }

    private static List<Pair> pairs(String query) {
        return Stream.of(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    return equals < 0
                            ? new Pair(decode(pair), "")
                            : new Pair(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                })
                .toList();
    }

    private static String decode(String text) {
        try {
            return WellFormed.text(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + Text.visible(text) + "\" has a broken escape: after % stand two"
                            + " hexadecimal digits; a percent sign itself is %25",
                    e);
        }
    }

    private static Plan chain(String first, List<Pair> pairs) {
        Plan plan = null;
        String word = first;
        List<Pair> own = new ArrayList<>();
        for (Pair pair : pairs) {
            if (pair.key().equals(THEN)) {
                plan = append(plan, call(word, own));
                word = pair.value();
                own.clear();
            } else {
                own.add(pair);
            }
        }
        return append(plan, call(word, own));
    }

    private static Plan append(@Nullable Plan before, Invocation call) {
        if (before == null) {
            return call;
        }
        if (!before.isFinite()) {
            throw new IllegalArgumentException(before + " has no end, so " + call + " cannot follow it"
                    + (before.role() == BehaviorDefinition.Role.ENDLESS ? "; give it times" : ""));
        }
        return BehaviorChain.of(before, call);
    }

    private static Invocation call(String word, List<Pair> pairs) {
        BehaviorDefinition row = behavior(word);
        Arguments args = Arguments.NONE;
        for (Pair pair : pairs) {
            Parameter parameter = row.parameter(pair.key()).orElseThrow(() -> unknown(row, pair.key()));
            args = add(row, parameter, args, pair.value());
        }
        return Invocation.of(row, args);
    }

    private static Arguments add(BehaviorDefinition row, Parameter parameter, Arguments args, String text) {
        String name = parameter.name();
        Object value = parameter.parse(row.item().word(), text);
        if (args.find(name) instanceof Headers headers) {
            return args.plus(name, headers.addAll((Headers) value));
        }
        if (args.has(name)) {
            throw new IllegalArgumentException(row.item().word() + ": " + row.key(parameter) + " is given twice");
        }
        return args.plus(name, value);
    }

    private static BehaviorDefinition behavior(String word) {
        return Definitions.BEHAVIORS.stream()
                .filter(row -> row.item().word().equals(word) || row.name().equals(word))
                .filter(row -> row != Definitions.ASK)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no behavior \"" + Text.visible(word) + "\""
                        + near(word, Definitions.CATALOGUE.behaviors().stream().map(BehaviorCatalog.Item::word))));
    }

    private static IllegalArgumentException unknown(BehaviorDefinition row, String key) {
        List<String> known = Stream.concat(
                        row.parameters().stream().map(Parameter::name),
                        Definitions.TRAITS.stream().flatMap(trait -> keys(trait).stream()))
                .toList();
        return new IllegalArgumentException(
                row.item().word() + " has no parameter \"" + Text.visible(key) + "\"" + near(key, known.stream()));
    }

    private static String near(String word, Stream<String> known) {
        List<String> words = known.sorted().toList();
        return words.stream()
                .filter(each -> EditDistance.between(each, word) < NEAR)
                .min(Comparator.comparingInt(each -> EditDistance.between(each, word)))
                .map(each -> "; did you mean \"" + each + "\"?")
                .orElseGet(() -> "; there are: " + String.join(", ", words));
    }

    private static List<Invocation> traits(List<Pair> pairs) {
        List<Invocation> calls = new ArrayList<>();
        for (BehaviorDefinition row : Definitions.TRAITS) {
            List<Pair> own = pairs.stream()
                    .filter(pair -> keys(row).contains(pair.key()))
                    .toList();
            if (!own.isEmpty()) {
                calls.add(trait(row, own));
            }
        }
        return calls;
    }

    private static Invocation trait(BehaviorDefinition row, List<Pair> pairs) {
        Arguments args = Arguments.NONE;
        for (Pair pair : pairs) {
            Optional<Parameter> parameter = row.parameters().stream()
                    .filter(each -> row.key(each).equals(pair.key()))
                    .findFirst();
            if (parameter.isPresent()) {
                args = add(row, parameter.get(), args, pair.value());
            } else if (!pair.value().isEmpty()) {
                throw new IllegalArgumentException(
                        row.item().word() + " takes no value; leave \"=" + Text.visible(pair.value()) + "\" out");
            }
        }
        return Invocation.of(row, args);
    }

    private static boolean isOfTrait(String key) {
        return Definitions.TRAITS.stream().anyMatch(row -> keys(row).contains(key));
    }

    private static List<String> keys(BehaviorDefinition trait) {
        return Stream.concat(
                        Stream.of(trait.item().word()),
                        trait.parameters().stream().map(trait::key))
                .distinct()
                .collect(Collectors.toList());
    }
}
