package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.Actor;
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
        footer = {"", "Example:", "  tenon quota show --as ana@example.org"},
        subcommands = QuotaCommand.Show.class)
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
}
