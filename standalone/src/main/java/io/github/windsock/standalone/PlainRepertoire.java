package io.github.windsock.standalone;

import io.github.windsock.server.Behavior;
import io.github.windsock.server.Behaviors;
import java.util.List;
import java.util.Optional;

/** The behaviors that need no parameters. */
final class PlainRepertoire implements Repertoire {
    private final Catalogue texts;

    PlainRepertoire(Catalogue texts) {
        this.texts = texts;
    }

    @Override
    public List<Act> acts() {
        return List.of(
                new Act("echo", texts.text("act.echo"), List.of(), "/echo"),
                new Act("silent", texts.text("act.silent"), List.of(), "/silent"));
    }

    @Override
    public List<Act.Parameter> traits() {
        return List.of();
    }

    @Override
    public Optional<Behavior> find(Target target) {
        Behavior found = switch (target.path()) {
            case "/", "/echo" -> Behaviors.echo();
            case "/silent" -> Behaviors.silent();
            default -> null;
        };
        if (found != null && !target.query().isEmpty()) {
            throw new IllegalArgumentException(texts.text(
                    "http.parameter",
                    Shown.plain(target.query().keySet().iterator().next()),
                    target.path()));
        }
        return Optional.ofNullable(found);
    }
}
