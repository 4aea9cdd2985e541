package dev.tenon.rest.audit;

import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.kernel.AuditId;
import org.jspecify.annotations.Nullable;

/** What verifying the chains found, as clients see it. */
record AuditVerificationResponse(
        boolean intact, long rows, @Nullable BadRowResponse firstBad) {

    /** A row that does not fit its chain. */
    record BadRowResponse(
            String chain, long sequence, @Nullable AuditId id, String reason) {

        static BadRowResponse from(AuditVerification.BadRow row) {
            return new BadRowResponse(row.chain(), row.sequence(), row.id(), row.reason());
        }
    }

    static AuditVerificationResponse from(AuditVerification verification) {
        return new AuditVerificationResponse(
                verification.intact(),
                verification.rows(),
                verification.bad().map(BadRowResponse::from).orElse(null));
    }
}
