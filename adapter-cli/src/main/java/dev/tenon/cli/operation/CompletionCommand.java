package dev.tenon.cli.operation;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenon completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print the script that lets a shell complete what you type.",
        footer = {
            "",
            "Examples:",
            "  source <(tenon completion bash)",
            "  tenon completion fish > ~/.config/fish/completions/tenon.fish"
        })
public final class CompletionCommand implements Callable<Integer> {

    /** The shells there are scripts for. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.bash;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec root = Objects.requireNonNull(spec).root();
        String script = shell == Shell.fish ? FishCompletion.of(root) : AutoComplete.bash("tenon", root.commandLine());
        root.commandLine().getOut().println(script);
        return 0;
    }
}
