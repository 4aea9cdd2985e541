package dev.tenon.cli;

import dev.tenon.ports.kernel.Actor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command of the machine's operator, who may also see what a certain person may do. */
public abstract class ActingCommand extends TenonCommand {

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "Act with the permissions of this person instead of the operator's (e-mail address or id).")
    private @Nullable String person;

    /** Does the command's work as this actor; returns the exit code. */
    protected abstract int run(Work work, Actor actor) throws Exception;

    @Override
    protected final int run(Work work) throws Exception {
        return run(work, person == null ? work.operator() : work.as(person));
    }
}
