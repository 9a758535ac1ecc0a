package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * What a rule does with a message that it matches: a {@link Behaviors#reply(String) reply}, {@linkplain Behaviors#run
 * code}, or any behavior for an open connection. A behavior gets the message as its first one.
 *
 * @see Behaviors#on
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public sealed interface Action permits Behavior, Reply, CodeAction {}
