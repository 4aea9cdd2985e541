package dev.tenon.cli.accounts;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import picocli.CommandLine.Parameters;

/** A command about one account. */
public abstract class UserCommand extends ActingCommand {

    @Parameters(index = "0", paramLabel = "USER", description = "E-mail address or id.")
    private String user = "";

    /** Does the command's work about this account as this actor; returns the exit code. */
    protected abstract int run(Work work, Actor actor, Account account) throws Exception;

    @Override
    protected final int run(Work work, Actor actor) throws Exception {
        return run(work, actor, Users.named(work, actor, user));
    }
}
