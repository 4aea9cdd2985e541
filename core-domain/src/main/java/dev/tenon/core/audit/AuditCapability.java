package dev.tenon.core.audit;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.audit.UsageLog;
import dev.tenon.ports.audit.spi.AuditChain;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.HeadArchive;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.webhooks.spi.DeliveryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Audit: the way into this package. */
public record AuditCapability(
        AuditTrail auditTrail, UsageLog usageLog, List<BackgroundJob> jobs, List<Measure> measures) {

    /** Builds the part that every commit needs. */
    public static AuditChain chain(AuditStore store, DeliveryStore deliveries, Ids ids) {
        return new HashChain(store, deliveries, ids);
    }

    /** Builds the rest. */
    public static AuditCapability of(Kernel kernel, Retention retention, @Nullable HeadSchedule heads) {
        ExportedHeads lines = new ExportedHeads(kernel.secrets());
        List<BackgroundJob> jobs = new ArrayList<>();
        jobs.add(Job.of("keep-months", Duration.ofHours(6), new MonthlyRetention(kernel, retention)::run));
        jobs.add(Job.of("forget-usage-event-keys", Duration.ofHours(1), () -> forgetEventKeys(kernel)));
        jobs.add(kernel.usage().job());
        if (heads != null) {
            HeadExport export = new HeadExport(kernel, lines, heads.archive());
            jobs.add(Job.of("export-audit-heads", heads.every(), export::run));
        }
        return new AuditCapability(
                new AuditTrailService(kernel, lines),
                new UsageLogService(kernel),
                List.copyOf(jobs),
                kernel.usage().measures());
    }

    private static int forgetEventKeys(Kernel kernel) {
        return kernel.storage()
                .unitOfWork()
                .run(() ->
                        kernel.storage().usage().deleteEventKeys(kernel.now().minus(UsageRules.KEY_KNOWN), Job.BATCH));
    }

    /** Where signed heads go, and how often. */
    public record HeadSchedule(HeadArchive archive, Duration every) {}

    /** What the trails hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel,
                PersonalTable.pseudonymous("audit_logs"),
                PersonalTable.erased("usage_logs"),
                PersonalTable.erased("usage_event_keys"));
    }
}
