package dev.tenon.cli.billing;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.SubscriptionId;
import picocli.CommandLine.Parameters;

/** A command about one subscription. */
abstract class SubscriptionCommand extends ActingCommand {

    @Parameters(index = "0", paramLabel = "SUBSCRIPTION", description = "The subscription's id.")
    private String subscription = "";

    /** Does the command's work about this subscription as this actor; returns the exit code. */
    protected abstract int run(Work work, Actor actor, Subscription found) throws Exception;

    @Override
    protected final int run(Work work, Actor actor) throws Exception {
        SubscriptionId id = SubscriptionId.parse(subscription).orElseThrow(SubscriptionRefusal.NOT_FOUND::refusal);
        return run(work, actor, work.tenon().subscriptions().get(actor, id));
    }
}
