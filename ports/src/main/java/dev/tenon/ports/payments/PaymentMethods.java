package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.Refusal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * With what people and organizations pay. A person's own are the person's business, an organization's that of its owners and
 * administrators. Who only sees may come with a key that has {@code billing:read}; who changes does so in person, with no key and
 * in nobody else's name. Staff with {@code invoices:read} see an organization's; to everybody else there are none.
 */
public interface PaymentMethods {

    /** How many one person or organization may have. */
    int MOST = 10;

    /** The gateways that keep ways of paying, by name; what {@link #add} takes. */
    Set<String> gateways(Actor actor);

    /**
     * Has a gateway keep a way of paying, and asks it what it is. If it becomes the default, the open invoices of whose it is are
     * due at once. Recorded as {@code payment-method.added}.
     *
     * @throws Refusal {@link PaymentRefusal#METHOD_REFUSED}, {@link PaymentRefusal#TOO_MANY_METHODS}, {@link
     *     PaymentRefusal#GATEWAY_UNAVAILABLE}, {@link PaymentRefusal#NO_GATEWAY}; {@code request-invalid}; {@code
     *     organization-not-found}; {@code request-forbidden}; {@code api-key-not-here}; {@code impersonation-not-here}
     */
    PaymentMethod add(Actor actor, NewPaymentMethod wanted);

    /**
     * A person's own, or an organization's, newest first.
     *
     * @throws Refusal {@code organization-not-found}; {@code request-forbidden}
     */
    List<PaymentMethod> list(Actor actor, @Nullable OrganizationId organization);

    /**
     * Has invoices collected with this one from now on; open invoices are due at once. Recorded as {@code
     * payment-method.preferred}, if it was not the default already.
     *
     * @throws Refusal {@link PaymentRefusal#METHOD_NOT_FOUND}; {@code api-key-not-here}; {@code impersonation-not-here}
     */
    PaymentMethod prefer(Actor actor, PaymentMethodId id);

    /**
     * Forgets a way of paying, here at once and at its gateway soon; the newest of the others becomes the default if this one was.
     * Recorded as {@code payment-method.removed}.
     *
     * @throws Refusal {@link PaymentRefusal#METHOD_NOT_FOUND}; {@code api-key-not-here}; {@code impersonation-not-here}
     */
    void remove(Actor actor, PaymentMethodId id);
}
