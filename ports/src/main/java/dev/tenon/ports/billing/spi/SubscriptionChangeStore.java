package dev.tenon.ports.billing.spi;

import dev.tenon.ports.billing.SubscriptionChange;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import java.util.Currency;
import java.util.Optional;

/** Stores what became of the recurring revenue of subscriptions (table {@code subscription_changes}): rows are only added. */
public interface SubscriptionChangeStore {

    /** Adds the next change of a subscription, whose row is locked. */
    void append(SubscriptionChange change);

    /** The last change of a subscription. */
    Optional<SubscriptionChange> last(SubscriptionId subscription);

    /** Whether a subscription of this person or organization ever brought something in this currency. */
    boolean hasPaid(SubjectId subject, Currency currency);
}
