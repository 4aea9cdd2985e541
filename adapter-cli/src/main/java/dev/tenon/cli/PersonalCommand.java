package dev.tenon.cli;

import dev.tenon.ports.kernel.Actor;
import picocli.CommandLine.Option;

/** A command about what belongs to a person, in whose name the operator acts. */
public abstract class PersonalCommand extends TenonCommand {

    @Option(names = "--as", paramLabel = "USER", required = true, description = "Whose (e-mail address or id).")
    private String person = "";

    /** Does the command's work in the name of this person; returns the exit code. */
    protected abstract int run(Work work, Actor person) throws Exception;

    @Override
    protected final int run(Work work) throws Exception {
        return run(work, work.as(person));
    }
}
