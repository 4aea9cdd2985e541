package dev.tenon.ports.billing.spi;

import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in the commits that change what a subject has subscribed to: each capability does its part there, or nothing happens.
 * Called in the order in which {@code TenonCore} lists the participants, the subscription's row locked.
 */
public interface SubscriptionParticipant {

    /**
     * From now on the subject has what this plan grants. What it holds beyond that stays its own and readable; only growth is refused.
     *
     * @param plan {@code null} if no plan counts any more: it was canceled, it expired, or it is paused
     */
    default void planApplies(Change change, SubjectId subject, @Nullable Plan plan) {}
}
