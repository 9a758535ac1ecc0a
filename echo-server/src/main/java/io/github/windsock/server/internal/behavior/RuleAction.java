package io.github.windsock.server.internal.behavior;

/** What a rule does with a message that it matches. */
public sealed interface RuleAction permits ReplyAction, PlayAction, RunAction {}
