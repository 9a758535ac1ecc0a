package io.github.windsock.server;

import java.util.List;
import java.util.Map;

/** What becomes of an attempt. */
sealed interface Reception {

    /** It is accepted, and a conversation follows. */
    record Accepted(Admission admission) implements Reception {}

    /** It gets an HTTP response. */
    record Refused(int status, Map<String, List<String>> headers, String body) implements Reception {}

    /** It gets a response, and the test fails. */
    record Unexpected(String why) implements Reception {}

    /** Its TCP connection is reset. */
    record Reset() implements Reception {}

    /** It gets no answer, ever. */
    record Ignored() implements Reception {}

    /** The test will answer. */
    record Asked() implements Reception {}
}
