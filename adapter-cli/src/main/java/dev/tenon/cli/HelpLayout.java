package dev.tenon.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help looks: a synopsis that names what is needed, a command's own options first, those of every command last. */
final class HelpLayout {

    private static final int NARROWEST = 80;
    private static final int WIDEST = 120;

    private HelpLayout() {}

    /** Gives every command this layout, and help this width at most. */
    static void apply(CommandLine root, int columns) {
        root.setUsageHelpWidth(columns > WIDEST ? WIDEST : Math.max(NARROWEST, columns));
        Map<String, String> codes = new LinkedHashMap<>();
        ExitCode.meanings().forEach((code, meaning) -> codes.put("%3d".formatted(code), meaning));
        root.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
        applyToAll(root);
    }

    private static void applyToAll(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.descriptionHeading("%n").parameterListHeading("%nParameters:%n").commandListHeading("%nCommands:%n");
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, HelpLayout::synopsis);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
        command.getSubcommands().values().forEach(HelpLayout::applyToAll);
    }

    /** How a command is called, e.g. {@code tenon documents upload --as=USER [OPTIONS] FILE}. */
    static String synopsis(CommandSpec command) {
        List<String> words = new ArrayList<>(List.of(command.qualifiedName()));
        command.options().stream()
                .filter(OptionSpec::required)
                .forEach(option -> words.add(option.longestName() + "=" + option.paramLabel()));
        words.add("[OPTIONS]");
        if (!command.subcommands().isEmpty()) {
            words.add("COMMAND");
        }
        command.positionalParameters().stream()
                .map(PositionalParamSpec::paramLabel)
                .forEach(words::add);
        return String.join(" ", words);
    }

    private static String synopsis(Help help) {
        return synopsis(help.commandSpec()) + System.lineSeparator();
    }

    private static String options(Help help) {
        List<OptionSpec> all = help.commandSpec().options();
        boolean isRoot = help.commandSpec().parent() == null;
        String own = section(
                help,
                "Options:",
                all.stream().filter(option -> isRoot || !option.inherited()).toList());
        String common = section(
                help,
                "Options of every command:",
                all.stream().filter(option -> !isRoot && option.inherited()).toList());
        return own + common;
    }

    private static String section(Help help, String heading, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return "";
        }
        String list = help.optionListExcludingGroups(options);
        return System.lineSeparator() + heading + System.lineSeparator() + list;
    }
}
