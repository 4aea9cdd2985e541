package dev.tenon.cli.audit;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.audit.NewUsage;
import dev.tenon.ports.audit.RecordedUsage;
import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.JsonText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon usage}. */
@Command(
        name = "usage",
        description = "What people use, and how often.",
        footer = {
            "",
            "Examples:",
            "  tenon usage list --user ana@example.org",
            "  tenon usage summary --per month --plot usage.svg"
        },
        subcommands = {UsageCommand.ListAll.class, UsageCommand.RecordOne.class, UsageSummaryCommand.class})
public final class UsageCommand {

    private static final List<Field<Usage>> FIELDS = List.of(
            Field.scripted("id", Usage::id),
            Field.shown("timestamp", "When", Usage::timestamp),
            Field.shown("action", "What", Usage::action),
            Field.shown("userId", "Who", Usage::userId),
            Field.scripted("organizationId", Usage::organizationId),
            Field.flowing("details", "Details", Usage::details),
            Field.shown("eventKey", "Event key", Usage::eventKey));

    /** {@code tenon usage list}. */
    @Command(
            name = "list",
            description = "List what was used, newest first.",
            footer = {
                "",
                "Without --user and --as, what everyone used.",
                "",
                "Examples:",
                "  tenon usage list --action document.downloaded --from 2026-11-01",
                "  tenon usage list --as ana@example.org --all -o jsonl > usage.jsonl"
            })
    static final class ListAll extends ActingCommand {

        @Mixin
        private final Whose whose = new Whose();

        @Option(
                names = "--action",
                paramLabel = "ACTION",
                description = "Only what is named so, e.g. document.uploaded.")
        private @Nullable String action;

        @Option(names = "--from", paramLabel = "TIME", description = "From this day or instant on, in UTC.")
        private @Nullable Instant from;

        @Option(names = "--to", paramLabel = "TIME", description = "Before this day or instant, in UTC.")
        private @Nullable Instant to;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            UsageFilter filter = whose.filter(work, actor).withAction(action).between(from, to);
            paging.print(work.output(), page -> work.tenon().usageLog().list(actor, filter, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon usage record}. */
    @Command(
            name = "record",
            description = "Record something that a person used.",
            footer = {
                "",
                "An action is two to four words with dots between them, and not one that Tenon itself records. Under an event key",
                "the same event is recorded once, however often it is sent.",
                "",
                "Examples:",
                "  tenon usage record report.exported --as ana@example.org",
                "  tenon usage record report.exported --as ana@example.org --event-key order-4711"
            })
    static final class RecordOne extends PersonalCommand {

        @Parameters(paramLabel = "ACTION", description = "What, e.g. report.exported.")
        private String action = "";

        @Option(
                names = "--details",
                paramLabel = "JSON",
                description = "What to count by, as a JSON object; no secrets, and nothing that names people.")
        private @Nullable String details;

        @Option(names = "--event-key", paramLabel = "KEY", description = "The event's own name, e.g. a UUID.")
        private @Nullable String eventKey;

        @Option(names = "--at", paramLabel = "TIME", description = "When, if not now; at most 30 days ago.")
        private @Nullable Instant at;

        @Override
        protected int run(Work work, Actor person) {
            JsonText object = details == null ? null : JsonText.of(details);
            RecordedUsage recorded = work.tenon().usageLog().record(person, new NewUsage(action, object, eventKey, at));
            work.output().one(recorded.usage(), FIELDS);
            if (!recorded.isNew()) {
                work.output().say("It was recorded before under this event key; nothing was added.");
            }
            return 0;
        }
    }
}
