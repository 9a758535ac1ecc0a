package io.github.windsock.standalone.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions of the program and of Java. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Windsock " + Program.version(), "Java " + Runtime.version()};
    }
}
