package dev.tenon.ports.billing.spi;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.util.Optional;

/** Stores subscriptions (table {@code subscriptions}). */
public interface SubscriptionStore {

    /**
     * Adds a subscription.
     *
     * @throws Refusal {@link SubscriptionRefusal#ALREADY_LIVE}
     */
    void insert(Subscription subscription);

    Optional<Subscription> find(SubscriptionId id);

    Optional<Subscription> findLive(UserId userId);

    /** A person's subscriptions, newest first. */
    Page<Subscription> list(UserId userId, PageRequest page);
}
