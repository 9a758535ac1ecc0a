package io.github.windsock.standalone;

import io.github.windsock.server.Behavior;
import io.github.windsock.server.BehaviorCatalog.Item;
import io.github.windsock.server.BehaviorCatalog.Parameter;
import io.github.windsock.server.Behaviors;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the URLs can do, from the server double's own table. Only what Chinese readers see of it is said here: in English it
 * speaks for itself.
 */
final class Table implements Repertoire {
    private static final String ROOT = "echo";
    private static final Set<String> PRIVATE = Set.of("broadcast", "headers");

    private final Catalogue texts;

    Table(Catalogue texts) {
        this.texts = texts;
    }

    @Override
    public List<Act> acts() {
        return Behaviors.catalogue().behaviors().stream().map(this::act).toList();
    }

    private Act act(Item item) {
        String summary = texts.translated("act." + item.word(), item.summary());
        List<Act.Parameter> parameters = item.parameters().stream()
                .map(parameter -> parameter(item, parameter.name(), parameter))
                .toList();
        return new Act(item.word(), summary, parameters, "/" + item.example());
    }

    private Act.Parameter parameter(Item item, String key, Parameter parameter) {
        String type = texts.translated("type." + parameter.type().replace(' ', '-'), parameter.type());
        String range = Bounds.range(item.word(), key).orElse(parameter.limits());
        String limits = range.isEmpty() ? "" : ", " + texts.limits(range);
        String summary = texts.translated("act." + item.word() + "." + parameter.name(), parameter.summary());
        return new Act.Parameter(key, type + limits, summary);
    }

    /** A trait is a parameter of its own name; the rest of its parameters stand beside it. */
    @Override
    public List<Act.Parameter> traits() {
        return Behaviors.catalogue().traits().stream().flatMap(this::trait).toList();
    }

    private Stream<Act.Parameter> trait(Item trait) {
        String summary = texts.translated("act." + trait.word(), trait.summary());
        if (trait.parameters().isEmpty()) {
            return Stream.of(new Act.Parameter(trait.word(), "", summary));
        }
        Parameter main = trait.parameters().get(0);
        Act.Parameter first = parameter(trait, trait.word(), main);
        Stream<Act.Parameter> others =
                trait.parameters().stream().skip(1).map(other -> parameter(trait, other.name(), other));
        return Stream.concat(Stream.of(new Act.Parameter(first.name(), first.type(), summary)), others);
    }

    @Override
    public boolean isPrivate(Target target) {
        return PRIVATE.contains(target.path().substring(1))
                || target.values("then").anyMatch(PRIVATE::contains);
    }

    @Override
    public Optional<Behavior> find(Target target) {
        String name = target.path().equals("/") ? ROOT : target.path().substring(1);
        boolean known = Behaviors.catalogue().behaviors().stream()
                .anyMatch(item -> item.word().equals(name));
        if (!known) {
            return Optional.empty();
        }
        Behavior behavior = Behaviors.parse(name + target.rawQuery());
        Bounds.check(name, target, texts);
        return Optional.of(behavior);
    }
}
