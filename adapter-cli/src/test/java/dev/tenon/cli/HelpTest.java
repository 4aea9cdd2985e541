package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory.Run;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What every command says about itself. */
class HelpTest {

    private final CliInMemory cli = new CliInMemory();

    @ParameterizedTest
    @MethodSource("everyCommand")
    void shows_a_synopsis_and_an_example(String name) {
        String[] words = Stream.concat(Stream.of(name.split(" ")).skip(1), Stream.of("--help"))
                .toArray(String[]::new);

        Run run = cli.run(words);

        assertThat(run.silent().lines().get(0)).startsWith("Usage: " + name);
        assertThat(run.out()).containsPattern("(?m)^Examples?:\n  .*\\btenon ").doesNotContain("${", "null");
        assertThat(run.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(cli.surroundings.opened).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void gives_examples_that_can_be_read_back(String name) {
        List<String> examples = Stream.of(Commands.named(name).usageMessage().footer())
                .flatMap(line -> Commands.examplesIn(line).stream())
                .toList();

        assertThat(examples).isNotEmpty().allSatisfy(example -> Commands.parse(example));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void speaks_in_whole_sentences(String name) {
        CommandSpec command = Commands.named(name);

        assertThat(command.usageMessage().description())
                .singleElement()
                .asString()
                .matches("[A-Z].*\\.");
        assertThat(Stream.<ArgSpec>concat(command.options().stream(), command.positionalParameters().stream()))
                .allSatisfy(argument ->
                        assertThat(String.join(" ", argument.description())).matches("\\S.*\\."));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void names_things_alike_everywhere(String name) {
        assertThat(Commands.named(name).options())
                .allSatisfy(option -> assertThat(option.longestName()).matches("--[a-z]+(-[a-z]+)*"))
                .filteredOn(option -> option.longestName().equals("--as")
                        || option.longestName().equals("--user"))
                .allSatisfy(option -> assertThat(option.paramLabel()).isEqualTo("USER"));
    }

    static Stream<String> everyCommand() {
        return Commands.all().keySet().stream();
    }

    @Test
    void lists_every_exit_code() {
        assertThat(cli.run("--help").silent().out())
                .contains("Exit codes:\n    0   done\n", "\n   12   ", "\n  141   ");
    }

    @Test
    void puts_a_commands_own_options_first() {
        String help = cli.run("documents", "upload", "--help").silent().out();

        assertThat(help).startsWith("Usage: tenon documents upload --as=USER [OPTIONS] FILE\n");
        assertThat(help.indexOf("--media-type")).isBetween(0, help.indexOf("Options of every command:"));
        assertThat(help.indexOf("--data-dir")).isGreaterThan(help.indexOf("Options of every command:"));
    }

    @Test
    void knows_the_same_commands_by_word_and_by_annotation() {
        assertThat(Commands.root().getSubcommands()).allSatisfy((word, command) -> {
            assertThat(command.getCommandName()).isEqualTo(word);
            assertThat(RootCommand.neededFor(new String[] {word, "--help"}))
                    .contains(command.getCommandSpec().userObject().getClass());
        });
    }

    @Test
    void fits_the_terminal() {
        cli.with("TENON_COLUMNS", "80").with("NO_COLOR", "1");

        assertThat(cli.run("documents", "upload", "--help").lines())
                .filteredOn(line -> !line.startsWith("  tenon"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void builds_only_the_command_that_is_needed() {
        CommandLine needed = Commands.root("users", "list");

        assertThat(needed.getSubcommands()).containsOnlyKeys("users");
        assertThat(Commands.root("--quiet", "users").getSubcommands()).containsKeys("users", "serve", "version");
        assertThat(Commands.root("completion", "bash").getSubcommands()).containsKeys("users", "serve");
    }
}
