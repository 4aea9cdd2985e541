package dev.tenon.core.documents;

import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.plans.Entitlement;
import org.jspecify.annotations.Nullable;

/**
 * How large one file of a person may be: what the person is entitled to for a single upload, and never more than the whole storage.
 *
 * @param bytes at most so many
 */
record UploadLimit(long bytes) {

    /** Where nothing speaks of single uploads, the storage alone limits them; an exception may take them away. */
    static UploadLimit of(@Nullable Entitlement entitlement, Quota quota) {
        long single = entitlement == null ? Long.MAX_VALUE : single(entitlement);
        Long storage = quota.max();
        return new UploadLimit(storage == null ? single : Math.min(single, storage));
    }

    private static long single(Entitlement entitlement) {
        if (!entitlement.granted()) {
            return entitlement.source().equals(Entitlement.BY_EXCEPTION) ? 0 : Long.MAX_VALUE;
        }
        Long limit = entitlement.limit();
        return limit == null ? Long.MAX_VALUE : limit;
    }

    Refusal exceeded() {
        return DocumentRefusal.TOO_LARGE.because("Your plan takes files of at most " + bytes + " bytes.");
    }
}
