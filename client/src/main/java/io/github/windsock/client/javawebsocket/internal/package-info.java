/** What the extension injects of Java-WebSocket. Not for users; it may change in any release. */
@NullMarked
package io.github.windsock.client.javawebsocket.internal;

import org.jspecify.annotations.NullMarked;
