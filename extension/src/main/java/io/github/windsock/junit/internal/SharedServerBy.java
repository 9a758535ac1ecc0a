package io.github.windsock.junit.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Marks an annotation that gives tests a shared server whose name is known only when a test runs, as that of whatever the
 * test runs in. It stands for {@code @WithEchoServer(shared = ..)} with that name.
 */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SharedServerBy {

    /**
     * Returns who knows the name.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends ServerLookup> value();

    /** Knows the names of servers. Made once for each place of the annotation. */
    interface ServerLookup {

        /**
         * Returns the name of the server that a test or class has. The server runs already.
         *
         * @param context of the test or class
         * @return the name, the same one for a context as long as it lives; empty as if the annotation were not there
         */
        Optional<String> resolve(ExtensionContext context);
    }
}
