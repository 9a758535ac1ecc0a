package io.github.windsock.standalone.http;

import io.github.windsock.internal.script.ScriptFileProblem;
import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import io.github.windsock.server.internal.ServerInternals;
import io.github.windsock.server.internal.behavior.BehaviorDefinition;
import io.github.windsock.server.internal.behavior.BrokenRule.Level;
import io.github.windsock.server.internal.behavior.Definitions;
import io.github.windsock.server.internal.behavior.Parameter;
import io.github.windsock.server.internal.behavior.TraitDefinitions;
import io.github.windsock.server.internal.behavior.UrlLimits;
import io.github.windsock.standalone.text.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of the behaviors in URLs, from the server's own table. The table has the English texts;
 * translations come from {@link Texts}.
 */
public final class BehaviorDocs {
    /** The shortest interval of a repeated action. */
    public static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** The longest interval of a repeated action. */
    public static final Duration LONGEST_INTERVAL = Duration.ofHours(24);

    private static final String ROOT = "echo";
    private static final Set<String> CONTENTS = Set.of("text", "template", "bytes");
    private static final Set<BehaviorDefinition> PRIVATE =
            Set.of(Definitions.BROADCAST, Definitions.HEADERS, Definitions.SCRIPT);
    private static final String THEN = "then";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final UrlLimits LIMITS = UrlLimits.NONE
            .and(Definitions.PUSH, Definitions.PUSH_EVERY, SHORTEST_INTERVAL, LONGEST_INTERVAL)
            .and(Definitions.PUSH, Definitions.TIMES, 1, 100_000)
            .and(Definitions.PAUSE, Definitions.PAUSE_TIME, Duration.ZERO, LONGEST)
            .and(Definitions.SLOW_OPEN, Definitions.BY, Duration.ZERO, LONGEST)
            .and(TraitDefinitions.PING_EVERY, TraitDefinitions.PING_EVERY_TIME, SHORTEST_INTERVAL, LONGEST_INTERVAL)
            .and(TraitDefinitions.CLOSE_IDLE, TraitDefinitions.IDLE_TIME, SHORTEST_INTERVAL, LONGEST_INTERVAL)
            .and(TraitDefinitions.LATENCY, TraitDefinitions.LATENCY_TIME, Duration.ZERO, LONGEST)
            .and(TraitDefinitions.LATENCY, TraitDefinitions.JITTER, Duration.ZERO, LONGEST)
            .and(TraitDefinitions.UPLOAD_LATENCY, TraitDefinitions.UPLOAD_LATENCY_TIME, Duration.ZERO, LONGEST)
            .and(TraitDefinitions.UPLOAD_LATENCY, TraitDefinitions.UPLOAD_JITTER, Duration.ZERO, LONGEST);

    private final Texts texts;
    private final @Nullable Path scripts;
    private volatile List<BehaviorDoc> all = List.of(); // of the first call, since each is parsed in several forms

    /**
     * Creates the documentation.
     *
     * @param scripts the folder of the scripts for URLs; {@code null} if scripts are not allowed
     */
    public BehaviorDocs(Texts texts, @Nullable Path scripts) {
        this.texts = texts;
        this.scripts = scripts;
    }

    /** Returns all behaviors, in display order. */
    public List<BehaviorDoc> all() {
        if (all.isEmpty()) {
            all = Definitions.WITH_URL_FORM.stream().map(this::act).toList();
        }
        return all;
    }

    private BehaviorDoc act(BehaviorDefinition item) {
        String summary = texts.translated("act." + item.word(), item.summary());
        List<BehaviorDoc.ParameterDoc> parameters = item.urlParameters().stream()
                .map(parameter -> parameter(item, parameter.name(), parameter))
                .toList();
        return new BehaviorDoc(
                item.word(),
                summary,
                parameters,
                "/" + item.example(),
                isPossible(item.example() + mark(item) + "latency=1s"),
                isPossible(item.example() + mark(item) + "then=echo")
                        || hasTimes(item)
                        || item.example().contains("then="),
                isFaultOfItsOwn(item));
    }

    /** Leaves out drop and reset, which have their own commands. */
    private static boolean isFaultOfItsOwn(BehaviorDefinition item) {
        return item != Definitions.DROP
                && item != Definitions.RESET
                && item.broken().filter(rule -> rule.level() != Level.HANDSHAKE).isPresent();
    }

    private static String mark(BehaviorDefinition item) {
        return item.example().contains("?") ? "&" : "?";
    }

    private static boolean hasTimes(BehaviorDefinition item) {
        return item.urlParameters().stream().anyMatch(each -> each.name().equals("times"));
    }

    private static boolean isPossible(String url) {
        try {
            Behaviors.parse(url);
            return true;
        } catch (IllegalArgumentException e) {
            return false; // the parser decides
        }
    }

    private BehaviorDoc.ParameterDoc parameter(BehaviorDefinition item, String key, Parameter<?> parameter) {
        String type = texts.translated("type." + parameter.kind().replace(' ', '-'), parameter.kind());
        String limited = LIMITS.of(item, parameter)
                .map(phrase -> texts.text("behaviors.limited", type, texts.say(phrase)))
                .orElse(type);
        String summary = texts.translated("act." + item.word() + "." + parameter.name(), parameter.summary());
        return new BehaviorDoc.ParameterDoc(key, limited, summary, need(item, parameter));
    }

    private static BehaviorDoc.Need need(BehaviorDefinition item, Parameter<?> parameter) {
        long contents = item.urlParameters().stream()
                .filter(each -> CONTENTS.contains(each.name()))
                .count();
        if (contents > 1 && CONTENTS.contains(parameter.name())) {
            return BehaviorDoc.Need.ONE_OF;
        }
        return parameter.isRequired() ? BehaviorDoc.Need.REQUIRED : BehaviorDoc.Need.OPTIONAL;
    }

    /**
     * Returns the traits, which can be added to every behavior. The first parameter of a trait has the trait's name;
     * its other parameters follow.
     */
    public List<BehaviorDoc.ParameterDoc> traits() {
        return TraitDefinitions.TRAITS.stream().flatMap(this::trait).toList();
    }

    private Stream<BehaviorDoc.ParameterDoc> trait(BehaviorDefinition trait) {
        String summary = texts.translated("act." + trait.word(), trait.summary());
        if (trait.parameters().isEmpty()) {
            return Stream.of(new BehaviorDoc.ParameterDoc(trait.word(), "", summary, BehaviorDoc.Need.OPTIONAL));
        }
        Parameter<?> main = trait.parameters().get(0);
        BehaviorDoc.ParameterDoc first = parameter(trait, trait.word(), main);
        Stream<BehaviorDoc.ParameterDoc> others =
                trait.parameters().stream().skip(1).map(other -> parameter(trait, other.name(), other));
        return Stream.concat(
                Stream.of(new BehaviorDoc.ParameterDoc(first.name(), first.type(), summary, BehaviorDoc.Need.OPTIONAL)),
                others);
    }

    /** Returns sentences that explain how to combine behaviors. */
    public List<String> combinations() {
        return List.of(
                texts.text("behaviors.then", names(BehaviorDoc::ends)),
                texts.text("behaviors.chance"),
                texts.text("behaviors.alone", names(each -> !each.opens())),
                texts.text("behaviors.later"));
    }

    private String names(Predicate<BehaviorDoc> wanted) {
        return all().stream().filter(wanted).map(BehaviorDoc::name).collect(Collectors.joining(", "));
    }

    /**
     * Returns whether the behavior of a URL shows data that the client did not send itself.
     *
     * @param target path and query
     * @return whether pages of other sites must not connect
     */
    boolean isPrivate(Target target) {
        return PRIVATE.stream().anyMatch(item -> isNamed(item, target));
    }

    /** Returns whether a URL names a behavior; in a chain, the name of its Java method does too. */
    private static boolean isNamed(BehaviorDefinition item, Target target) {
        return target.path().substring(1).equals(item.word())
                || target.values(THEN).anyMatch(name -> name.equals(item.word()) || name.equals(item.name()));
    }

    /** Returns whether a path is that of a behavior. */
    boolean isKnown(Target target) {
        String name = name(target);
        return name.equals(Definitions.SCRIPT.word())
                || Definitions.WITH_URL_FORM.stream()
                        .anyMatch(item -> item.word().equals(name));
    }

    private static String name(Target target) {
        return target.path().equals("/") ? ROOT : target.path().substring(1);
    }

    /**
     * Creates the behavior of a URL.
     *
     * @param target path and query
     * @return the behavior, empty if no behavior has that path
     * @throws IllegalArgumentException if the query is wrong; the message says what to write instead
     */
    public Optional<Behavior> find(Target target) {
        if (!isKnown(target)) {
            return Optional.empty();
        }
        Behavior behavior = parse(target);
        LIMITS.check(ServerInternals.plan(behavior));
        return Optional.of(behavior);
    }

    private Behavior parse(Target target) {
        String url = name(target) + target.rawQuery();
        if (scripts != null) {
            return parse(url, scripts);
        }
        if (isNamed(Definitions.SCRIPT, target)) {
            throw new IllegalArgumentException(texts.text("http.no-scripts"));
        }
        return Behaviors.parse(url);
    }

    /**
     * Keeps only the first line of a message about a script file: the answer has one line, so the excerpt is left out.
     */
    private static Behavior parse(String url, Path scripts) {
        try {
            return Behaviors.parse(url, scripts);
        } catch (ScriptFileProblem e) {
            String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException(line, e);
        }
    }
}
