package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * A wish to pay in a way.
 *
 * @param organizationId whose it shall be; {@code null} for the person's own
 * @param gateway who keeps it; {@code null} if there is only one
 * @param token what the gateway gave the browser for it; never the number of a card
 * @param isDefault whether invoices shall be collected with it; the first one of somebody is the default in any case
 */
public record NewPaymentMethod(
        @Nullable OrganizationId organizationId, @Nullable String gateway, String token, boolean isDefault) {

    /** The longest token. */
    public static final int LONGEST_TOKEN = 500;
}
