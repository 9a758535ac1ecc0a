/**
 * The JUnit extension. Most tests need only {@link io.github.windsock.junit.WithEchoServer}, and a parameter of type
 * {@link io.github.windsock.client.BrowserWebSocket} or {@link io.github.windsock.server.EchoServer}.
 */
@NullMarked
package io.github.windsock.junit;

import org.jspecify.annotations.NullMarked;
