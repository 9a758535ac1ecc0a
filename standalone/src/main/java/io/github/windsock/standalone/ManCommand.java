package io.github.windsock.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints the manual page, made of the same texts as the help. */
@Command(name = "man")
final class ManCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    Common common = new Common();

    ManCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        page().forEach(program.out()::line);
        return Exit.OK;
    }

    private List<String> page() {
        Catalogue texts = program.texts();
        CommandSpec root = program.commandLine().getCommandSpec();
        List<String> lines = new ArrayList<>();
        lines.add(".TH ECHO-SERVER 1 \"\" \"Windsock " + roff(Program.version()) + "\"");
        section(lines, "man.name");
        lines.add(Program.NAME + " \\- " + roff(texts.text("echo-server.usage.header")));
        section(lines, "man.synopsis");
        lines.add(".B " + Program.NAME + "\n[\\fBserve\\fR] [" + roff(texts.text("man.options-word")) + "]");
        root.subcommands().keySet().stream()
                .filter(name -> !name.equals("serve"))
                .forEach(name -> lines.add(".br\n.B " + Program.NAME + " " + name));
        section(lines, "man.options");
        root.options().forEach(option -> entry(lines, option));
        section(lines, "man.commands");
        root.subcommands()
                .forEach((name, command) -> lines.add(".TP\n.B " + name + "\n"
                        + roff(String.join(
                                " ", command.getCommandSpec().usageMessage().header()))));
        section(lines, "man.behaviors");
        lines.add(".nf\n" + roff(Cheatsheet.text(new Table(texts), texts)) + "\n.fi");
        section(lines, "man.exit");
        lines.add(roff(texts.text("man.exit-text")));
        return lines;
    }

    private void section(List<String> lines, String key) {
        lines.add(".SH " + roff(program.texts().text(key)));
    }

    private static void entry(List<String> lines, OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " \\fI" + roff(option.paramLabel()) + "\\fR";
        lines.add(".TP\n\\fB" + roff(String.join(", ", option.names())) + "\\fR" + label + "\n"
                + roff(String.join(" ", option.description()))
                + Program.variable(option).map(name -> " (" + name + ")").orElse(""));
    }

    private static String roff(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
    }
}
