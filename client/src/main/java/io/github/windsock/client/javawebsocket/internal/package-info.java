/** Creates the clients of Java-WebSocket that the extension injects. Internal; may change in any release. */
@NullMarked
package io.github.windsock.client.javawebsocket.internal;

import org.jspecify.annotations.NullMarked;
