package dev.tenon.core.billing;

import dev.tenon.core.billing.Billables.Outcome;
import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Invoicing.Charge;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Period;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.billing.TrialRefusal;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.TrialId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanRefusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Begins subscriptions. */
record Starting(
        Kernel kernel,
        SubscriptionAuthority authority,
        SubscriptionRows rows,
        Billables billables,
        Zones zones,
        Invoicing invoicing) {

    private static final String ADDRESSES = "trial-address";

    /** Begins one for this person, within a commit. */
    Subscription start(Change change, UserId person, NewSubscription wanted) {
        Account account = authority.subscribing(person);
        OrganizationId organization = wanted.organizationId();
        if (organization != null) {
            requireThere(organization);
        }
        Plan plan = offered(wanted);
        ZoneId zone = zones.of(person);
        requireAhead(wanted.endDate(), change.now(), zone);
        makeRoom(change, organization == null ? person : organization);
        if (wanted.trial()) {
            return tried(change, account, wanted, plan, zone);
        }
        Subscription begun = begun(change, person, wanted, plan, zone, SubscriptionStatus.ACTIVE);
        if (plan.price().minor() == 0) {
            rows.insert(change, begun);
            rows.applies(change, begun);
            return begun;
        }
        Outcome first = billables.begin(begun.in(SubscriptionStatus.INCOMPLETE), plan.name(), change.now());
        rows.insert(change, first.after());
        invoicing.charge(change, charge(first, InvoiceKind.SUBSCRIPTION_CREATE));
        return rows.present(begun.id());
    }

    private void requireThere(OrganizationId organization) {
        if (kernel.storage().organizations().lock(organization).isEmpty()) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
    }

    private Plan offered(NewSubscription wanted) {
        Plan plan = kernel.storage().plans().find(wanted.planId()).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
        if (!plan.active()) {
            throw SubscriptionRefusal.PLAN_ARCHIVED.refusal();
        }
        if (wanted.trial() && (plan.trialDays() == 0 || plan.price().minor() == 0)) {
            throw TrialRefusal.NOT_OFFERED.refusal();
        }
        return plan;
    }

    /** Passes an end that is a day off at least, and none. */
    static void requireAhead(@Nullable LocalDate end, Instant now, ZoneId zone) {
        new Violations()
                .require(
                        end == null || end.isAfter(LocalDate.ofInstant(now, zone)),
                        "/endDate",
                        "in-the-past",
                        "A subscription runs for a day at least: give a day after today.")
                .refuseIfAny();
    }

    /** A free subscription gives way. */
    private void makeRoom(Change change, SubjectId subject) {
        Subscription live = kernel.storage().subscriptions().lockLive(subject).orElse(null);
        if (live == null) {
            return;
        }
        if (!live.isFree()) {
            throw SubscriptionRefusal.ALREADY_LIVE.refusal();
        }
        AuditEntry entry = rows.entry("subscription.canceled", live).with("reason", "replaced");
        rows.update(change, live.canceled(change.now()), entry);
    }

    private Subscription begun(
            Change change, UserId person, NewSubscription wanted, Plan plan, ZoneId zone, SubscriptionStatus status) {
        return Subscription.begun(
                        new SubscriptionId(kernel.ids().next()),
                        person,
                        wanted.organizationId(),
                        plan,
                        status,
                        zone,
                        Periods.first(change.now(), zone, plan.interval()),
                        change.now())
                .until(wanted.endDate());
    }

    private Subscription tried(Change change, Account account, NewSubscription wanted, Plan plan, ZoneId zone) {
        Instant end = change.now().atZone(zone).plusDays(plan.trialDays()).toInstant();
        Subscription begun = begun(change, account.id(), wanted, plan, zone, SubscriptionStatus.TRIALING);
        Trial trial = new Trial(
                new TrialId(kernel.ids().next()),
                account.id(),
                wanted.organizationId(),
                plan.id(),
                begun.startDate(),
                LocalDate.ofInstant(end, zone),
                true,
                change.now());
        String address = kernel.secrets().pseudonym(ADDRESSES, account.email().value());
        if (!kernel.storage().trials().insert(trial, address)) {
            throw TrialRefusal.USED.refusal();
        }
        Subscription subscription = begun.triedUntil(end).in(new Period(change.now(), end), begun.periodBilled());
        rows.insert(change, subscription);
        change.audit(AuditEntry.of("trial.started", "trial_periods", trial.id())
                .with("plan", plan.name())
                .with("subscription", subscription.id().toString())
                .in(wanted.organizationId()));
        rows.applies(change, subscription);
        return rows.present(subscription.id());
    }

    static Charge charge(Outcome outcome, InvoiceKind kind) {
        Subscription subscription = outcome.after();
        return new Charge(
                subscription.userId(),
                subscription.organizationId(),
                subscription.id(),
                kind,
                outcome.charged().start(),
                outcome.charged().end(),
                outcome.lines());
    }
}
