package io.github.windsock.standalone.http;

import java.util.List;

/**
 * A behavior as the URLs name it.
 *
 * @param name the first part of the path
 * @param summary one sentence
 * @param parameters what its query may say
 * @param example a target that shows it, such as {@code /echo}
 * @param opens whether it opens a connection, so that traits can be added
 * @param ends whether it can end, so that another behavior can follow
 * @param strikes whether it is a fault that can be played on a connection that is open already
 */
public record BehaviorDoc(
        String name,
        String summary,
        List<ParameterDoc> parameters,
        String example,
        boolean opens,
        boolean ends,
        boolean strikes) {

    /** Tells whether it breaks a rule of the protocol on purpose. */
    boolean breaksRule() {
        return name.startsWith("bad/");
    }

    /**
     * What a query may say.
     *
     * @param name its name
     * @param type what it is, with unit and limits
     * @param summary one sentence
     * @param need whether it has to be given
     */
    public record ParameterDoc(String name, String type, String summary, Need need) {}

    /** Whether a parameter has to be given. */
    public enum Need {
        /** It may be left out. */
        OPTIONAL,
        /** It has to be there. */
        REQUIRED,
        /** Exactly one of all that are marked so has to be there. */
        ONE_OF
    }
}
