/** What a test executes: bytecode instructions, calls and methods, counted. The numbers do not depend on the load. */
@NullMarked
package io.github.windsock.benchmarks.instructions;

import org.jspecify.annotations.NullMarked;
