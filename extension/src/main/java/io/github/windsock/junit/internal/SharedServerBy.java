package io.github.windsock.junit.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Marks an annotation that gives tests a shared server whose name is known only when a test runs, such as that of a
 * Spring context. It acts as {@code @WithEchoServer(shared = ..)} with that name.
 */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SharedServerBy {

    /**
     * Returns the class that finds the name.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends ServerLookup> value();

    /** Finds the names of servers. Created once for each annotated element. */
    interface ServerLookup {

        /**
         * Returns the name of the server of a test or class. The server must be running.
         *
         * @param context the context of the test or class
         * @return the name, always the same for one context; empty to act as if the annotation were absent
         */
        Optional<String> resolve(ExtensionContext context);
    }
}
