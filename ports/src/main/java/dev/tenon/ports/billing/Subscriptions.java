package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubscriptionId;

/** Subscriptions to plans. A verified account is subscribed to the Free plan in the commit that verifies it. */
public interface Subscriptions {

    /** The caller's subscriptions, newest first. Any person may. */
    Page<Subscription> list(Actor actor, PageRequest page);

    /**
     * One subscription: one's own, or any with {@code subscriptions:read}.
     *
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}
     */
    Subscription get(Actor actor, SubscriptionId id);
}
