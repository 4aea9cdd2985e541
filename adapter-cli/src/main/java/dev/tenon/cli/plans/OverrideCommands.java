package dev.tenon.cli.plans;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.ports.plans.OverrideFilter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code tenon entitlements} says and does about exceptions. */
final class OverrideCommands {

    static final String KEY = "Key of a feature, or max-documents, max-storage, max-seats.";

    private static final List<Field<EntitlementOverride>> FIELDS = List.of(
            Field.scripted("id", EntitlementOverride::id),
            Field.shown("key", "Key", EntitlementOverride::key),
            Field.scripted("userId", override -> override.subject() instanceof UserId person ? person : null),
            Field.scripted(
                    "organizationId",
                    override -> override.subject() instanceof OrganizationId organization ? organization : null),
            Field.tabled(
                    "Whose", Field.Look.WHOLE, override -> override.subject().value()),
            Field.shown("granted", "Granted", EntitlementOverride::granted),
            Field.<EntitlementOverride>shown("limit", "Limit", EntitlementOverride::limit)
                    .unlimited(),
            Field.shown("isInForce", "In force", EntitlementOverride::inForce),
            Field.shown("startsAt", "From", EntitlementOverride::startsAt),
            Field.shown("endsAt", "Until", EntitlementOverride::endsAt),
            Field.flowing("reason", "Reason", EntitlementOverride::reason),
            Field.scripted("madeBy", EntitlementOverride::by),
            Field.scripted("createdAt", EntitlementOverride::createdAt),
            Field.scripted("updatedAt", EntitlementOverride::updatedAt));

    private OverrideCommands() {}

    /** {@code tenon entitlements override}. */
    @Command(
            name = "override",
            description = "Make an exception to what the plan grants, in the place of the one there is.",
            footer = {
                "",
                "Examples:",
                "  tenon entitlements override max-storage --user ana@example.org --to 10737418240 --reason Moves",
                "  tenon entitlements override api-access --user ana@example.org --until 2027-01-01T00:00:00Z --reason Trial",
                "  tenon entitlements override document-sharing --user ana@example.org --deny --reason Abuse"
            })
    static final class Make extends ActingCommand {

        @Parameters(paramLabel = "KEY", description = KEY)
        private String key = "";

        @Mixin
        private final SubjectOptions of = new SubjectOptions();

        @Option(names = "--to", paramLabel = "N", description = "How much of it; otherwise without limit.")
        private @Nullable Long limit;

        @Option(names = "--deny", description = "None of it, although the plan grants it.")
        private boolean deny;

        @Option(names = "--from", paramLabel = "INSTANT", description = "From when on it counts (default: now).")
        private @Nullable String from;

        @Option(names = "--until", paramLabel = "INSTANT", description = "From when on it counts no more.")
        private @Nullable String until;

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "Why, for whoever wonders later.")
        private String reason = "";

        @Override
        protected void check() {
            of.checkGiven();
            instant("--from", from);
            instant("--until", until);
        }

        @Override
        protected int run(Work work, Actor actor) {
            NewOverride wanted = new NewOverride(
                    of.required(work, actor),
                    key,
                    !deny,
                    limit,
                    instant("--from", from),
                    instant("--until", until),
                    reason);
            work.output().one(work.tenon().entitlementOverrides().make(actor, wanted, Expected.any()), FIELDS);
            return 0;
        }

        private static @Nullable Instant instant(String option, @Nullable String text) {
            try {
                return text == null ? null : Instant.parse(text);
            } catch (DateTimeParseException notAnInstant) {
                throw new Stopped(
                        Kind.MALFORMED, option + " takes an instant like 2026-11-22T14:00:00Z, not " + text + ".");
            }
        }
    }

    /** {@code tenon entitlements overrides}. */
    @Command(
            name = "overrides",
            description = "List the exceptions, newest first.",
            footer = {"", "Example:", "  tenon entitlements overrides --user ana@example.org"})
    static final class ListAll extends ActingCommand {

        @Mixin
        private final SubjectOptions of = new SubjectOptions();

        @Option(names = "--key", paramLabel = "KEY", description = KEY)
        private @Nullable String key;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected void check() {
            of.checkOneAtMost();
        }

        @Override
        protected int run(Work work, Actor actor) {
            OverrideFilter filter = new OverrideFilter(of.optional(work, actor), key);
            paging.print(
                    work.output(), page -> work.tenon().entitlementOverrides().list(actor, filter, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon entitlements forget}. */
    @Command(
            name = "forget",
            description = "Take an exception back: what the plan says counts again.",
            footer = {"", "Example:", "  tenon entitlements forget max-storage --user ana@example.org --yes"})
    static final class Forget extends ActingCommand {

        @Parameters(paramLabel = "KEY", description = KEY)
        private String key = "";

        @Mixin
        private final SubjectOptions of = new SubjectOptions();

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected void check() {
            of.checkGiven();
        }

        @Override
        protected int run(Work work, Actor actor) {
            SubjectId subject = of.required(work, actor);
            EntitlementOverride override = work.tenon().entitlementOverrides().get(actor, subject, key);
            work.terminal().confirm("Take the exception of " + key + " back?", yes);
            work.tenon().entitlementOverrides().withdraw(actor, subject, key, Expected.revision(override.revision()));
            work.output().say("The exception of " + key + " is taken back.");
            return 0;
        }
    }
}
