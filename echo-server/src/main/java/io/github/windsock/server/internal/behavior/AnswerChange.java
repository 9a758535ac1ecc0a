package io.github.windsock.server.internal.behavior;

import io.github.windsock.Handshake;

/** Changes a valid answer so that it breaks a rule. */
@FunctionalInterface
public interface AnswerChange {
    AnswerHead apply(AnswerHead right, Handshake asked);
}
