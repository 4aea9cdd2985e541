package dev.tenon.cli.billing;

import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.kernel.Actor;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tenon subscriptions}. */
@Command(
        name = "subscriptions",
        description = "Who pays for which plan.",
        footer = {"", "Example:", "  tenon subscriptions list --as ana@example.org"},
        subcommands = SubscriptionsCommand.ListOwn.class)
public final class SubscriptionsCommand {

    private static final List<Field<Subscription>> FIELDS = List.of(
            Field.shown("id", "Id", Subscription::id),
            Field.scripted("userId", Subscription::userId),
            Field.shown(
                    "status",
                    "Status",
                    subscription -> subscription.status().name().toLowerCase(Locale.ROOT)),
            Field.shown("price", "Price", Subscription::price),
            Field.shown(
                    "billingInterval",
                    "Per",
                    subscription -> subscription.interval().name().toLowerCase(Locale.ROOT)),
            Field.shown("currentPeriodEnd", "Period ends", Subscription::currentPeriodEnd),
            Field.shown("planId", "Plan", Subscription::planId),
            Field.scripted("currentPeriodStart", Subscription::currentPeriodStart),
            Field.scripted("billingAnchor", Subscription::billingAnchor),
            Field.scripted("cancelAtPeriodEnd", Subscription::cancelAtPeriodEnd),
            Field.shown("startDate", "Since", Subscription::startDate),
            Field.shown("endDate", "Until", Subscription::endDate),
            Field.scripted("createdAt", Subscription::createdAt),
            Field.scripted("updatedAt", Subscription::updatedAt));

    /** {@code tenon subscriptions list}. */
    @Command(
            name = "list",
            description = "List a person's subscriptions, newest first.",
            footer = {"", "Example:", "  tenon subscriptions list --as ana@example.org -o json"})
    static final class ListOwn extends PersonalCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(work.output(), page -> work.tenon().subscriptions().list(person, page), FIELDS);
            return 0;
        }
    }
}
