package dev.tenon.core.audit;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.MonthlyTable;
import dev.tenon.ports.kernel.Actor;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the months ahead, and drops those that are kept no longer. */
final class MonthlyRetention {

    private static final Actor ACTOR = Actor.system("retention");

    private final Kernel kernel;
    private final AuditStore store;
    private final Retention retention;

    MonthlyRetention(Kernel kernel, Retention retention) {
        this.kernel = kernel;
        this.store = kernel.storage().audit();
        this.retention = retention;
    }

    /** Makes what is missing, then drops what is over; returns how many months were made and dropped. */
    int run() {
        Instant now = kernel.now();
        int made = kernel.storage().unitOfWork().run(() -> store.ensurePartitions(now));
        int dropped = 0;
        for (MonthlyTable table : MonthlyTable.values()) {
            @Nullable Period kept = kept(table);
            if (kept != null) {
                dropped += drop(table, Retention.firstMonthKept(kept, now), now);
            }
        }
        return made + dropped;
    }

    private int drop(MonthlyTable table, Instant firstKept, Instant now) {
        return kernel.changes().commit(ACTOR, now, change -> {
            List<YearMonth> months = store.dropMonths(table, firstKept, now);
            if (!months.isEmpty()) {
                change.audit(entry(table, months));
            }
            return months.size();
        });
    }

    private AuditEntry entry(MonthlyTable table, List<YearMonth> months) {
        String names = months.stream().map(YearMonth::toString).collect(Collectors.joining(","));
        AuditEntry entry = new AuditEntry(Cuts.ACTION, table.table(), null, Map.of("months", names));
        return table == MonthlyTable.AUDIT_LOGS ? Cuts.of(store).vouchedFor(entry, kernel.secrets()) : entry;
    }

    private @Nullable Period kept(MonthlyTable table) {
        return switch (table) {
            case AUDIT_LOGS -> retention.auditLogs();
            case USAGE_LOGS -> retention.usageLogs();
            case API_USAGE_LOGS -> retention.apiUsageLogs();
            case LOGIN_HISTORY -> retention.loginHistory();
        };
    }
}
