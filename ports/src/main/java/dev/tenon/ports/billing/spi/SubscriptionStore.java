package dev.tenon.ports.billing.spi;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores subscriptions (table {@code subscriptions}). */
public interface SubscriptionStore {

    /**
     * Adds a subscription.
     *
     * @throws Refusal {@link SubscriptionRefusal#ALREADY_LIVE}
     */
    void insert(Subscription subscription);

    /**
     * Writes everything that can change, if the revision is still this one, and raises it.
     *
     * @return the subscription as it is now; empty if it was changed in the meantime
     */
    Optional<Subscription> update(Subscription subscription, Instant now);

    Optional<Subscription> find(SubscriptionId id);

    /** The subscription, its row locked until the commit. */
    Optional<Subscription> lock(SubscriptionId id);

    Optional<Subscription> findLive(SubjectId subject);

    /** The subject's live subscription, its row locked until the commit. */
    Optional<Subscription> lockLive(SubjectId subject);

    /**
     * Live subscriptions that the clock has to change by now, those first that have been due the longest. Nothing is locked: who
     * changes one claims it first.
     */
    List<SubscriptionId> due(Instant now, int limit);

    /** The subscription, its row locked until the commit; empty if somebody else has it, or it is not due any more. */
    Optional<Subscription> claimDue(SubscriptionId id, Instant now);

    /** Subscriptions, newest first. The filter names a person, an organization or everybody. */
    Page<Subscription> list(SubscriptionFilter filter, PageRequest page);
}
