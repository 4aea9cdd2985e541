package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubscriptionId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions to plans. A verified account is subscribed to the Free plan in the commit that verifies it, and again whenever a
 * paid subscription of the person ends for good; an organization without one has no plan.
 *
 * <p>A subscription is its person's, or of an organization, whose owners and administrators then take the person's place. They may
 * read it, with a key too if it has the scope {@code billing:read}, and change it, but never with a key nor in somebody else's
 * name: for what costs money, somebody has to be there. Who holds {@code subscriptions:read} reads every one, and who holds
 * {@code subscriptions:write} changes every one. For others it does not exist.
 */
public interface Subscriptions {

    /**
     * Subscribes. It waits for its first payment, up to the time that {@link BillingPolicy} gives, or is tried for nothing first;
     * a free plan runs at once. Takes the place of a free subscription. Recorded, with its first invoice, in one commit.
     *
     * @throws Refusal {@link SubscriptionRefusal#ALREADY_LIVE}, {@link SubscriptionRefusal#PLAN_ARCHIVED}, {@code plan-not-found},
     *     {@link TrialRefusal#NOT_OFFERED}, {@link TrialRefusal#USED}
     */
    Subscription start(Actor actor, NewSubscription wanted);

    /** Subscriptions, newest first: one's own, those of an organization that one runs, or, for staff, everybody's. */
    Page<Subscription> list(Actor actor, SubscriptionFilter filter, PageRequest page);

    /**
     * One subscription.
     *
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}
     */
    Subscription get(Actor actor, SubscriptionId id);

    /**
     * Ends it now, for good. Nothing is given back; what waits for its first payment need not be paid any more.
     *
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}, {@link SubscriptionRefusal#ENDED}, {@link SubscriptionRefusal#IS_FREE}
     *     for a person's own
     */
    Subscription cancel(Actor actor, SubscriptionId id, Expected expected);

    /**
     * Ends it at the end of the period, which can be undone until then. Takes the place of a change of plan that waits for the same
     * instant. Does nothing if it is so already.
     *
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}, {@link SubscriptionRefusal#ENDED}, {@link SubscriptionRefusal#IS_FREE},
     *     {@link SubscriptionRefusal#NOT_RUNNING}
     */
    Subscription cancelAtPeriodEnd(Actor actor, SubscriptionId id, Expected expected);

    /**
     * Lets it go on after the end of the period. Does nothing if it does already.
     *
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}, {@link SubscriptionRefusal#ENDED}
     */
    Subscription undoCancellation(Actor actor, SubscriptionId id, Expected expected);

    /**
     * Ends it on a day: it expires as that day begins in its time zone, and is not charged for what lies behind. What is charged already
     * is not given back. Or removes the day, so that it goes on; if its period was cut short for it, the rest is charged when that ends.
     * Does nothing if it is so already.
     *
     * @param day the first day it no longer runs; {@code null} for open-ended
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}, {@link SubscriptionRefusal#ENDED}, {@link SubscriptionRefusal#IS_FREE},
     *     {@code request-invalid} for a day that is not after today
     */
    Subscription endOn(Actor actor, SubscriptionId id, @Nullable LocalDate day, Expected expected);

    /**
     * Changes the plan. Now: the rest of the period is credited at the old price and charged at the new one, in two lines of one
     * invoice; another interval begins a new period. At the end of the period: noted down as the one change that waits for it; the
     * present plan takes back what waits. Within a trial nothing is charged. What exceeds the new plan's limits stays.
     *
     * @param at the instant that counts for the rest of the period, of a preview in the last quarter of an hour; {@code null} for
     *     now, and for a change at the end of the period
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}, {@link SubscriptionRefusal#ENDED}, {@link SubscriptionRefusal#IS_FREE},
     *     {@link SubscriptionRefusal#NOT_RUNNING}, {@link SubscriptionRefusal#UNPAID}, {@link SubscriptionRefusal#SAME_PLAN},
     *     {@link SubscriptionRefusal#PLAN_ARCHIVED}, {@link SubscriptionRefusal#CURRENCY_DIFFERS}, {@code plan-not-found}
     */
    PlanChange changePlan(
            Actor actor, SubscriptionId id, PlanId plan, ChangeTime time, @Nullable Instant at, Expected expected);

    /**
     * What {@link #changePlan} would do, to the last minor unit. Changes nothing. Who may read the subscription may ask.
     *
     * @param at an instant of the present period; {@code null} for now
     * @throws Refusal what {@link #changePlan} refuses
     */
    PlanChange previewPlanChange(Actor actor, SubscriptionId id, PlanId plan, ChangeTime time, @Nullable Instant at);

    /**
     * Lets it rest: it gives nothing, and costs nothing. The rest of a period that was charged is credited. Needs
     * {@code subscriptions:write}.
     *
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}, {@link SubscriptionRefusal#ENDED}, {@link SubscriptionRefusal#IS_FREE},
     *     {@link SubscriptionRefusal#NOT_RUNNING}
     */
    Subscription pause(Actor actor, SubscriptionId id, Expected expected);

    /**
     * Lets it go on. What staff paused, staff resume: the rest of the running period is charged. What rests because nobody paid, its
     * owner resumes: a new period begins, and waits for its payment.
     *
     * @throws Refusal {@link SubscriptionRefusal#NOT_FOUND}, {@link SubscriptionRefusal#NOT_PAUSED},
     *     {@link SubscriptionRefusal#ENDED}
     */
    Subscription resume(Actor actor, SubscriptionId id, Expected expected);
}
