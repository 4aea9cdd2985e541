package dev.tenon.cli.webhooks;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.WebhookId;
import picocli.CommandLine.Parameters;

/** A command about one webhook. */
abstract class WebhookCommand extends ActingCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The webhook's id, from a list.")
    private String id = "";

    /** Does the command's work about this webhook as this actor; returns the exit code. */
    protected abstract int run(Work work, Actor actor, WebhookId webhook) throws Exception;

    @Override
    protected final int run(Work work, Actor actor) throws Exception {
        return run(work, actor, Hooks.id(id));
    }
}
