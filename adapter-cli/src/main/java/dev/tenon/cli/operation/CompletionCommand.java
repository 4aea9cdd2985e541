package dev.tenon.cli.operation;

import dev.tenon.cli.Output;
import dev.tenon.cli.PlainCommand;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon completion}. */
@Command(
        name = "completion",
        description = "Print the script that lets a shell complete what you type.",
        footer = {
            "",
            "Put the line for your shell into its start file, ~/.bashrc or ~/.zshrc; fish finds its file by itself.",
            "",
            "Examples:",
            "  source <(tenon completion bash)",
            "  source <(tenon completion zsh)",
            "  tenon completion fish > ~/.config/fish/completions/tenon.fish"
        })
public final class CompletionCommand extends PlainCommand {

    /** The shells there are scripts for. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.bash;

    @Override
    protected int run(Output output) {
        output.text(
                switch (shell) {
                    // the same for both: it lets zsh read it by bashcompinit
                    case bash, zsh -> AutoComplete.bash("tenon", root().commandLine());
                    case fish -> FishCompletion.of(root());
                });
        return 0;
    }
}
