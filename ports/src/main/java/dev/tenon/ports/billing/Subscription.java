package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A person's or an organization's subscription to a plan. Price, currency and interval are those at the start, whatever the plan
 * costs later. The methods that return another one say what becomes of it; none of them stores anything.
 *
 * @param userId who subscribed
 * @param organizationId whose it is; {@code null} for the person's own
 * @param price per interval; zero for a free plan, whose periods only count time
 * @param zone whose months and days count
 * @param startDate in the zone
 * @param endDate the first day it no longer runs; {@code null} while it is open-ended
 * @param billingAnchor the instant from which all periods are counted
 * @param currentPeriodEnd exclusive
 * @param periodBilled what was charged for the present plan in the present period, less what was credited for it
 * @param trialEnd when the trial ends, or ended; {@code null} without one
 * @param trialRemindedAt when somebody was told that the trial ends; {@code null} if nobody was
 * @param pendingPlanId the plan from the end of the period on; {@code null} for the same
 * @param cancelAtPeriodEnd whether it is canceled at the end of the period
 * @param canceledAt {@code null} unless it was
 * @param pausedAt since when it rests; {@code null} unless it does
 * @param pauseReason why it rests; {@code null} unless it does
 * @param dueAt when the clock changes it next; {@code null} for never
 * @param revision rises with every change; an adapter's ETag
 */
public record Subscription(
        SubscriptionId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        PlanId planId,
        SubscriptionStatus status,
        Money price,
        BillingInterval interval,
        ZoneId zone,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        Instant billingAnchor,
        Instant currentPeriodStart,
        Instant currentPeriodEnd,
        Money periodBilled,
        @Nullable Instant trialEnd,
        @Nullable Instant trialRemindedAt,
        @Nullable PlanId pendingPlanId,
        boolean cancelAtPeriodEnd,
        @Nullable Instant canceledAt,
        @Nullable Instant pausedAt,
        @Nullable PauseReason pauseReason,
        @Nullable Instant dueAt,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    private static final long MONTHS_OF_A_YEAR = 12;

    /** One that begins now with this period, before anything was charged. */
    public static Subscription begun(
            SubscriptionId id,
            UserId userId,
            @Nullable OrganizationId organizationId,
            Plan plan,
            SubscriptionStatus status,
            ZoneId zone,
            Period period,
            Instant now) {
        return new Subscription(
                id,
                userId,
                organizationId,
                plan.id(),
                status,
                plan.price(),
                plan.interval(),
                zone,
                LocalDate.ofInstant(now, zone),
                null,
                period.start(),
                period.start(),
                period.end(),
                Money.zero(plan.price().currency()),
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                now,
                now,
                1);
    }

    /** Whose it is. */
    public SubjectId subject() {
        return organizationId == null ? userId : organizationId;
    }

    /** Whether it costs nothing. */
    public boolean isFree() {
        return price.minor() == 0;
    }

    /** What it brings in a year: nothing unless it is paid for in {@code active} or {@code past_due}. Exact for every interval. */
    public Money yearly() {
        boolean brings = status == SubscriptionStatus.ACTIVE || status == SubscriptionStatus.PAST_DUE;
        long times = !brings ? 0 : interval == BillingInterval.MONTH ? MONTHS_OF_A_YEAR : 1;
        return new Money(Math.multiplyExact(price.minor(), times), price.currency());
    }

    /** The present period. */
    public Period period() {
        return new Period(currentPeriodStart, currentPeriodEnd);
    }

    /** When it stops running; {@code null} while it is open-ended. */
    public @Nullable Instant runsUntil() {
        return endDate == null ? null : endDate.atStartOfDay(zone).toInstant();
    }

    /** The subscription's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** In another status, and not at rest. */
    public Subscription in(SubscriptionStatus other) {
        return edited(edit -> {
            edit.status = other;
            edit.pausedAt = null;
            edit.pauseReason = null;
        });
    }

    /** At rest. */
    public Subscription paused(PauseReason reason, Instant now) {
        return edited(edit -> {
            edit.status = SubscriptionStatus.PAUSED;
            edit.pausedAt = now;
            edit.pauseReason = reason;
        });
    }

    /** Ended by somebody, or because nobody paid: for good. */
    public Subscription canceled(Instant now) {
        return ended(SubscriptionStatus.CANCELED, now).edited(edit -> edit.canceledAt = now);
    }

    /** Ended by the clock: for good. */
    public Subscription expired(Instant now) {
        return ended(SubscriptionStatus.EXPIRED, now);
    }

    private Subscription ended(SubscriptionStatus finalStatus, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return in(finalStatus).edited(edit -> {
            edit.endDate = today.isBefore(startDate) ? startDate : today;
            edit.pendingPlanId = null;
            edit.cancelAtPeriodEnd = false;
        });
    }

    /** Canceled at the end of the period, or not any more. A change of plan that waited for it is dropped. */
    public Subscription cancelingAtPeriodEnd(boolean cancels) {
        return edited(edit -> {
            edit.cancelAtPeriodEnd = cancels;
            edit.pendingPlanId = cancels ? null : edit.pendingPlanId;
        });
    }

    /** On another plan from the end of the period on; {@code null} for the same. A cancellation that waited for it is dropped. */
    public Subscription changingAtPeriodEnd(@Nullable PlanId plan) {
        return edited(edit -> {
            edit.pendingPlanId = plan;
            edit.cancelAtPeriodEnd = false;
        });
    }

    /** On this plan, at its present price; nothing waits for the end of the period any more but a cancellation. */
    public Subscription on(Plan plan) {
        return edited(edit -> {
            edit.planId = plan.id();
            edit.price = plan.price();
            edit.interval = plan.interval();
            edit.pendingPlanId = null;
        });
    }

    /** In this period, for which so much was charged. */
    public Subscription in(Period period, Money billed) {
        return edited(edit -> {
            edit.currentPeriodStart = period.start();
            edit.currentPeriodEnd = period.end();
            edit.periodBilled = billed;
        });
    }

    /** With periods counted from here on. */
    public Subscription anchoredAt(Instant anchor) {
        return edited(edit -> edit.billingAnchor = anchor);
    }

    /** With so much charged, and not credited, for the present plan in the present period. */
    public Subscription billed(Money billed) {
        return edited(edit -> edit.periodBilled = billed);
    }

    /** Tried for nothing until then. */
    public Subscription triedUntil(Instant end) {
        return edited(edit -> edit.trialEnd = end);
    }

    /** Somebody was told that the trial ends. */
    public Subscription reminded(Instant now) {
        return edited(edit -> edit.trialRemindedAt = now);
    }

    /** Running until the beginning of this day, in the zone. */
    public Subscription until(@Nullable LocalDate day) {
        return edited(edit -> edit.endDate = day);
    }

    /** Changed by the clock then; {@code null} for never. */
    public Subscription dueAt(@Nullable Instant instant) {
        return edited(edit -> edit.dueAt = instant);
    }

    /** As a store leaves it that changed it at this instant. */
    public Subscription stored(Instant now) {
        return edited(edit -> {
            edit.updatedAt = now;
            edit.revision = revision + 1;
        });
    }

    private Subscription edited(Consumer<Edit> change) {
        Edit edit = new Edit(this);
        change.accept(edit);
        return edit.done();
    }

    /** What can change. */
    private static final class Edit {

        private final Subscription before;
        private PlanId planId;
        private SubscriptionStatus status;
        private Money price;
        private BillingInterval interval;
        private @Nullable LocalDate endDate;
        private Instant billingAnchor;
        private Instant currentPeriodStart;
        private Instant currentPeriodEnd;
        private Money periodBilled;
        private @Nullable Instant trialEnd;
        private @Nullable Instant trialRemindedAt;
        private @Nullable PlanId pendingPlanId;
        private boolean cancelAtPeriodEnd;
        private @Nullable Instant canceledAt;
        private @Nullable Instant pausedAt;
        private @Nullable PauseReason pauseReason;
        private @Nullable Instant dueAt;
        private Instant updatedAt;
        private long revision;

        Edit(Subscription before) {
            this.before = before;
            this.planId = before.planId;
            this.status = before.status;
            this.price = before.price;
            this.interval = before.interval;
            this.endDate = before.endDate;
            this.billingAnchor = before.billingAnchor;
            this.currentPeriodStart = before.currentPeriodStart;
            this.currentPeriodEnd = before.currentPeriodEnd;
            this.periodBilled = before.periodBilled;
            this.trialEnd = before.trialEnd;
            this.trialRemindedAt = before.trialRemindedAt;
            this.pendingPlanId = before.pendingPlanId;
            this.cancelAtPeriodEnd = before.cancelAtPeriodEnd;
            this.canceledAt = before.canceledAt;
            this.pausedAt = before.pausedAt;
            this.pauseReason = before.pauseReason;
            this.dueAt = before.dueAt;
            this.updatedAt = before.updatedAt;
            this.revision = before.revision;
        }

        Subscription done() {
            return new Subscription(
                    before.id,
                    before.userId,
                    before.organizationId,
                    planId,
                    status,
                    price,
                    interval,
                    before.zone,
                    before.startDate,
                    endDate,
                    billingAnchor,
                    currentPeriodStart,
                    currentPeriodEnd,
                    periodBilled,
                    trialEnd,
                    trialRemindedAt,
                    pendingPlanId,
                    cancelAtPeriodEnd,
                    canceledAt,
                    pausedAt,
                    pauseReason,
                    dueAt,
                    before.createdAt,
                    updatedAt,
                    revision);
        }
    }
}
