package io.github.windsock.standalone.cli;

import io.github.windsock.standalone.log.StandardStreams;
import io.github.windsock.standalone.log.Terminal;
import io.github.windsock.standalone.text.Escaped;
import io.github.windsock.standalone.text.Exit;
import io.github.windsock.standalone.text.Suggestions;
import io.github.windsock.standalone.text.Texts;
import io.github.windsock.standalone.text.UsageError;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program, with everything that it uses of its environment, so that tests can replace it.
 *
 * @param environment the environment variables
 * @param out the output of commands and the start-up block
 * @param err the log and error messages
 * @param texts the texts in the user's language
 */
public record Program(Map<String, String> environment, Terminal out, Terminal err, Texts texts) {
    static final String NAME = "echo-server";
    private static final String PREFIX = "ECHO_";
    private static final List<String> CONVERSIONS = List.of(
            "error.address",
            "error.file",
            "error.protocol",
            "error.interval",
            "error.duration",
            "error.size",
            "error.any-path",
            "error.port",
            "error.count",
            "error.folder",
            "error.origin",
            "error.host");

    /** Kubernetes sets ECHO_PORT to a URL in each pod beside a service with the name echo; that one is left out. */
    public Program {
        if (environment.getOrDefault("ECHO_PORT", "").contains("://")) {
            environment = new HashMap<>(environment);
            environment.remove("ECHO_PORT");
        }
    }

    public static Program ofSystem(String[] args) {
        Map<String, String> environment = System.getenv();
        Terminal out = StandardStreams.out(environment);
        String language = Texts.choose(args, environment, Locale.getDefault(), out.charset());
        return new Program(environment, out, StandardStreams.err(environment), Texts.of(language));
    }

    static String version() {
        String version = Program.class.getPackage().getImplementationVersion();
        return version == null ? "(from source)" : version;
    }

    /**
     * Runs a command.
     *
     * @param args the command line
     * @return the exit code
     */
    public int run(String... args) {
        return commandLine().execute(args);
    }

    /**
     * Starts the server and returns; the caller must close it.
     *
     * @param args the options of {@code serve}
     * @return the running service
     */
    public Service serve(String... args) {
        CommandLine root = commandLine();
        root.parseArgs(args);
        ServeCommand command = root.getCommand();
        return command.start();
    }

    public CommandLine commandLine() {
        CommandLine root = withCommands();
        root.setOut(out.writer());
        root.setErr(err.writer());
        root.setResourceBundle(texts.bundle());
        root.setDefaultValueProvider(this::fromEnvironment);
        root.setParameterExceptionHandler((complaint, arguments) -> misused(complaint, arguments));
        root.setExecutionStrategy(this::execute);
        root.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, parsed.originalArgs()));
        root.getCommandSpec()
                .usageMessage()
                .customSynopsis(NAME + " [" + texts.text("usage.command-word") + "] ["
                        + texts.text("usage.options-word") + "]");
        root.setUsageHelpWidth(100);
        root.setAdjustLineBreaksForWideCJKCharacters(true);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setColorScheme(CommandLine.Help.defaultColorScheme(out.hasColor() ? Ansi.ON : Ansi.OFF));
        return root;
    }

    private CommandLine withCommands() {
        CommandLine root = new CommandLine(new ServeCommand(this));
        root.setCommandName(NAME);
        root.addSubcommand("serve", new ServeCommand(this));
        root.addSubcommand("ready", new ReadyCommand(this));
        root.addSubcommand("behaviors", new BehaviorsCommand(this));
        root.addSubcommand("completion", new CompletionCommand(this));
        root.addSubcommand("help", helpCommand());
        CommandLine warmUp = new CommandLine(new WarmUpCommand(this));
        warmUp.getCommandSpec().usageMessage().hidden(true);
        root.addSubcommand("warm-up", warmUp);
        return root;
    }

    /** Returns picocli's command, with the option of all the others: see {@link CommonOptions}. */
    private static CommandLine helpCommand() {
        CommandLine help = new CommandLine(new CommandLine.HelpCommand());
        CommandSpec common = CommandSpec.forAnnotatedObject(new CommonOptions());
        help.getCommandSpec().addOption(common.findOption("--lang"));
        return help;
    }

    private @Nullable String fromEnvironment(ArgSpec argument) {
        String value = variable(argument)
                .map(environment::get)
                .filter(each -> !each.isEmpty())
                .orElse(null);
        return value != null && isSwitch(argument) ? Converters.yesOrNo(value) : value;
    }

    private static boolean isSwitch(ArgSpec argument) {
        return argument.type() == boolean.class || argument.type() == Boolean.class;
    }

    /** Returns the environment variable of an option: {@code ECHO_MAX_MESSAGE} for {@code --max-message}. */
    static Optional<String> variable(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return Optional.empty();
        }
        return Optional.of(
                PREFIX + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** Returns a note about each variable that is probably one of the program's options, misspelled. */
    List<String> misspelledVariables() {
        List<String> known = commandLine().getCommandSpec().options().stream()
                .flatMap(option -> variable(option).stream())
                .map(name -> name.substring(PREFIX.length()))
                .toList();
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.substring(PREFIX.length()))
                .filter(name -> !known.contains(name))
                .sorted()
                .flatMap(name -> Suggestions.nearest(name, known).stream()
                        .map(near -> texts.text("note.variable", PREFIX + Escaped.plain(name), PREFIX + near)))
                .toList();
    }

    /** Runs the command; refuses options before a command, since they would have no effect. */
    private int execute(CommandLine.ParseResult parsed) {
        if (parsed.hasSubcommand() && !parsed.matchedOptions().isEmpty()) {
            String option = parsed.matchedOptions().get(0).longestName();
            String command = parsed.subcommand().commandSpec().name();
            throw new ParameterException(
                    parsed.commandSpec().commandLine(), texts.text("error.order", option, command));
        }
        int exit = new CommandLine.RunLast().execute(parsed);
        return exit == Exit.OK && !isServing(parsed) ? printed() : exit;
    }

    private static boolean isServing(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        return last.commandSpec().userObject() instanceof ServeCommand
                && !last.isUsageHelpRequested()
                && !last.isVersionHelpRequested();
    }

    /** Fails if the output was not written, such as to a full disk: a script would use what is only a part of it. */
    private int printed() {
        String failure = out.failure();
        if (failure.isEmpty()) {
            return Exit.OK;
        }
        err.line(texts.text("error.output", Escaped.plain(failure)));
        return Exit.FAILED;
    }

    private int misused(ParameterException complaint, String[] arguments) {
        err.line(explain(complaint, arguments));
        err.line(texts.text(
                "error.help", complaint.getCommandLine().getCommandSpec().qualifiedName()));
        return Exit.USAGE;
    }

    private String explain(ParameterException complaint, String[] arguments) {
        if (complaint instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().get(0), complaint.getCommandLine());
        }
        if (complaint instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return texts.text("error.missing", option.longestName(), option.paramLabel());
        }
        if (complaint instanceof OverwrittenOptionException twice) {
            return texts.text("error.twice", name(twice.getOverwritten()));
        }
        ArgSpec argument = complaint.getArgSpec();
        if (argument == null && complaint.getValue() != null) {
            return unknown(complaint.getValue(), complaint.getCommandLine()); // help for an unknown command
        }
        if (argument == null) {
            return Escaped.whole(String.valueOf(complaint.getMessage()));
        }
        String value = String.valueOf(complaint.getValue());
        String where = fromCommandLine(argument, arguments)
                ? name(argument)
                : variable(argument).orElse(name(argument));
        return texts.text("error.value", where, Escaped.plain(value), expected(argument, complaint));
    }

    private static boolean fromCommandLine(ArgSpec argument, String[] arguments) {
        return !(argument instanceof OptionSpec option)
                || Stream.of(arguments)
                        .anyMatch(each -> Stream.of(option.names()).anyMatch(name -> isOption(each, name)));
    }

    private static boolean isOption(String word, String name) {
        return word.equals(name) || word.startsWith(name + "=") || (name.length() == 2 && word.startsWith(name));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private String expected(ArgSpec argument, ParameterException complaint) {
        String message = String.valueOf(complaint.getMessage());
        for (String key : CONVERSIONS) {
            if (message.endsWith(key)) {
                return texts.text(key);
            }
        }
        if (isSwitch(argument)) {
            return texts.text("error.boolean");
        }
        return argument.type().isEnum() ? texts.text("error.choice", argument.paramLabel()) : Escaped.plain(message);
    }

    private String unknown(String word, CommandLine command) {
        boolean isOption = word.startsWith("-");
        if (!isOption && command.getSubcommands().isEmpty()) {
            return texts.text("error.argument", command.getCommandSpec().qualifiedName(), Escaped.plain(word));
        }
        String name = isOption && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> known = isOption
                ? options(command.getCommandSpec())
                : command.getSubcommands().entrySet().stream()
                        .filter(each ->
                                !each.getValue().getCommandSpec().usageMessage().hidden())
                        .map(Map.Entry::getKey)
                        .toList();
        String said = texts.text(isOption ? "error.option" : "error.command", Escaped.plain(name));
        return Suggestions.nearest(name, known)
                .map(nearest -> said + " " + texts.text("error.near", nearest))
                .orElse(said);
    }

    /** Returns the long names: almost any letter would be near to one of the others. */
    private static List<String> options(CommandSpec command) {
        return Stream.concat(command.optionsMap().keySet().stream(), command.negatedOptionsMap().keySet().stream())
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    private int failed(Exception failure, List<String> arguments) throws Exception {
        if (failure instanceof UsageError misuse) {
            err.line(String.valueOf(misuse.getMessage()));
            if (arguments.contains("-v") || arguments.contains("--verbose")) {
                err.line(Escaped.plain(String.valueOf(misuse.getCause())));
            }
            return misuse.exit();
        }
        throw failure;
    }
}
