package io.github.windsock.standalone.cli;

import io.github.windsock.standalone.text.Exit;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the completion script, which works for bash and zsh. */
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {
    private final Program program;

    /** The shells. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "bash|zsh", arity = "0..1", defaultValue = "bash", descriptionKey = "completion.shell")
    private Shell shell = Shell.bash;

    @Mixin
    CommonOptions common = new CommonOptions();

    CompletionCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash(Program.NAME, program.commandLine());
        String zsh = "autoload -U +X bashcompinit && bashcompinit\n";
        program.out().line(shell == Shell.zsh ? zsh + script : script);
        return Exit.OK;
    }
}
