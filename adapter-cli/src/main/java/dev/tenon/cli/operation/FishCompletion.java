package dev.tenon.cli.operation;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion script for fish, out of the commands there are. */
final class FishCompletion {

    private FishCompletion() {}

    static String of(CommandSpec root) {
        List<String> lines = new ArrayList<>();
        lines.add("complete -c tenon -f");
        add(lines, root, List.of());
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, CommandSpec command, List<String> path) {
        String condition = path.isEmpty()
                ? "__fish_use_subcommand"
                : String.join(
                        "; and ",
                        path.stream()
                                .map(word -> "__fish_seen_subcommand_from " + word)
                                .toList());
        for (OptionSpec option : command.options()) {
            lines.add("complete -c tenon -n '" + condition + "' -l "
                    + option.longestName().replaceFirst("^--", "") + " -d " + quoted(option.description()));
        }
        for (CommandLine sub : command.subcommands().values()) {
            CommandSpec subcommand = sub.getCommandSpec();
            lines.add("complete -c tenon -n '" + condition + "' -a " + subcommand.name() + " -d "
                    + quoted(subcommand.usageMessage().description()));
            List<String> deeper = new ArrayList<>(path);
            deeper.add(subcommand.name());
            add(lines, subcommand, deeper);
        }
    }

    private static String quoted(String[] description) {
        String first = description.length == 0 ? "" : description[0];
        return "'" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
