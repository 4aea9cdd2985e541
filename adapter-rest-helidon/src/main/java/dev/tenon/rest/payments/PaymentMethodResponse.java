package dev.tenon.rest.payments;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.payments.PaymentMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A way of paying as clients see it: never what its gateway knows it by. */
record PaymentMethodResponse(
        PaymentMethodId id,
        @Nullable OrganizationId organizationId,
        String gateway,
        String label,
        boolean isDefault,
        Instant createdAt) {

    static PaymentMethodResponse from(PaymentMethod method) {
        return new PaymentMethodResponse(
                method.id(),
                method.organizationId(),
                method.gateway(),
                method.label(),
                method.isDefault(),
                method.createdAt());
    }
}
