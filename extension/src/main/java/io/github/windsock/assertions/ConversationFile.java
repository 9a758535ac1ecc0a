package io.github.windsock.assertions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file of a conversation beside a test: read from the class path, written to the sources. */
final class ConversationFile {
    private final String name;
    private final Class<?> beside;

    ConversationFile(String name, Class<?> beside) {
        this.name = name;
        this.beside = beside;
    }

    /** Returns the text of the file, empty if there is no such file. */
    Optional<String> read() {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Returns the path of the source file, relative to the root of the project. */
    String place() {
        String folder = beside.getPackageName().replace('.', '/');
        return "src/test/resources/" + (name.startsWith("/") ? name.substring(1) : folder + "/" + name);
    }

    /** Writes the source file, and returns its path. */
    Path write(String text) {
        Path project = project();
        if (project == null) {
            throw new IllegalStateException("cannot find the sources of " + beside.getName()
                    + ": no folder above its class files has a src/test; write " + place() + " by hand:\n"
                    + text);
        }
        try {
            Path file = project.resolve(place());
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(place(), e);
        }
    }

    private @Nullable Path project() {
        CodeSource source = beside.getProtectionDomain().getCodeSource();
        Path folder = source == null ? null : path(source);
        while (folder != null && !Files.isDirectory(folder.resolve("src/test"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static @Nullable Path path(CodeSource source) {
        try {
            URI uri = source.getLocation().toURI();
            return uri.getScheme().equals("file") ? Path.of(uri) : null;
        } catch (URISyntaxException e) {
            return null; // a code source without a folder
        }
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
