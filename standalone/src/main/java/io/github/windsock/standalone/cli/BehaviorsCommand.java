package io.github.windsock.standalone.cli;

import io.github.windsock.standalone.http.BehaviorDocs;
import io.github.windsock.standalone.http.Cheatsheet;
import io.github.windsock.standalone.text.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the behaviors of the URLs. */
@Command(name = "behaviors")
final class BehaviorsCommand implements Callable<Integer> {
    private final Program program;

    @Option(names = "--json")
    private boolean json;

    @Mixin
    CommonOptions common = new CommonOptions();

    BehaviorsCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        BehaviorDocs docs = new BehaviorDocs(program.texts(), null);
        program.out().line(json ? Cheatsheet.json(docs) : Cheatsheet.text(docs, program.texts()));
        return Exit.OK;
    }
}
