package io.github.windsock.standalone.http;

import io.github.windsock.internal.text.Columns;
import io.github.windsock.internal.text.Json;
import io.github.windsock.standalone.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Formats the behaviors as text for terminals, and as JSON for programs. */
public final class Cheatsheet {
    private Cheatsheet() {}

    public static String text(BehaviorDocs docs, Texts texts) {
        int width = width(docs.all().stream().map(BehaviorDoc::example));
        int parameterWidth = width(
                Stream.concat(docs.all().stream().flatMap(act -> act.parameters().stream()), docs.traits().stream())
                        .map(Cheatsheet::label));
        StringBuilder out = new StringBuilder();
        for (BehaviorDoc act : docs.all()) {
            out.append("  ")
                    .append(Columns.pad(act.example(), width))
                    .append(act.summary())
                    .append('\n');
            parameters(act.parameters(), parameterWidth, texts, out);
        }
        if (!docs.traits().isEmpty()) {
            out.append('\n').append(texts.text("behaviors.traits")).append('\n');
            parameters(docs.traits(), parameterWidth, texts, out);
        }
        docs.combinations()
                .forEach(sentence -> out.append('\n').append(sentence).append('\n'));
        return out.toString().stripTrailing();
    }

    private static int width(Stream<String> texts) {
        return texts.mapToInt(Columns::of).max().orElse(0) + 2;
    }

    private static void parameters(
            List<BehaviorDoc.ParameterDoc> parameters, int width, Texts texts, StringBuilder out) {
        for (BehaviorDoc.ParameterDoc each : parameters) {
            out.append("      ")
                    .append(Columns.pad(label(each), width))
                    .append(each.summary())
                    .append(need(each, texts))
                    .append('\n');
        }
    }

    static String need(BehaviorDoc.ParameterDoc parameter, Texts texts) {
        return switch (parameter.need()) {
            case OPTIONAL -> "";
            case REQUIRED -> texts.text("behaviors.required");
            case ONE_OF -> texts.text("behaviors.one-of");
        };
    }

    private static String label(BehaviorDoc.ParameterDoc parameter) {
        return parameter.type().isEmpty() ? parameter.name() : parameter.name() + "=" + parameter.type();
    }

    public static String json(BehaviorDocs docs) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("behaviors", docs.all().stream().map(Cheatsheet::json).toList());
        all.put("traits", docs.traits().stream().map(Cheatsheet::json).toList());
        return Json.write(all);
    }

    private static Map<String, Object> json(BehaviorDoc act) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("path", "/" + act.name());
        one.put("summary", act.summary());
        one.put("parameters", act.parameters().stream().map(Cheatsheet::json).toList());
        one.put("example", act.example());
        one.put("takesTraits", act.opens());
        one.put("takesThen", act.ends());
        return one;
    }

    private static Map<String, Object> json(BehaviorDoc.ParameterDoc parameter) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", parameter.name());
        one.put("type", parameter.type());
        one.put("summary", parameter.summary());
        one.put("need", parameter.need().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return one;
    }
}
