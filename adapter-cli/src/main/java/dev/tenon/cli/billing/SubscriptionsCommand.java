package dev.tenon.cli.billing;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon subscriptions}. */
@Command(
        name = "subscriptions",
        description = "Who pays for which plan.",
        footer = {
            "",
            "Examples:",
            "  tenon subscriptions create Standard --trial --as ana@example.org",
            "  tenon subscriptions list --status past_due",
            "  tenon subscriptions preview 01920000-0000-7000-8000-000000000000 Premium"
        },
        subcommands = {
            SubscriptionsCommand.Create.class,
            SubscriptionsCommand.ListThem.class,
            SubscriptionsCommand.Show.class,
            SubscriptionsCommand.ChangePlan.class,
            SubscriptionsCommand.Preview.class,
            SubscriptionsCommand.Cancel.class,
            SubscriptionsCommand.End.class,
            SubscriptionsCommand.Pause.class,
            SubscriptionsCommand.Resume.class
        })
public final class SubscriptionsCommand {

    /** {@code tenon subscriptions create}. */
    @Command(
            name = "create",
            description = "Subscribe a person, or an organization that the person runs, to a plan.",
            footer = {
                "",
                "It waits for its first payment, or is tried for nothing first.",
                "",
                "Examples:",
                "  tenon subscriptions create Standard --as ana@example.org",
                "  tenon subscriptions create Premium --trial --as ana@example.org"
            })
    static final class Create extends PersonalCommand {

        @Parameters(paramLabel = "PLAN", description = "The plan's name or id.")
        private String plan = "";

        @Option(names = "--trial", description = "Try it for nothing first.")
        private boolean trial;

        @Option(names = "--org", paramLabel = "ID", description = "For this organization instead of the person.")
        private @Nullable String organization;

        @Override
        protected int run(Work work, Actor person) {
            NewSubscription wanted = new NewSubscription(
                    SubscriptionFields.plan(work, person, plan).id(),
                    null,
                    Work.organizationId(organization),
                    trial,
                    null);
            work.output()
                    .one(
                            work.tenon().subscriptions().start(person, wanted),
                            SubscriptionFields.whole(new PlanNames(work, person)));
            return 0;
        }
    }

    /** {@code tenon subscriptions list}. */
    @Command(
            name = "list",
            description = "List subscriptions, newest first: everybody's, or a person's.",
            footer = {
                "",
                "Examples:",
                "  tenon subscriptions list --status past_due",
                "  tenon subscriptions list --as ana@example.org -o json"
            })
    static final class ListThem extends ActingCommand {

        @Option(names = "--org", paramLabel = "ID", description = "Of this organization only.")
        private @Nullable String organization;

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "In this status only: incomplete, trialing, active, past_due, paused, canceled, expired.")
        private @Nullable SubscriptionStatus status;

        @Option(names = "--plan", paramLabel = "PLAN", description = "To this plan only (name or id).")
        private @Nullable String plan;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            OrganizationId of = Work.organizationId(organization);
            PlanId to = plan == null
                    ? null
                    : SubscriptionFields.plan(work, actor, plan).id();
            SubscriptionFilter filter = new SubscriptionFilter(null, of, of == null && actor.isTrusted(), status, to);
            paging.print(
                    work.output(),
                    page -> work.tenon().subscriptions().list(actor, filter, page),
                    SubscriptionFields.listed(new PlanNames(work, actor)));
            return 0;
        }
    }

    /** {@code tenon subscriptions show}. */
    @Command(
            name = "show",
            description = "Show one subscription.",
            footer = {"", "Example:", "  tenon subscriptions show 01920000-0000-7000-8000-000000000000"})
    static final class Show extends SubscriptionCommand {

        @Override
        protected int run(Work work, Actor actor, Subscription found) {
            work.output().one(found, SubscriptionFields.whole(new PlanNames(work, actor)));
            return 0;
        }
    }

    /** {@code tenon subscriptions change-plan}. */
    @Command(
            name = "change-plan",
            description = "Change the plan, now or at the end of the period.",
            footer = {
                "",
                "Now, the rest of the period is credited at the old price and charged at the new one; a preview says",
                "before what it comes to. The present plan takes back a change that waits.",
                "",
                "Examples:",
                "  tenon subscriptions change-plan 01920000-0000-7000-8000-000000000000 Premium",
                "  tenon subscriptions change-plan 01920000-0000-7000-8000-000000000000 Standard --at-period-end"
            })
    static final class ChangePlan extends SubscriptionCommand {

        @Parameters(index = "1", paramLabel = "PLAN", description = "The plan's name or id.")
        private String plan = "";

        @Option(names = "--at-period-end", description = "At the end of the period instead of now.")
        private boolean later;

        @Override
        protected int run(Work work, Actor actor, Subscription found) {
            work.output()
                    .one(
                            work.tenon()
                                    .subscriptions()
                                    .changePlan(
                                            actor,
                                            found.id(),
                                            SubscriptionFields.plan(work, actor, plan)
                                                    .id(),
                                            time(later),
                                            null,
                                            Expected.revision(found.revision())),
                            SubscriptionFields.changed(new PlanNames(work, actor)));
            return 0;
        }
    }

    /** {@code tenon subscriptions preview}. */
    @Command(
            name = "preview",
            description = "Say what a change of plan would come to. Changes nothing.",
            footer = {
                "",
                "Examples:",
                "  tenon subscriptions preview 01920000-0000-7000-8000-000000000000 Premium",
                "  tenon subscriptions preview 01920000-0000-7000-8000-000000000000 Free --at-period-end"
            })
    static final class Preview extends SubscriptionCommand {

        @Parameters(index = "1", paramLabel = "PLAN", description = "The plan's name or id.")
        private String plan = "";

        @Option(names = "--at-period-end", description = "At the end of the period instead of now.")
        private boolean later;

        @Option(names = "--at", paramLabel = "INSTANT", description = "At this instant of the period instead of now.")
        private @Nullable Instant at;

        @Override
        protected int run(Work work, Actor actor, Subscription found) {
            work.output()
                    .one(
                            work.tenon()
                                    .subscriptions()
                                    .previewPlanChange(
                                            actor,
                                            found.id(),
                                            SubscriptionFields.plan(work, actor, plan)
                                                    .id(),
                                            time(later),
                                            at),
                            SubscriptionFields.PREVIEWED);
            return 0;
        }
    }

    /** {@code tenon subscriptions cancel}. */
    @Command(
            name = "cancel",
            description = "End a subscription at the end of its period, or now.",
            footer = {
                "",
                "Examples:",
                "  tenon subscriptions cancel 01920000-0000-7000-8000-000000000000",
                "  tenon subscriptions cancel 01920000-0000-7000-8000-000000000000 --undo",
                "  tenon subscriptions cancel 01920000-0000-7000-8000-000000000000 --now --yes"
            })
    static final class Cancel extends SubscriptionCommand {

        @Option(names = "--now", description = "At once, for good; nothing is given back.")
        private boolean now;

        @Option(names = "--undo", description = "Let it go on after its period instead.")
        private boolean undo;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, Subscription found) {
            Expected expected = Expected.revision(found.revision());
            if (now) {
                work.terminal().confirm("End the subscription " + found.id() + " now, for good?", yes);
            }
            Subscription after = now
                    ? work.tenon().subscriptions().cancel(actor, found.id(), expected)
                    : undo
                            ? work.tenon().subscriptions().undoCancellation(actor, found.id(), expected)
                            : work.tenon().subscriptions().cancelAtPeriodEnd(actor, found.id(), expected);
            work.output().one(after, SubscriptionFields.whole(new PlanNames(work, actor)));
            return 0;
        }
    }

    /** {@code tenon subscriptions end}. */
    @Command(
            name = "end",
            description = "Have a subscription end on a day, or on none.",
            footer = {
                "",
                "It expires as the day begins in its time zone, and what lies behind is not charged; what is charged already",
                "is not given back.",
                "",
                "Examples:",
                "  tenon subscriptions end 01920000-0000-7000-8000-000000000000 --on 2027-12-24",
                "  tenon subscriptions end 01920000-0000-7000-8000-000000000000 --never"
            })
    static final class End extends SubscriptionCommand {

        /** One of the two. */
        static final class When {

            @Option(
                    names = "--on",
                    paramLabel = "DATE",
                    required = true,
                    description = "The first day it no longer runs.")
            private @Nullable LocalDate day;

            @Option(names = "--never", required = true, description = "Let it go on instead.")
            private boolean never;
        }

        @ArgGroup(multiplicity = "1")
        private When when = new When();

        @Override
        protected int run(Work work, Actor actor, Subscription found) {
            Subscription after = work.tenon()
                    .subscriptions()
                    .endOn(actor, found.id(), when.never ? null : when.day, Expected.revision(found.revision()));
            work.output().one(after, SubscriptionFields.whole(new PlanNames(work, actor)));
            return 0;
        }
    }

    /** {@code tenon subscriptions pause}. */
    @Command(
            name = "pause",
            description = "Let a subscription rest: it gives nothing, and costs nothing.",
            footer = {"", "Example:", "  tenon subscriptions pause 01920000-0000-7000-8000-000000000000"})
    static final class Pause extends SubscriptionCommand {

        @Override
        protected int run(Work work, Actor actor, Subscription found) {
            work.output()
                    .one(
                            work.tenon().subscriptions().pause(actor, found.id(), Expected.revision(found.revision())),
                            SubscriptionFields.whole(new PlanNames(work, actor)));
            return 0;
        }
    }

    /** {@code tenon subscriptions resume}. */
    @Command(
            name = "resume",
            description = "Let a subscription go on that rests.",
            footer = {"", "Example:", "  tenon subscriptions resume 01920000-0000-7000-8000-000000000000"})
    static final class Resume extends SubscriptionCommand {

        @Override
        protected int run(Work work, Actor actor, Subscription found) {
            work.output()
                    .one(
                            work.tenon().subscriptions().resume(actor, found.id(), Expected.revision(found.revision())),
                            SubscriptionFields.whole(new PlanNames(work, actor)));
            return 0;
        }
    }

    private static ChangeTime time(boolean later) {
        return later ? ChangeTime.PERIOD_END : ChangeTime.NOW;
    }
}
