package io.github.windsock.server.internal.behavior;

import io.github.windsock.Handshake;

/** Makes an answer that breaks a rule of the right one. */
@FunctionalInterface
public interface AnswerChange {
    AnswerHead apply(AnswerHead right, Handshake asked);
}
