package io.github.windsock.server.internal.behavior;

/** What a rule does with the message that it took. */
public sealed interface RuleAction permits ReplyAction, PlayAction, RunAction {}
