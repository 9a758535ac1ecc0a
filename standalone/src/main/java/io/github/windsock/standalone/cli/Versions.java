package io.github.windsock.standalone.cli;

import picocli.CommandLine.IVersionProvider;

/** Says which program this is, on which Java. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Windsock " + Program.version(), "Java " + Runtime.version()};
    }
}
