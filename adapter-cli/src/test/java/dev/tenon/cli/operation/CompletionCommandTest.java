package dev.tenon.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {

    private static final Pattern GIVEN_TO_FISH = Pattern.compile("(?m)^complete -c tenon -n '__tenon_at' -a (\\S+) -d");

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    Path folder;

    @Test
    void bash_completes_commands_options_and_values() throws Exception {
        Path script = Files.writeString(
                folder.resolve("tenon.bash"),
                cli.run("completion", "bash").silent().out());

        assertThat(completed(script, "us")).contains("users");
        assertThat(completed(script, "users", "cre")).contains("create");
        assertThat(completed(script, "users", "list", "--sta")).contains("--status");
        assertThat(completed(script, "users", "list", "--output", "js")).contains("json", "jsonl");
        assertThat(completed(script, "completion", "f")).contains("fish");
        assertThat(cli.surroundings.opened).isEmpty();
    }

    /** What bash offers for the last of these words. */
    private static List<String> completed(Path script, String... words) throws IOException, InterruptedException {
        String asked = """
                source "$1"; shift
                COMP_WORDS=(tenon "$@"); COMP_CWORD=$#
                COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
                _complete_tenon
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        ProcessBuilder bash = new ProcessBuilder("bash", "--norc", "-c", asked, "bash", script.toString());
        bash.command().addAll(List.of(words));
        Process process = bash.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    @Test
    void bash_accepts_the_script_as_a_whole() throws Exception {
        Path script = Files.writeString(
                folder.resolve("tenon.bash"),
                cli.run("completion", "bash").silent().out());

        Process process = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        String complaints = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(complaints).isZero();
        assertThat(complaints).isEmpty();
    }

    @Test
    void zsh_reads_the_script_by_bashcompinit() {
        assertThat(cli.run("completion", "zsh").silent().out())
                .contains("ZSH_VERSION", "autoload -U +X bashcompinit && bashcompinit", "complete -F _complete_tenon");
    }

    @Test
    void fish_is_told_every_command_every_option_and_which_values_are_files() {
        String script = cli.run("completion", "fish").silent().out();

        assertThat(GIVEN_TO_FISH.matcher(script).results().map(found -> found.group(1)))
                .contains("serve", "users", "documents", "completion", "version");
        assertThat(script)
                .contains("complete -c tenon -n '__tenon_at users' -a create -d 'Register somebody.")
                .contains("complete -c tenon -n '__tenon_in users list' -l limit -r -f -d 'Print at most so many")
                .contains("complete -c tenon -n '__tenon_in users ban' -l yes -d 'Do not ask.'")
                .contains("complete -c tenon -n '__tenon_in documents upload' -F")
                .contains("complete -c tenon -n '__tenon_in completion' -f -a 'bash zsh fish'")
                .contains(" -s o -l output -r -f -a 'table json jsonl' -d ")
                .contains(" -l name -r -f -d 'Store it under this name (default: the file\\'s).'")
                .contains("contains -- $word ", " --limit ", " -o\n")
                .doesNotContain("${");
    }

    @Test
    void fish_is_told_nothing_twice() {
        List<String> lines = cli.run("completion", "fish")
                .silent()
                .out()
                .lines()
                .filter(line -> line.startsWith("complete "))
                .toList();

        assertThat(lines).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    @Test
    void refuses_a_shell_that_it_does_not_know() {
        assertThat(cli.run("completion", "tcsh").exitCode()).isEqualTo(2);
        assertThat(cli.run("completion").exitCode()).isEqualTo(2);
    }
}
