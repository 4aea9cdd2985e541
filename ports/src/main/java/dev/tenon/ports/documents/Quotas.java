package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Refusal;

/** Storage quotas. */
public interface Quotas {

    /**
     * The caller's own quota. Any person may.
     *
     * @throws Refusal {@link QuotaRefusal#NOT_FOUND} before the account is verified
     */
    Quota of(Actor actor);

    /**
     * An organization's quota. Its members may, with a key of theirs if it has the scope {@code memberships:read}, and whoever holds
     * {@code organizations:read}.
     *
     * @throws Refusal {@code organization-not-found}
     */
    Quota of(Actor actor, OrganizationId organization);
}
