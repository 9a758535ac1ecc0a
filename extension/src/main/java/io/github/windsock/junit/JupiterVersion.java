package io.github.windsock.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Refuses JUnit Jupiter before 5.12. With an older one, parameters of a constructor would belong to the class instead
 * of the test, and the timeline of a failure would end in a {@link NoSuchMethodError}. A BOM such as Spring Boot's may
 * select an older version unnoticed.
 */
final class JupiterVersion {

    private static final String OLDEST = "5.12.2";

    /** The interface is new in 5.12 and loaded already; listing methods would load the types of their signatures. */
    private static final boolean IS_ENOUGH = has("org.junit.jupiter.api.extension.TestInstantiationAwareExtension");

    private JupiterVersion() {}

    private static boolean has(String type) {
        try {
            Class<?> found = Class.forName(type, false, ExtensionContext.class.getClassLoader());
            return found.isInterface();
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static void require() {
        if (!IS_ENOUGH) {
            throw new ExtensionConfigurationException(
                    refusal(ExtensionContext.class.getPackage().getImplementationVersion()));
        }
    }

    private static String refusal(@Nullable String version) {
        return "Windsock needs JUnit Jupiter 5.12 or later, but on the class path is "
                + (version == null ? "an older one" : version) + ". In Maven, import org.junit:junit-bom:" + OLDEST
                + " in <dependencyManagement>, before other BOMs; in Gradle, add testImplementation(platform(\""
                + "org.junit:junit-bom:" + OLDEST
                + "\")). Under Spring Boot, set its property junit-jupiter.version to "
                + OLDEST + ": in <properties>, or ext[\"junit-jupiter.version\"].";
    }
}
