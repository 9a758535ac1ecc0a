package io.github.windsock.server.internal.behavior;

import java.util.List;
import java.util.Map;

/** What becomes of an attempt. */
public sealed interface HandshakeDecision {

    /** It is accepted, and a conversation follows. */
    record Accepted(AcceptOptions admission) implements HandshakeDecision {}

    /** It gets an HTTP response. */
    record Refused(int status, Map<String, List<String>> headers, String body) implements HandshakeDecision {}

    /** It gets a response, and the test fails. */
    record Unexpected(String why) implements HandshakeDecision {}

    /** Its TCP connection is reset. */
    record Reset() implements HandshakeDecision {}

    /** It gets no answer, ever. */
    record Ignored() implements HandshakeDecision {}

    /** The test will answer. */
    record Asked() implements HandshakeDecision {}
}
