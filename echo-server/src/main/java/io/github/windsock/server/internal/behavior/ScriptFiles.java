package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.script.ScriptReader;
import io.github.windsock.internal.script.ScriptStep;
import io.github.windsock.internal.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the files of scripts are. */
@FunctionalInterface
public interface ScriptFiles {
    /** What the name of every such file ends with. */
    String EXTENSION = ".wsc";

    /** The longest file, in bytes. */
    int LONGEST = 16 << 20;

    /**
     * Reads a script.
     *
     * @param name of the file
     * @return its steps
     * @throws IllegalArgumentException if there is no such file, or something in it is wrong; the message says what, and
     *     what instead
     */
    List<ScriptStep> read(String name);

    /** Returns those on the class path: beside a class if there is one, and from its root. */
    static ScriptFiles onClassPath(@Nullable Class<?> beside) {
        return name -> {
            try (InputStream in = open(requireScript(name), beside)) {
                if (in == null) {
                    throw new BehaviorProblem(
                            Words.NO_SCRIPT, Text.visible(name), Phrase.of(Words.ON_CLASS_PATH, place(beside)));
                }
                return ScriptReader.read(name, in.readNBytes(LONGEST), ScriptFaults::read);
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        };
    }

    private static String place(@Nullable Class<?> beside) {
        return beside == null
                ? "src/test/resources"
                : "src/test/resources/" + beside.getPackageName().replace('.', '/');
    }

    private static @Nullable InputStream open(String name, @Nullable Class<?> beside) {
        InputStream near = beside == null ? null : beside.getResourceAsStream(name);
        if (near != null) {
            return near;
        }
        String root = name.startsWith("/") ? name.substring(1) : name;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = beside != null ? beside.getClassLoader() : context;
        return loader == null ? ClassLoader.getSystemResourceAsStream(root) : loader.getResourceAsStream(root);
    }

    /** Returns those in a folder and the folders in it, but nothing that a name or a link leads to outside of it. */
    static ScriptFiles in(Path folder) {
        return name -> {
            try {
                Path real = folder.toRealPath();
                Path file = real.resolve(requireScript(name)).normalize();
                if (!file.startsWith(real)
                        || !Files.isRegularFile(file)
                        || !file.toRealPath().startsWith(real)) {
                    throw noneIn(name);
                }
                try (InputStream in = Files.newInputStream(file)) {
                    return ScriptReader.read(name, in.readNBytes(LONGEST), ScriptFaults::read);
                }
            } catch (InvalidPathException | NoSuchFileException e) {
                throw noneIn(name);
            } catch (IOException e) {
                throw new BehaviorProblem(Phrase.of(Words.UNREADABLE_SCRIPT, Text.visible(name)), e);
            }
        };
    }

    private static BehaviorProblem noneIn(String name) {
        return new BehaviorProblem(Words.NO_SCRIPT, Text.visible(name), Phrase.of(Words.IN_FOLDER));
    }

    private static String requireScript(String name) {
        if (!name.endsWith(EXTENSION)) {
            throw new BehaviorProblem(Words.NO_SCRIPT_NAME, Text.visible(name), EXTENSION);
        }
        return name;
    }
}
