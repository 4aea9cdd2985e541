package dev.tenon.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that needs nothing but the program itself: no settings, no database. */
public abstract class PlainCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /** Does the command's work; returns the exit code. */
    protected abstract int run(Output output) throws Exception;

    /** The word {@code tenon}, above all commands. */
    protected final CommandSpec root() {
        return Objects.requireNonNull(spec).root();
    }

    @Override
    public final Integer call() throws Exception {
        RootCommand root = (RootCommand) root().userObject();
        Output output = root.common().output(root.terminal());
        try {
            return run(output);
        } finally {
            output.flush();
        }
    }
}
