package io.github.windsock.standalone.http;

import java.util.List;

/**
 * The documentation of a behavior in URLs.
 *
 * @param name the first part of the path
 * @param summary one sentence
 * @param parameters the parameters of its query
 * @param example a target that shows it, such as {@code /echo}
 * @param opens whether it opens a connection, so that traits can be added
 * @param ends whether it can end, so that another behavior can follow
 * @param isInjectable whether it is a fault that can be injected into an open connection
 */
public record BehaviorDoc(
        String name,
        String summary,
        List<ParameterDoc> parameters,
        String example,
        boolean opens,
        boolean ends,
        boolean isInjectable) {

    /** Returns whether it breaks a rule of the protocol on purpose. */
    boolean breaksRule() {
        return name.startsWith("bad/");
    }

    /**
     * A parameter of a query.
     *
     * @param name its name
     * @param type the type of its value, with unit and limits
     * @param summary one sentence
     * @param need whether it is required
     */
    public record ParameterDoc(String name, String type, String summary, Need need) {}

    /** Whether a parameter is required. */
    public enum Need {
        /** The parameter is optional. */
        OPTIONAL,
        /** The parameter is required. */
        REQUIRED,
        /** Exactly one of the parameters with this value is required. */
        ONE_OF
    }
}
