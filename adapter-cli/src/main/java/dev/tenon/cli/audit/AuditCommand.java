package dev.tenon.cli.audit;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.Paging;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.FieldChange;
import dev.tenon.ports.kernel.Actor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tenon audit}. */
@Command(
        name = "audit",
        description = "Who changed what and when.",
        footer = {
            "",
            "Examples:",
            "  tenon audit list --user ana@example.org",
            "  tenon audit export --out trail.csv --from 2026-11-01",
            "  tenon audit verify --heads .tenon/audit-heads.jsonl"
        },
        subcommands = {
            AuditCommand.ListAll.class,
            AuditExportCommand.class,
            AuditVerifyCommand.class,
            AuditHeadsCommand.class,
            AuditKeyCommand.class
        })
public final class AuditCommand {

    /** A row, as every command shows it. */
    static final List<Field<AuditRow>> FIELDS = List.of(
            Field.scripted("id", AuditRow::id),
            Field.shown("createdAt", "When", AuditRow::createdAt),
            Field.shown("action", "What", row -> row.entry().action()),
            Field.shown("actor", "Who", AuditRow::actorLabel),
            Field.scripted("userId", AuditRow::userId),
            Field.scripted("impersonatorId", AuditRow::impersonatorId),
            Field.shown("tableName", "Table", row -> row.entry().table()),
            Field.shown("recordId", "Record", row -> row.entry().recordId()),
            Field.scripted("organizationId", row -> row.entry().organizationId()),
            Field.flowing("details", "Details", row -> row.entry().details()),
            Field.scripted("changes", AuditCommand::changes),
            Field.tabled("Changes", Look.FLOWING, AuditCommand::told),
            Field.scripted("ipAddress", AuditRow::ipAddress),
            Field.scripted("requestId", AuditRow::requestId),
            Field.scripted("chain", AuditRow::chain),
            Field.scripted("sequence", AuditRow::sequence),
            Field.scripted("previousHash", AuditRow::previousHash),
            Field.scripted("hash", AuditRow::hash));

    private static List<Map<String, @Nullable Object>> changes(AuditRow row) {
        List<Map<String, @Nullable Object>> changes = new ArrayList<>();
        row.entry().changes().forEach((field, change) -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            values.put("field", field);
            values.put("before", change.before());
            values.put("after", change.after());
            changes.add(values);
        });
        return changes;
    }

    /** The changes for people: {@code status: active -> banned}, and the field alone where the values are withheld. */
    private static List<String> told(AuditRow row) {
        return row.entry().changes().entrySet().stream()
                .map(each -> each.getKey() + (each.getValue().isWithheld() ? "" : ": " + told(each.getValue())))
                .toList();
    }

    private static String told(FieldChange change) {
        return Objects.requireNonNullElse(change.before(), "-") + " -> "
                + Objects.requireNonNullElse(change.after(), "-");
    }

    /** {@code tenon audit list}. */
    @Command(
            name = "list",
            description = "List what was done, newest first.",
            footer = {
                "",
                "Examples:",
                "  tenon audit list --action document.uploaded --from 2026-11-01",
                "  tenon audit list --all -o jsonl > trail.jsonl"
            })
    static final class ListAll extends ActingCommand {

        @Mixin
        private final AuditSearch search = new AuditSearch();

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            AuditFilter filter = search.filter(work, actor);
            paging.print(work.output(), page -> work.tenon().auditTrail().list(actor, filter, page), FIELDS);
            return 0;
        }
    }
}
