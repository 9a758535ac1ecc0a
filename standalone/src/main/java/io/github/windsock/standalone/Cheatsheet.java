package io.github.windsock.standalone;

import io.github.windsock.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The behaviors as text for terminals, and as JSON for programs. */
final class Cheatsheet {
    private Cheatsheet() {}

    static String text(Repertoire repertoire, Catalogue texts) {
        int width = repertoire.acts().stream()
                        .mapToInt(act -> Text.columns(act.example()))
                        .max()
                        .orElse(0)
                + 2;
        int parameterWidth = Stream.concat(
                                repertoire.acts().stream().flatMap(act -> act.parameters().stream()),
                                repertoire.traits().stream())
                        .mapToInt(each -> Text.columns(label(each)))
                        .max()
                        .orElse(0)
                + 2;
        StringBuilder out = new StringBuilder();
        for (Act act : repertoire.acts()) {
            out.append("  ")
                    .append(Text.pad(act.example(), width))
                    .append(act.summary())
                    .append('\n');
            parameters(act.parameters(), parameterWidth, out);
        }
        if (!repertoire.traits().isEmpty()) {
            out.append('\n').append(texts.text("behaviors.traits")).append('\n');
            parameters(repertoire.traits(), parameterWidth, out);
        }
        return out.toString().stripTrailing();
    }

    private static void parameters(List<Act.Parameter> parameters, int width, StringBuilder out) {
        for (Act.Parameter each : parameters) {
            out.append("      ")
                    .append(Text.pad(label(each), width))
                    .append(each.summary())
                    .append('\n');
        }
    }

    private static String label(Act.Parameter parameter) {
        return parameter.type().isEmpty() ? parameter.name() : parameter.name() + "=" + parameter.type();
    }

    static String json(Repertoire repertoire) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("behaviors", repertoire.acts().stream().map(Cheatsheet::json).toList());
        all.put("traits", repertoire.traits().stream().map(Cheatsheet::json).toList());
        return Json.write(all);
    }

    private static Map<String, Object> json(Act act) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("path", "/" + act.name());
        one.put("summary", act.summary());
        one.put("parameters", act.parameters().stream().map(Cheatsheet::json).toList());
        one.put("example", act.example());
        return one;
    }

    private static Map<String, Object> json(Act.Parameter parameter) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", parameter.name());
        one.put("type", parameter.type());
        one.put("summary", parameter.summary());
        return one;
    }
}
