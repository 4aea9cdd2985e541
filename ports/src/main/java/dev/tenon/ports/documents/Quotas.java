package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Refusal;
import java.util.List;

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

    /**
     * Quotas that do not say what is stored, at most {@value #MOST_DRIFTS}: as of one instant, however much is going on. There are none
     * unless rows were changed by hand or a fault was in Tenon. Needs {@code blobs:read}.
     */
    List<QuotaDrift> drifted(Actor actor);

    /**
     * Makes quotas say what is stored, each in a commit of its own that uploads wait for. Needs {@code blobs:write}.
     *
     * <p>Recorded as {@code quota.repaired}.
     *
     * @return what they said before
     */
    List<QuotaDrift> repair(Actor actor);

    /** How many quotas are looked at in one go. */
    int MOST_DRIFTS = 100;
}
