package io.github.windsock.standalone.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {
    /** Read before the command line is parsed (see {@code Texts.choose}); declared here for the help. */
    @Option(names = "--lang", paramLabel = "en|zh", order = 80)
    ServeOptions.@Nullable Language language;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 90)
    boolean help;
}
