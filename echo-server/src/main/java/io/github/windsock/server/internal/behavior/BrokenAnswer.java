package io.github.windsock.server.internal.behavior;

import java.util.function.UnaryOperator;

/**
 * An answer that opens the connection and breaks a rule: a client that takes it all the same meets an echo.
 *
 * @param fault as Java, such as {@code wrongAccept()}
 * @param rule the section that it breaks
 * @param change makes it of the right one
 */
public record BrokenAnswer(String fault, String rule, UnaryOperator<AnswerHead> change) {}
