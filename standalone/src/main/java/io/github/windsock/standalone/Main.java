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
     * Runs a command and exits the JVM with its exit code: 0 for success, 1 for failed or not ready, 2 for wrong usage,
     * 3 if the port is in use.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(Program.ofSystem(args).run(args));
    }
}
