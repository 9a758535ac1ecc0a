/**
 * One connection between its link and its behavior: what arrives goes to the journal and to the conversation, what the
 * conversation and the test do goes to the journal and to the link. Not for users, and it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.session;

import org.jspecify.annotations.NullMarked;
