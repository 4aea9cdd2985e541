package dev.tenon.core.documents;

import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How large one file of a person may be: what the plan says of a single upload, and never more than its whole storage.
 *
 * @param bytes at most so many
 */
record UploadLimit(long bytes) {

    static UploadLimit of(@Nullable Plan plan, Quota quota) {
        long single = Optional.ofNullable(plan)
                .flatMap(held -> held.feature(PlanFeature.UPLOAD_SIZE))
                .flatMap(feature -> Optional.ofNullable(feature.limit()))
                .orElse(Long.MAX_VALUE);
        Long storage = quota.max();
        return new UploadLimit(storage == null ? single : Math.min(single, storage));
    }

    Refusal exceeded() {
        return DocumentRefusal.TOO_LARGE.because("Your plan takes files of at most " + bytes + " bytes.");
    }
}
