package dev.tenon.core.audit;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.audit.UsageLog;
import dev.tenon.ports.audit.spi.AuditChain;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.spi.Ids;
import java.time.Duration;
import java.util.List;

/** Audit: the way into this package. */
public record AuditCapability(
        AuditTrail auditTrail, UsageLog usageLog, List<BackgroundJob> jobs, List<Measure> measures) {

    /** Builds the part that every commit needs. */
    public static AuditChain chain(AuditStore store, Ids ids) {
        return new HashChain(store, ids);
    }

    /** Builds the rest. */
    public static AuditCapability of(Kernel kernel) {
        AuditStore store = kernel.storage().audit();
        BackgroundJob partitions = Job.of(
                "ensure-partitions",
                Duration.ofHours(6),
                () -> kernel.storage().unitOfWork().run(() -> store.ensurePartitions(kernel.now())));
        BackgroundJob forgetting = Job.of(
                "forget-usage-event-keys",
                Duration.ofHours(1),
                () -> kernel.storage()
                        .unitOfWork()
                        .run(() -> kernel.storage()
                                .usage()
                                .deleteEventKeys(kernel.now().minus(UsageRules.KEY_KNOWN), Job.BATCH)));
        return new AuditCapability(
                new AuditTrailService(store, new RowHash(kernel.secrets())),
                new UsageLogService(kernel),
                List.of(partitions, forgetting, kernel.usage().job()),
                kernel.usage().measures());
    }

    /** What the trails hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel,
                PersonalTable.pseudonymous("audit_logs"),
                PersonalTable.erased("usage_logs"),
                PersonalTable.erased("usage_event_keys"));
    }
}
