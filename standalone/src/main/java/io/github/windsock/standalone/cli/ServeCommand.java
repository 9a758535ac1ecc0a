package io.github.windsock.standalone.cli;

import io.github.windsock.standalone.log.Terminal;
import io.github.windsock.standalone.text.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the server and runs until it is stopped. The default command. */
@Command(sortOptions = false, versionProvider = Versions.class)
final class ServeCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private ServeOptions options = new ServeOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            order = 91)
    boolean version;

    ServeCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        Service service = start();
        Thread hook = new Thread(service::close, "windsock-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        service.awaitEnd();
        service.close();
        return Exit.OK;
    }

    Service start() {
        Program colored =
                new Program(program.environment(), colored(program.out()), colored(program.err()), program.texts());
        return Service.start(options, colored);
    }

    private Terminal colored(Terminal terminal) {
        return switch (options.color) {
            case always -> terminal.withColor(true);
            case never -> terminal.withColor(false);
            case auto -> terminal; // each stream decides for itself
        };
    }
}
