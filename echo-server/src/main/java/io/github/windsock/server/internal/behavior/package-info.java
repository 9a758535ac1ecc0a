/**
 * What behaviors are made of: plans, which say what becomes of an attempt and begin conversations; the one table of all that
 * have a name; and their forms as a URL and as Java. Not for users, and it may change in any release.
 */
@NullMarked
package io.github.windsock.server.internal.behavior;

import org.jspecify.annotations.NullMarked;
