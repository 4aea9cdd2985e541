package dev.tenon.cli.audit;

import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.TenonCommand;
import dev.tenon.cli.accounts.Users;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.AuditVerification.BadRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon audit}. */
@Command(
        name = "audit",
        description = "Who changed what and when.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  tenon audit list --user ana@example.org", "  tenon audit verify"},
        subcommands = {AuditCommand.ListAll.class, AuditCommand.Verify.class})
public final class AuditCommand {

    private static final int CHAIN_BROKEN = 7;

    private static final List<Field<AuditRow>> FIELDS = List.of(
            Field.scripted("id", AuditRow::id),
            Field.shown("createdAt", "When", AuditRow::createdAt),
            Field.shown("actor", "Who", AuditRow::actorLabel),
            Field.scripted("userId", AuditRow::userId),
            Field.shown("action", "What", row -> row.entry().action()),
            Field.shown("tableName", "Table", row -> row.entry().table()),
            Field.shown("recordId", "Record", row -> row.entry().recordId()),
            Field.shown(
                    "details",
                    "Details",
                    row -> row.entry().details().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .toList()),
            Field.scripted("ipAddress", AuditRow::ipAddress),
            Field.scripted("requestId", AuditRow::requestId),
            Field.scripted("chain", AuditRow::chain),
            Field.scripted("sequence", AuditRow::sequence),
            Field.scripted("previousHash", AuditRow::previousHash),
            Field.scripted("hash", AuditRow::hash));

    private static final List<Field<AuditVerification>> VERIFICATION = List.of(
            Field.shown("intact", "Intact", AuditVerification::intact),
            Field.shown("rows", "Rows read", AuditVerification::rows),
            Field.shown(
                    "badChain",
                    "Bad row's chain",
                    found -> found.bad().map(BadRow::chain).orElse(null)),
            Field.shown(
                    "badSequence",
                    "Its number",
                    found -> found.bad().map(BadRow::sequence).orElse(null)),
            Field.shown(
                    "reason",
                    "What is wrong",
                    found -> found.bad().map(BadRow::reason).orElse(null)));

    /** {@code tenon audit list}. */
    @Command(
            name = "list",
            description = "List rows of the trail, newest first.",
            footer = {
                "",
                "Examples:",
                "  tenon audit list --action document.uploaded --from 2026-11-01T00:00:00Z",
                "  tenon audit list --all -o jsonl > trail.jsonl"
            })
    static final class ListAll extends TenonCommand {

        @Option(names = "--user", paramLabel = "USER", description = "Who did it: e-mail address or id.")
        private @Nullable String user;

        @Option(names = "--action", paramLabel = "ACTION", description = "What was done, e.g. account.verified.")
        private @Nullable String action;

        @Option(names = "--table", paramLabel = "TABLE", description = "The table of the thing it was done to.")
        private @Nullable String table;

        @Option(names = "--record", paramLabel = "ID", description = "The id of the thing it was done to.")
        private @Nullable String recordId;

        @Option(names = "--from", paramLabel = "INSTANT", description = "From this instant on.")
        private @Nullable Instant from;

        @Option(names = "--to", paramLabel = "INSTANT", description = "Before this instant.")
        private @Nullable Instant to;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work) {
            AuditFilter filter = new AuditFilter(
                    user == null ? null : Users.named(work, user).id(), action, table, recordId, from, to);
            work.output()
                    .many(paging.read(page -> work.tenon().auditTrail().list(work.operator(), filter, page)), FIELDS);
            return 0;
        }
    }

    /** {@code tenon audit verify}. */
    @Command(
            name = "verify",
            description = "Read every chain and check every link.",
            footer = {
                "",
                "Exits with 7 if a row does not fit, and names the first.",
                "",
                "Example:",
                "  tenon audit verify"
            })
    static final class Verify extends TenonCommand {

        @Override
        protected int run(Work work) {
            AuditVerification found = work.tenon().auditTrail().verify(work.operator());
            work.output().one(found, VERIFICATION);
            return found.intact() ? 0 : CHAIN_BROKEN;
        }
    }
}
