package io.github.windsock.server;

import static org.apiguardian.api.API.Status.STABLE;

import org.apiguardian.api.API;

/**
 * What a rule does with the message that it took: a {@link Behaviors#reply(String) reply}, {@linkplain Behaviors#run code}, or any behavior that can go on
 * with an open connection. The behavior is given the message, as if the conversation began with it.
 *
 * @see Behaviors#on
 * @since 1.0
 */
@API(status = STABLE, since = "1.0")
public sealed interface Action permits Behavior, Reply, Run {}
