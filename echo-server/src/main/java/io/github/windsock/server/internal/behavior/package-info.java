/**
 * The internal form of behaviors: plans, which decide about attempts and start conversations; the definitions of all
 * behaviors; and their URL and Java forms. Internal: it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.behavior;

import org.jspecify.annotations.NullMarked;
