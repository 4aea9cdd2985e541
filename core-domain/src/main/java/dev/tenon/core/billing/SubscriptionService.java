package dev.tenon.core.billing;

import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.PlanChange;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

final class SubscriptionService implements Subscriptions {

    private final Kernel kernel;
    private final SubscriptionAuthority authority;
    private final SubscriptionRows rows;
    private final Starting starting;
    private final PlanChanges planChanges;
    private final Pausing pausing;
    private final Invoicing invoicing;

    SubscriptionService(
            Kernel kernel,
            SubscriptionAuthority authority,
            SubscriptionRows rows,
            Starting starting,
            PlanChanges planChanges,
            Pausing pausing,
            Invoicing invoicing) {
        this.kernel = kernel;
        this.authority = authority;
        this.rows = rows;
        this.starting = starting;
        this.planChanges = planChanges;
        this.pausing = pausing;
        this.invoicing = invoicing;
    }

    @Override
    public Subscription start(Actor actor, NewSubscription wanted) {
        UserId person = authority.subscriber(actor, wanted);
        return kernel.changes().commit(actor, kernel.now(), change -> starting.start(change, person, wanted));
    }

    @Override
    public Page<Subscription> list(Actor actor, SubscriptionFilter filter, PageRequest page) {
        Instant now = kernel.now();
        return kernel.storage()
                .subscriptions()
                .list(authority.filter(actor, filter), page)
                .map(subscription -> seen(subscription, now));
    }

    @Override
    public Subscription get(Actor actor, SubscriptionId id) {
        return seen(authority.read(actor, id), kernel.now());
    }

    /** The periods of a free plan only count time: nobody moves them, so they are counted when somebody looks. */
    private static Subscription seen(Subscription subscription, Instant now) {
        boolean counts = subscription.isFree() && subscription.status() == SubscriptionStatus.ACTIVE;
        return counts
                ? subscription.in(
                        Periods.containing(
                                subscription.billingAnchor(), subscription.zone(), subscription.interval(), now),
                        subscription.periodBilled())
                : subscription;
    }

    @Override
    public Subscription cancel(Actor actor, SubscriptionId id, Expected expected) {
        return changing(actor, id, expected, this::cancel);
    }

    private Subscription cancel(Change change, Subscription subscription) {
        requireLive(subscription);
        if (subscription.isFree() && subscription.organizationId() == null) {
            throw SubscriptionRefusal.IS_FREE.because("Everybody has the free plan; there is nothing to cancel.");
        }
        Subscription ended = rows.end(
                change,
                subscription.canceled(change.now()),
                rows.entry("subscription.canceled", subscription).with("reason", "asked-for"));
        kernel.storage().trials().end(subscription.subject());
        if (subscription.status() == SubscriptionStatus.INCOMPLETE) {
            invoicing.withdrawOpen(change, subscription.id());
        }
        return ended;
    }

    @Override
    public Subscription cancelAtPeriodEnd(Actor actor, SubscriptionId id, Expected expected) {
        return changing(actor, id, expected, (change, subscription) -> {
            PlanChanges.requireRunning(subscription);
            return subscription.cancelAtPeriodEnd()
                    ? subscription
                    : rows.update(
                            change, subscription.cancelingAtPeriodEnd(true), "subscription.cancellation-scheduled");
        });
    }

    @Override
    public Subscription undoCancellation(Actor actor, SubscriptionId id, Expected expected) {
        return changing(actor, id, expected, (change, subscription) -> {
            requireLive(subscription);
            return subscription.cancelAtPeriodEnd()
                    ? rows.update(
                            change, subscription.cancelingAtPeriodEnd(false), "subscription.cancellation-withdrawn")
                    : subscription;
        });
    }

    @Override
    public Subscription endOn(Actor actor, SubscriptionId id, @Nullable LocalDate day, Expected expected) {
        return changing(actor, id, expected, (change, subscription) -> {
            requireLive(subscription);
            if (subscription.isFree()) {
                throw SubscriptionRefusal.IS_FREE.because("What costs nothing does not end.");
            }
            if (Objects.equals(day, subscription.endDate())) {
                return subscription;
            }
            Starting.requireAhead(day, change.now(), subscription.zone());
            String action = day == null ? "subscription.end-withdrawn" : "subscription.end-scheduled";
            AuditEntry entry = rows.entry(action, subscription);
            return rows.update(
                    change, subscription.until(day), day == null ? entry : entry.with("day", day.toString()));
        });
    }

    @Override
    public PlanChange changePlan(
            Actor actor, SubscriptionId id, PlanId plan, ChangeTime time, @Nullable Instant at, Expected expected) {
        return changing(
                actor,
                id,
                expected,
                (change, subscription) -> planChanges.change(change, subscription, plan, time, at));
    }

    @Override
    public PlanChange previewPlanChange(
            Actor actor, SubscriptionId id, PlanId plan, ChangeTime time, @Nullable Instant at) {
        return planChanges.preview(authority.read(actor, id), plan, time, at, kernel.now());
    }

    @Override
    public Subscription pause(Actor actor, SubscriptionId id, Expected expected) {
        authority.writeAsStaff(actor, id);
        return changing(actor, id, expected, pausing::pause);
    }

    @Override
    public Subscription resume(Actor actor, SubscriptionId id, Expected expected) {
        return changing(actor, id, expected, (change, subscription) -> pausing.resume(change, actor, subscription));
    }

    /** Changes a subscription that is locked, and whose it is before it. */
    private <T> T changing(
            Actor actor, SubscriptionId id, Expected expected, BiFunction<Change, Subscription, T> work) {
        Subscription seen = authority.write(actor, id);
        return kernel.changes().commit(actor, kernel.now(), change -> {
            kernel.storage().accounts().lock(seen.userId());
            if (seen.organizationId() != null) {
                kernel.storage().organizations().lock(seen.organizationId());
            }
            Subscription subscription = rows.locked(id);
            authority.write(actor, id);
            expected.check(subscription.revision());
            return work.apply(change, subscription);
        });
    }

    private static void requireLive(Subscription subscription) {
        if (!subscription.status().isLive()) {
            throw SubscriptionRefusal.ENDED.refusal();
        }
    }
}
