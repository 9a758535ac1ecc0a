package io.github.windsock.server.internal.behavior;

import io.github.windsock.internal.script.ScriptReader;
import io.github.windsock.internal.script.ScriptStep;
import io.github.windsock.internal.script.ScriptStep.FaultStep;
import io.github.windsock.internal.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds and parses script files. */
@FunctionalInterface
public interface ScriptFiles {
    /** The extension of script files. */
    String EXTENSION = ".wsc";

    /** The maximum size of a file in bytes. */
    int MAX_BYTES = 16 << 20;

    /** The faults and the templates of scripts on a server. */
    ScriptReader.Player PLAYER = new ScriptReader.Player() {
        @Override
        public FaultStep fault(String url) {
            return ScriptFaults.read(url);
        }

        @Override
        public void requireKnown(String template, Set<String> known) {
            ScriptPlan.requireKnown(template, known);
        }
    };

    /**
     * Reads a script.
     *
     * @param name the name of the file
     * @return its steps
     * @throws IllegalArgumentException if there is no such file or it has an error; the message says what to do
     */
    List<ScriptStep> read(String name);

    /** Finds files on the class path: in the package of a class if one is given, and at the root. */
    static ScriptFiles onClassPath(@Nullable Class<?> beside) {
        return name -> {
            try (InputStream in = open(requireScript(name), beside)) {
                if (in == null) {
                    throw new BehaviorProblem(
                            Words.NO_SCRIPT, Text.visible(name), Phrase.of(Words.ON_CLASS_PATH, place(beside)));
                }
                return read(name, in);
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        };
    }

    private static List<ScriptStep> read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new BehaviorProblem(Words.LARGE_SCRIPT, Text.visible(name), MAX_BYTES >> 20);
        }
        return ScriptReader.read(name, bytes, PLAYER);
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

    /** Finds files in a folder and its subfolders. Names and links that lead out of the folder are refused. */
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
                    return read(name, in);
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
