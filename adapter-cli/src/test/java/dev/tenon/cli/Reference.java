package dev.tenon.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands as the documents describe them, in Markdown. */
final class Reference {

    private Reference() {}

    static String exitCodes() {
        return "| code | means |\n|---|---|\n"
                + ExitCode.meanings().entrySet().stream()
                        .map(code -> row(code.getKey().toString(), code.getValue()))
                        .collect(Collectors.joining());
    }

    static String commands() {
        CommandSpec root = Commands.root().getCommandSpec();
        StringBuilder text = new StringBuilder("These options every command takes:\n\n| option | |\n|---|---|\n");
        root.options().stream()
                .filter(option -> !option.versionHelp())
                .sorted((one, other) -> one.longestName().compareTo(other.longestName()))
                .forEach(option -> text.append(row(named(option), described(option))));
        for (CommandLine group : root.subcommands().values()) {
            CommandSpec command = group.getCommandSpec();
            text.append("\n### ").append(command.qualifiedName()).append("\n");
            if (command.subcommands().isEmpty()) {
                describe(text, command);
            } else {
                text.append('\n')
                        .append(command.usageMessage().description()[0])
                        .append('\n');
                for (CommandLine sub : command.subcommands().values()) {
                    text.append("\n#### ")
                            .append(sub.getCommandSpec().qualifiedName())
                            .append("\n");
                    describe(text, sub.getCommandSpec());
                }
            }
        }
        return text.toString();
    }

    private static void describe(StringBuilder text, CommandSpec command) {
        text.append('\n').append(command.usageMessage().description()[0]);
        List<String> footer = Arrays.asList(command.usageMessage().footer());
        int heading = footer.indexOf("Examples:") >= 0 ? footer.indexOf("Examples:") : footer.indexOf("Example:");
        List<String> remarks = footer.subList(0, heading).stream()
                .filter(line -> !line.isBlank())
                .toList();
        remarks.forEach(remark -> text.append(' ').append(remark));
        text.append("\n\n```sh\n");
        footer.subList(heading + 1, footer.size())
                .forEach(line -> text.append(line.strip()).append('\n'));
        text.append("```\n");
        List<ArgSpec> arguments = new ArrayList<>(command.positionalParameters());
        command.options().stream().filter(option -> !option.inherited()).forEach(arguments::add);
        if (!arguments.isEmpty()) {
            text.append("\n| | |\n|---|---|\n");
            arguments.forEach(argument -> text.append(row(named(argument), described(argument))));
        }
    }

    private static String named(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return "`" + argument.paramLabel() + "`";
        }
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return Arrays.stream(option.names())
                .map(name -> "`" + (name.startsWith("--") ? name + value : name) + "`")
                .collect(Collectors.joining(", "));
    }

    private static String described(ArgSpec argument) {
        return String.join(" ", argument.description())
                + (argument.required() && argument.isOption() ? " Needed." : "");
    }

    private static String row(String name, String meaning) {
        return "| " + name + " | " + meaning.replace("|", "\\|") + " |\n";
    }
}
