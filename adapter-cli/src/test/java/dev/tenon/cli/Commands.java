package dev.tenon.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The tree of commands, for tests that look at all of them. */
final class Commands {

    /** A call of tenon in a line of a shell, without what comes from or goes to other programs and files. */
    /** A word, or several between quotes. */
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|[^ ]+");

    private static final Pattern CALL = Pattern.compile("(?:^|[(|;]|\\s)(?:\\./)?tenon ([^|<>#)]*)");

    /** Made once: to be looked at, and not to be run. */
    private static final Map<String, CommandSpec> ALL = below(root().getCommandSpec());

    private Commands() {}

    /** The commands that these arguments need. */
    static CommandLine root(String... arguments) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                prompt -> Optional.empty(),
                Map.of());
        RootCommand root = new RootCommand(terminal, (flags, progress) -> {
            throw new AssertionError("Nothing is opened to look at commands");
        });
        return TenonCli.commandLine(root, arguments, false);
    }

    /** Every command by the words that call it, those with subcommands too. */
    static Map<String, CommandSpec> all() {
        return new LinkedHashMap<>(ALL);
    }

    /** The commands that do something. */
    static Map<String, CommandSpec> leaves() {
        Map<String, CommandSpec> leaves = all();
        leaves.values().removeIf(command -> !command.subcommands().isEmpty());
        return leaves;
    }

    static CommandSpec named(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    /** What a line of a shell calls tenon with. */
    static List<String> examplesIn(String line) {
        return CALL.matcher(line)
                .results()
                .map((MatchResult found) -> found.group(1).strip())
                .toList();
    }

    /** Reads the arguments as a shell would, and fails if they cannot be read. */
    static void parse(String arguments) {
        String[] words = WORD.matcher(arguments)
                .results()
                .map(word -> word.group().replaceAll("^(['\"])(.*)\\1$", "$2"))
                .toArray(String[]::new);
        root(words).parseArgs(words);
    }

    private static Map<String, CommandSpec> below(CommandSpec root) {
        Map<String, CommandSpec> all = new LinkedHashMap<>();
        add(root, all);
        return all;
    }

    private static void add(CommandSpec command, Map<String, CommandSpec> all) {
        all.put(command.qualifiedName(), command);
        command.subcommands().values().forEach(sub -> add(sub.getCommandSpec(), all));
    }
}
