package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.cli.TenonCommand;
import dev.tenon.ports.documents.Quota;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon quota}. */
@Command(
        name = "quota",
        description = "What a person stores and may store.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tenon quota show --as ana@example.org"},
        subcommands = QuotaCommand.Show.class)
public final class QuotaCommand {

    private static final List<Field<Quota>> FIELDS = List.of(
            Field.shown("used", "Used (bytes)", Quota::used),
            Field.shown("reserved", "Reserved (bytes)", Quota::reserved),
            Field.shown("max", "At most (bytes)", Quota::max),
            Field.shown("documentsUsed", "Documents", Quota::documentsUsed),
            Field.shown("documentsMax", "Documents at most", Quota::documentsMax));

    /** {@code tenon quota show}. */
    @Command(
            name = "show",
            description = "Show a person's quota.",
            footer = {"", "Example:", "  tenon quota show --as ana@example.org -o json"})
    static final class Show extends TenonCommand {

        @Option(names = "--as", paramLabel = "EMAIL", required = true, description = "Whose.")
        private String email = "";

        @Override
        protected int run(Work work) {
            work.output().one(work.tenon().quotas().of(work.as(email)), FIELDS);
            return 0;
        }
    }
}
