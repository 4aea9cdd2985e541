package dev.tenon.rest.plans;

import dev.tenon.ports.documents.Quota;
import org.jspecify.annotations.Nullable;

/** A storage quota as clients see it, in bytes. */
record QuotaResponse(long used, long reserved, @Nullable Long max, DocumentQuota documents) {

    /** How many documents. */
    record DocumentQuota(long used, @Nullable Long max) {}

    static QuotaResponse from(Quota quota) {
        return new QuotaResponse(
                quota.used(),
                quota.reserved(),
                quota.max(),
                new DocumentQuota(quota.documentsUsed(), quota.documentsMax()));
    }
}
