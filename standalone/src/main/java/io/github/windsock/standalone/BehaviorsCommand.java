package io.github.windsock.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what the URLs can do. */
@Command(name = "behaviors")
final class BehaviorsCommand implements Callable<Integer> {
    private final Program program;

    @Option(names = "--json")
    private boolean json;

    @Mixin
    Common common = new Common();

    BehaviorsCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        Repertoire repertoire = new Table(program.texts());
        program.out().line(json ? Cheatsheet.json(repertoire) : Cheatsheet.text(repertoire, program.texts()));
        return Exit.OK;
    }
}
