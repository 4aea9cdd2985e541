package dev.tenon.cli.operation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, out of the commands there are. */
final class FishCompletion {

    /** The words so far are those without options and their values; they are, or begin with, those of a command. */
    private static final String FUNCTIONS = """
            # Completions of tenon for fish.

            function __tenon_words
                set -l skip 0
                for word in (commandline -opc)[2..-1]
                    if test $skip -eq 1
                        set skip 0
                    else if contains -- $word OPTIONS_WITH_VALUES
                        set skip 1
                    else if not string match -q -- '-?*' $word
                        echo $word
                    end
                end
            end

            function __tenon_at
                set -l words (__tenon_words)
                test "$words" = "$argv"
            end

            function __tenon_in
                set -l words (__tenon_words)
                test (count $argv) -eq 0; or test "$words[1..$(count $argv)]" = "$argv"
            end

            complete -c tenon -f""";

    private static final String NO_CANDIDATES = " -f";

    private FishCompletion() {}

    static String of(CommandSpec root) {
        List<String> lines = new ArrayList<>();
        String withValues = everyOption(root)
                .filter(FishCompletion::takesValue)
                .flatMap(option -> Stream.of(option.names()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
        lines.add(FUNCTIONS.replace("OPTIONS_WITH_VALUES", withValues));
        add(lines, root, "");
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, CommandSpec command, String path) {
        lines.add("");
        for (CommandLine sub : command.subcommands().values()) {
            CommandSpec subcommand = sub.getCommandSpec();
            lines.add("complete -c tenon -n '__tenon_at" + path + "' -a " + subcommand.name() + " -d "
                    + quoted(subcommand.usageMessage().description()));
        }
        String here = "complete -c tenon -n '__tenon_in" + path + "'";
        command.options().stream()
                .filter(option -> path.isEmpty() || !option.inherited())
                .map(option -> here + names(option) + values(option) + " -d " + quoted(option.description()))
                .forEach(lines::add);
        command.positionalParameters().stream()
                .map(FishCompletion::candidates)
                .filter(candidates -> !candidates.equals(NO_CANDIDATES))
                .map(candidates -> here + candidates)
                .forEach(lines::add);
        command.subcommands()
                .values()
                .forEach(sub -> add(
                        lines,
                        sub.getCommandSpec(),
                        path + " " + sub.getCommandSpec().name()));
    }

    private static Stream<OptionSpec> everyOption(CommandSpec command) {
        return Stream.concat(
                command.options().stream(),
                command.subcommands().values().stream().flatMap(sub -> everyOption(sub.getCommandSpec())));
    }

    private static String names(OptionSpec option) {
        return Stream.of(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static String values(OptionSpec option) {
        return takesValue(option) ? " -r" + candidates(option) : "";
    }

    private static String candidates(ArgSpec argument) {
        Class<?> type = argument.type();
        if (type == Path.class) {
            return " -F";
        }
        if (!type.isEnum()) {
            return NO_CANDIDATES;
        }
        String names = Stream.of(Objects.requireNonNull(type.getEnumConstants()))
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return " -f -a '" + names + "'";
    }

    private static String quoted(String[] description) {
        String first = description.length == 0 ? "" : description[0];
        return "'" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
