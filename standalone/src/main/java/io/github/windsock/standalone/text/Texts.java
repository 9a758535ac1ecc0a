package io.github.windsock.standalone.text;

import io.github.windsock.server.internal.behavior.BehaviorProblem;
import io.github.windsock.server.internal.behavior.Phrase;
import java.nio.charset.Charset;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of the program in one language. Both languages have the same keys. */
public final class Texts {
    public static final List<String> LANGUAGES = List.of("en", "zh");

    private static final String BUNDLE = "io.github.windsock.standalone.text.messages";

    private final ResourceBundle bundle;

    private Texts(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /**
     * Returns the texts of a language.
     *
     * @param language one of {@link #LANGUAGES}; English for any other
     * @return the texts
     */
    public static Texts of(String language) {
        Locale locale = language.equals("zh") ? Locale.CHINESE : Locale.ROOT;
        return new Texts(ResourceBundle.getBundle(
                BUNDLE, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /**
     * Chooses the language before the command line is parsed, so that errors about it are in that language too.
     *
     * @param args the arguments, searched for {@code --lang}
     * @param environment the variables, searched for {@code ECHO_LANG}
     * @param preferred the language of the user's system
     * @param charset the charset of the terminal; without Chinese in it, the default is English
     * @return {@code en} or {@code zh}
     */
    public static String choose(String[] args, Map<String, String> environment, Locale preferred, Charset charset) {
        String asked = asked(args);
        if (asked == null) {
            asked = environment.get("ECHO_LANG");
        }
        if (asked != null && !asked.isEmpty()) {
            return asked.startsWith("zh") ? "zh" : "en";
        }
        boolean chinese = preferred.getLanguage().equals("zh") || isChinese(environment);
        return chinese && charset.newEncoder().canEncode("中文") ? "zh" : "en";
    }

    /** The JVM knows only installed locales, and a container usually has none. */
    private static boolean isChinese(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .filter(value -> value.startsWith("zh"))
                .isPresent();
    }

    private static @Nullable String asked(String[] args) {
        String found = null;
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--lang=")) {
                found = args[i].substring("--lang=".length());
            } else if (args[i].equals("--lang") && i + 1 < args.length) {
                found = args[i + 1];
            }
        }
        return found;
    }

    public ResourceBundle bundle() {
        return bundle;
    }

    /** Returns the language of these texts. */
    public String language() {
        return bundle.getString("language");
    }

    /**
     * Returns a text.
     *
     * @param key its key
     * @param values the values for {0}, {1} and so on, not escaped
     * @return the text
     */
    public String text(String key, Object... values) {
        String pattern = bundle.getString(key);
        if (values.length == 0) {
            return pattern;
        }
        Object[] shown = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            shown[i] = String.valueOf(values[i]); // no grouping of digits: 9010 is a port
        }
        return new MessageFormat(pattern, Locale.ROOT).format(shown);
    }

    /** Returns all texts whose keys have a prefix, with the rest of the key as the name. */
    public Map<String, String> beginningWith(String begin) {
        Map<String, String> found = new TreeMap<>();
        for (String key : bundle.keySet()) {
            if (key.startsWith(begin)) {
                found.put(key.substring(begin.length()), bundle.getString(key));
            }
        }
        return found;
    }

    /** Returns the translation of an English text that is defined elsewhere, or that text if there is none. */
    public String translated(String key, String english) {
        return bundle.containsKey(key) ? bundle.getString(key) : english;
    }

    /** Translates a phrase about a behavior. */
    public String say(Phrase phrase) {
        return language().equals("en") ? phrase.toString() : phrase.in(words -> bundle.getString(words.key()));
    }

    /** Translates the message of a problem with a behavior; returns other messages unchanged. */
    public String say(IllegalArgumentException e) {
        return e instanceof BehaviorProblem problem ? say(problem.phrase()) : String.valueOf(e.getMessage());
    }
}
