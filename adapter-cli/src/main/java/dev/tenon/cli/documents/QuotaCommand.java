package dev.tenon.cli.documents;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.ExitCode;
import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaDrift;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.OrganizationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon quota}. */
@Command(
        name = "quota",
        description = "How much people store and may store.",
        footer = {"", "Examples:", "  tenon quota show --as ana@example.org", "  tenon quota check"},
        subcommands = {QuotaCommand.Show.class, QuotaCommand.Check.class, QuotaCommand.Repair.class})
public final class QuotaCommand {

    private static final List<Field<Quota>> FIELDS = List.of(
            Field.bytes("used", "Used", Quota::used),
            Field.bytes("reserved", "Reserved by uploads under way", Quota::reserved),
            Field.<Quota>bytes("max", "At most", Quota::max).unlimited(),
            Field.tabled("Documents", Look.WHOLE, Quota::documentsUsed),
            Field.<Quota>tabled("Documents at most", Look.WHOLE, Quota::documentsMax)
                    .unlimited(),
            Field.scripted("documents", QuotaCommand::documents));

    private static Map<String, @Nullable Object> documents(Quota quota) {
        Map<String, @Nullable Object> documents = new LinkedHashMap<>();
        documents.put("used", quota.documentsUsed());
        documents.put("max", quota.documentsMax());
        return documents;
    }

    /** {@code tenon quota show}. */
    @Command(
            name = "show",
            description = "Show what a person, or an organization, stores and may store.",
            footer = {"", "Example:", "  tenon quota show --as ana@example.org -o json"})
    static final class Show extends PersonalCommand {

        @Option(names = "--organization", paramLabel = "ID", description = "What this organization stores.")
        private @Nullable String organization;

        @Override
        protected int run(Work work, Actor person) {
            OrganizationId id = Work.organizationId(organization);
            Quota quota = id == null
                    ? work.tenon().quotas().of(person)
                    : work.tenon().quotas().of(person, id);
            work.output().one(quota, FIELDS);
            return 0;
        }
    }

    private static final List<Field<QuotaDrift>> DRIFT = List.of(
            Field.shown("of", "Of", QuotaDrift::subject),
            Field.shown("used", "Used", drift -> drift.quota().used()),
            Field.shown("stored", "Stored", QuotaDrift::stored),
            Field.shown("documentsUsed", "Documents", drift -> drift.quota().documentsUsed()),
            Field.shown("documentsStored", "There are", QuotaDrift::documentsStored),
            Field.shown("reserved", "Reserved", drift -> drift.quota().reserved()),
            Field.shown("held", "Held", QuotaDrift::held),
            Field.scripted("documentsReserved", drift -> drift.quota().documentsReserved()),
            Field.scripted("documentsHeld", QuotaDrift::documentsHeld));

    /** {@code tenon quota check}. */
    @Command(
            name = "check",
            description = "Compare every quota with what is stored and under way; change nothing.",
            footer = {
                "",
                "Sizes are in bytes. Servers may go on working. Lists 100 at most.",
                "",
                "Exits with 7 if one differs.",
                "",
                "Example:",
                "  tenon quota check"
            })
    static final class Check extends ActingCommand {

        @Override
        protected int run(Work work, Actor actor) {
            List<QuotaDrift> found = work.tenon().quotas().drifted(actor);
            work.output().many(found.iterator(), DRIFT);
            work.output().say(found.isEmpty() ? "Every quota says what is stored." : found.size() + " differ.");
            return found.isEmpty() ? 0 : ExitCode.of(Kind.CONFLICT);
        }
    }

    /** {@code tenon quota repair}. */
    @Command(
            name = "repair",
            description = "Make every quota say what is stored and under way.",
            footer = {
                "",
                "Shows what they said before. Servers may go on working.",
                "",
                "Example:",
                "  tenon quota repair"
            })
    static final class Repair extends ActingCommand {

        @Override
        protected int run(Work work, Actor actor) {
            List<QuotaDrift> repaired = work.tenon().quotas().repair(actor);
            work.output().many(repaired.iterator(), DRIFT);
            work.output().say("Repaired: " + repaired.size() + ".");
            return 0;
        }
    }
}
