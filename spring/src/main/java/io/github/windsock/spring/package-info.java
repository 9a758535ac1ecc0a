/**
 * The echo server's URL as a property of a Spring test's application context:
 * {@link io.github.windsock.spring.EchoServerProperty}.
 */
@NullMarked
package io.github.windsock.spring;

import org.jspecify.annotations.NullMarked;
