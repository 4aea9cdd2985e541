package dev.tenon.cli.apikeys;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.kernel.Actor;
import picocli.CommandLine.Parameters;

/** A command about one API key. */
abstract class KeyCommand extends ActingCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The key's id, from a list.")
    private String id = "";

    /** Does the command's work about this key as this actor; returns the exit code. */
    protected abstract int run(Work work, Actor actor, ApiKey key) throws Exception;

    @Override
    protected final int run(Work work, Actor actor) throws Exception {
        return run(work, actor, work.tenon().apiKeys().get(actor, Keys.id(id)));
    }
}
