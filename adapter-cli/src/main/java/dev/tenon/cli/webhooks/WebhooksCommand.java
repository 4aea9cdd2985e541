package dev.tenon.cli.webhooks;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.ports.webhooks.WebhookPatch;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon webhooks}. */
@Command(
        name = "webhooks",
        description = "Webhooks, which tell other programs what happens.",
        footer = {
            "",
            "Examples:",
            "  tenon webhooks create https://hooks.example.org/tenon --event member.* --event role.updated",
            "  tenon webhooks test 01920000-0000-7000-8000-000000000000",
            "  tenon webhooks deliveries 01920000-0000-7000-8000-000000000000 --status dead"
        },
        subcommands = {
            WebhooksCommand.Create.class,
            WebhooksCommand.ListAll.class,
            WebhooksCommand.Show.class,
            WebhooksCommand.Update.class,
            WebhooksCommand.Rotate.class,
            WebhooksCommand.Delete.class,
            WebhooksCommand.Deliveries.class,
            WebhooksCommand.Retry.class,
            WebhooksCommand.Replay.class,
            WebhooksCommand.Test.class
        })
public final class WebhooksCommand {

    /** {@code tenon webhooks create}. */
    @Command(
            name = "create",
            description = "Make a webhook of the installation, or of an organization.",
            footer = {
                "",
                "The secret to check signatures with is printed this once. Without --event it is told everything.",
                "",
                "Examples:",
                "  tenon webhooks create https://hooks.example.org/tenon",
                "  tenon webhooks create https://hooks.example.org/tenon --event member.* --event role.updated",
                "  tenon webhooks create https://hooks.example.org/tenon --as ana@example.org --organization 01920000-0000-7000-8000-000000000000"
            })
    static final class Create extends ActingCommand {

        @Parameters(index = "0", paramLabel = "URL", description = "Where events shall go: https, and public.")
        private String url = "";

        @Option(names = "--description", paramLabel = "TEXT", description = "A label, to know it again by.")
        private @Nullable String description;

        @Option(
                names = "--event",
                paramLabel = "TYPE",
                description = "Only these, or all of a noun as in member.*; may be repeated.")
        private Set<String> events = new LinkedHashSet<>();

        @Option(
                names = "--organization",
                paramLabel = "ID",
                description = "Tell the events of this organization alone.")
        private @Nullable String organization;

        @Override
        protected int run(Work work, Actor actor) {
            NewWebhook wanted = new NewWebhook(Work.organizationId(organization), url, description, events);
            Hooks.print(work, work.tenon().webhooks().create(actor, wanted));
            return 0;
        }
    }

    /** {@code tenon webhooks list}. */
    @Command(
            name = "list",
            description = "List the installation's webhooks, or an organization's, newest first.",
            footer = {
                "",
                "Examples:",
                "  tenon webhooks list",
                "  tenon webhooks list --organization 01920000-0000-7000-8000-000000000000"
            })
    static final class ListAll extends ActingCommand {

        @Option(names = "--organization", paramLabel = "ID", description = "Those of this organization.")
        private @Nullable String organization;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            OrganizationId of = Work.organizationId(organization);
            paging.print(work.output(), page -> work.tenon().webhooks().list(actor, of, page), Hooks.FIELDS);
            return 0;
        }
    }

    /** {@code tenon webhooks show}. */
    @Command(
            name = "show",
            description = "Show one webhook; never its secret.",
            footer = {"", "Example:", "  tenon webhooks show 01920000-0000-7000-8000-000000000000"})
    static final class Show extends WebhookCommand {

        @Override
        protected int run(Work work, Actor actor, WebhookId webhook) {
            work.output().one(work.tenon().webhooks().get(actor, webhook), Hooks.FIELDS);
            return 0;
        }
    }

    /** {@code tenon webhooks update}. */
    @Command(
            name = "update",
            description = "Change a webhook, switch it off or on.",
            footer = {
                "",
                "Enabling one that was disabled forgets its failures; replay what happened in between.",
                "",
                "Examples:",
                "  tenon webhooks update 01920000-0000-7000-8000-000000000000 --event role.*",
                "  tenon webhooks update 01920000-0000-7000-8000-000000000000 --enable"
            })
    static final class Update extends WebhookCommand {

        @Option(names = "--url", paramLabel = "URL", description = "Where events shall go.")
        private @Nullable String url;

        @Option(names = "--description", paramLabel = "TEXT", description = "Another label; empty for none.")
        private @Nullable String description;

        @Option(names = "--event", paramLabel = "TYPE", description = "Only these; may be repeated.")
        private Set<String> events = new LinkedHashSet<>();

        @Option(names = "--all-events", description = "Tell everything.")
        private boolean allEvents;

        @Option(names = "--enable", description = "Tell events.")
        private boolean enable;

        @Option(names = "--disable", description = "Tell no events.")
        private boolean disable;

        @Override
        protected int run(Work work, Actor actor, WebhookId webhook) {
            if (enable && disable) {
                throw new Stopped(Kind.MALFORMED, "Give --enable or --disable, and not both.");
            }
            if (allEvents && !events.isEmpty()) {
                throw new Stopped(Kind.MALFORMED, "Give --event or --all-events, and not both.");
            }
            WebhookPatch patch = new WebhookPatch(
                    url,
                    description == null ? Patched.absent() : Patched.to(description.isEmpty() ? null : description),
                    (allEvents || !events.isEmpty()) ? events : null,
                    (enable || disable) ? (Boolean) enable : null);
            work.output().one(work.tenon().webhooks().update(actor, webhook, patch, Expected.any()), Hooks.FIELDS);
            return 0;
        }
    }

    /** {@code tenon webhooks rotate}. */
    @Command(
            name = "rotate",
            description = "Give a webhook another secret; the one before signs too for 24 hours.",
            footer = {"", "Example:", "  tenon webhooks rotate 01920000-0000-7000-8000-000000000000"})
    static final class Rotate extends WebhookCommand {

        @Override
        protected int run(Work work, Actor actor, WebhookId webhook) {
            Hooks.print(work, work.tenon().webhooks().rotate(actor, webhook));
            return 0;
        }
    }

    /** {@code tenon webhooks delete}. */
    @Command(
            name = "delete",
            description = "Delete a webhook with its queue.",
            footer = {"", "Example:", "  tenon webhooks delete 01920000-0000-7000-8000-000000000000 --yes"})
    static final class Delete extends WebhookCommand {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, WebhookId webhook) {
            String url = work.tenon().webhooks().get(actor, webhook).url().toString();
            work.terminal().confirm("Delete the webhook to " + url + "?", yes);
            work.tenon().webhooks().delete(actor, webhook);
            work.output().say("It is told nothing any more.");
            return 0;
        }
    }

    /** {@code tenon webhooks deliveries}. */
    @Command(
            name = "deliveries",
            description = "List what a webhook was told, and what waits, newest first.",
            footer = {"", "Example:", "  tenon webhooks deliveries 01920000-0000-7000-8000-000000000000 --status dead"})
    static final class Deliveries extends WebhookCommand {

        @Option(names = "--status", paramLabel = "pending|failed|delivered|dead", description = "Only those.")
        private @Nullable DeliveryStatus status;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor, WebhookId webhook) {
            paging.print(
                    work.output(),
                    page -> work.tenon().webhooks().deliveries(actor, webhook, status, page),
                    Hooks.DELIVERIES);
            return 0;
        }
    }

    /** {@code tenon webhooks retry}. */
    @Command(
            name = "retry",
            description = "Put one delivery back into the queue, due at once.",
            footer = {
                "",
                "Example:",
                "  tenon webhooks retry 01920000-0000-7000-8000-000000000000 01920000-0000-7000-8000-000000000001"
            })
    static final class Retry extends WebhookCommand {

        @Parameters(index = "1", paramLabel = "EVENT", description = "The event's id, from the deliveries.")
        private String event = "";

        @Override
        protected int run(Work work, Actor actor, WebhookId webhook) {
            Delivery queued = work.tenon().webhooks().retry(actor, webhook, Hooks.event(event));
            work.output().one(queued, Hooks.DELIVERIES);
            return 0;
        }
    }

    /** {@code tenon webhooks replay}. */
    @Command(
            name = "replay",
            description = "Tell the events of a time again, out of the audit trail.",
            footer = {
                "",
                "A receiver knows by the webhook-id what it has seen. At most 10,000 events at a time.",
                "",
                "Example:",
                "  tenon webhooks replay 01920000-0000-7000-8000-000000000000 --from 2026-11-22 --to 2026-11-23"
            })
    static final class Replay extends WebhookCommand {

        @Option(names = "--from", paramLabel = "TIME", required = true, description = "Inclusive.")
        private Instant from = Instant.EPOCH;

        @Option(names = "--to", paramLabel = "TIME", required = true, description = "Exclusive.")
        private Instant to = Instant.EPOCH;

        @Override
        protected int run(Work work, Actor actor, WebhookId webhook) {
            int queued = work.tenon().webhooks().replay(actor, webhook, from, to);
            work.output().one(new Queued(queued), Queued.FIELDS);
            return 0;
        }
    }

    /** {@code tenon webhooks test}. */
    @Command(
            name = "test",
            description = "Send an event of the type tenon.test.",
            footer = {
                "",
                "A running server sends it within a second; see it with: tenon webhooks deliveries ID",
                "",
                "Example:",
                "  tenon webhooks test 01920000-0000-7000-8000-000000000000"
            })
    static final class Test extends WebhookCommand {

        @Override
        protected int run(Work work, Actor actor, WebhookId webhook) {
            work.output().one(work.tenon().webhooks().test(actor, webhook), Hooks.DELIVERIES);
            return 0;
        }
    }
}
