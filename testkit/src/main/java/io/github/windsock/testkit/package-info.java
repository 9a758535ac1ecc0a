/**
 * The other end in this project's own tests: clients and servers of bare sockets, and conformance cases for RFC 6455
 * and RFC 7692 in both roles. It is independent of the code under test, which it never imports.
 */
@NullMarked
package io.github.windsock.testkit;

import org.jspecify.annotations.NullMarked;
