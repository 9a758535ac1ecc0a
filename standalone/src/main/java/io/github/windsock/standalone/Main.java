package io.github.windsock.standalone;

import io.github.windsock.standalone.cli.Program;

/**
 * Starts the program.
 *
 * @since 1.0
 */
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit code: 0 done, 1 failed or not ready, 2 misuse, 3 the port is taken.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(Program.ofSystem(args).run(args));
    }
}
