package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/cli.md} equal to the commands. */
class DocsTest {

    private static final Path PAGE = Path.of("..", "docs", "cli.md");
    private static final Path EXPECTED = Path.of("target", "cli.md");
    private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");

    @Test
    void describes_every_command_and_every_exit_code() throws IOException {
        String page = Files.readString(PAGE);

        String expected = section(page, "Exit codes", Reference.exitCodes());
        expected = section(expected, "Commands", Reference.commands());

        if (!page.equals(expected)) {
            Files.createDirectories(EXPECTED.toAbsolutePath().getParent());
            Files.writeString(EXPECTED, expected);
        }
        assertThat(page)
                .as("docs/cli.md differs from the commands; adapter-cli/%s is as it should be", EXPECTED)
                .isEqualTo(expected);
    }

    @Test
    void has_examples_that_can_be_read_back() throws IOException {
        Matcher blocks = SHELL.matcher(Files.readString(PAGE));
        List<String> examples = blocks.results()
                .flatMap(block -> block.group(1).lines())
                .flatMap(line -> Commands.examplesIn(line).stream())
                .toList();

        assertThat(examples)
                .hasSizeGreaterThan(Commands.leaves().size())
                .allSatisfy(example -> Commands.parse(example));
    }

    /** The page with the text of one section replaced. */
    private static String section(String page, String heading, String text) {
        Matcher section =
                Pattern.compile("(?s)(?<=\n## " + heading + "\n).*?(?=\n## |$)").matcher(page);
        assertThat(section.find()).as("docs/cli.md has a section %s", heading).isTrue();
        return page.substring(0, section.start()) + "\n" + text + page.substring(section.end());
    }
}
