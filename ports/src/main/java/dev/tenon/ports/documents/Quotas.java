package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;

/** Storage quotas. */
public interface Quotas {

    /**
     * The caller's own quota. Any person may.
     *
     * @throws Refusal {@link QuotaRefusal#NOT_FOUND} before the account is verified
     */
    Quota of(Actor actor);
}
