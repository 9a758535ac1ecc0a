package io.github.windsock.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Makes classes of the crowd, each from the same bytes with another number in its name. To this loader their package is
 * another one, so they extend what is public.
 */
final class CrowdLoader extends ClassLoader {

    private static final String PATTERN = "Crowd0000";

    CrowdLoader() {
        super(CrowdLoader.class.getClassLoader());
    }

    Class<?> make(int number) {
        String name = String.format("Crowd%04d", number);
        byte[] bytes = new String(pattern(), StandardCharsets.ISO_8859_1)
                .replace(PATTERN, name)
                .getBytes(StandardCharsets.ISO_8859_1);
        return defineClass(getClass().getPackageName() + "." + name, bytes, 0, bytes.length);
    }

    private static byte[] pattern() {
        try (InputStream in = CrowdLoader.class.getResourceAsStream(PATTERN + ".class")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
