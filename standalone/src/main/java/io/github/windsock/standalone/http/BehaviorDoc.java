package io.github.windsock.standalone.http;

import java.util.List;

/**
 * A behavior as the URLs name it.
 *
 * @param name the first part of the path
 * @param summary one sentence
 * @param parameters what its query may say
 * @param example a target that shows it, such as {@code /echo}
 */
public record BehaviorDoc(String name, String summary, List<Parameter> parameters, String example) {

    /**
     * What a query may say.
     *
     * @param name its name
     * @param type what it is, with unit and limits
     * @param summary one sentence
     */
    public record Parameter(String name, String type, String summary) {}
}
