package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A way of paying that a gateway keeps: Tenon holds a sealed reference to it, and never the number of a card.
 *
 * @param userId whose it is; {@code null} if it is an organization's
 * @param organizationId whose it is; {@code null} if it is a person's own
 * @param gateway who keeps it
 * @param label what people know it by, like {@code visa •••• 4242, 12/2030}
 * @param isDefault whether invoices are collected with it
 */
public record PaymentMethod(
        PaymentMethodId id,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        String gateway,
        String label,
        boolean isDefault,
        Instant createdAt) {

    /** The longest label. */
    public static final int LONGEST_LABEL = 100;

    public PaymentMethod {
        if ((userId == null) == (organizationId == null)) {
            throw new IllegalArgumentException("A way of paying belongs to a person or to an organization");
        }
    }

    /** Whose it is. */
    public SubjectId subject() {
        if (organizationId != null) {
            return organizationId;
        }
        if (userId == null) {
            throw new IllegalStateException("A way of paying belongs to somebody");
        }
        return userId;
    }

    /** The method's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
