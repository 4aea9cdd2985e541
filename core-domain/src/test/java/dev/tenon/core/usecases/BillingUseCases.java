package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Subscriptions and trials. */
final class BillingUseCases {

    private static final PageRequest FIRST = PageRequest.first(10);
    private static final Expected ANY = Expected.any();

    private BillingUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes("subscriptions.start", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon
                            .subscriptions()
                            .start(
                                    ana,
                                    NewSubscription.to(plan(house, "Standard").id()));
                }),
                reads("billingReports.report", house -> {
                    tried(house);
                    return () -> house.tenon.billingReports().report(house.operator, null, null);
                }),
                reads("subscriptions.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.subscriptions().list(ana, SubscriptionFilter.mine(), FIRST);
                }),
                reads("subscriptions.get", house -> {
                    Subscription tried = tried(house);
                    return () -> house.tenon.subscriptions().get(house.operator, tried.id());
                }),
                changing("subscriptions.cancel", (all, actor, one) -> all.cancel(actor, one.id(), ANY)),
                changing(
                        "subscriptions.cancelAtPeriodEnd",
                        (all, actor, one) -> all.cancelAtPeriodEnd(actor, one.id(), ANY)),
                changing(
                        "subscriptions.endOn",
                        (all, actor, one) ->
                                all.endOn(actor, one.id(), one.startDate().plusMonths(2), ANY)),
                changes("subscriptions.undoCancellation", house -> {
                    Subscription tried = tried(house);
                    house.tenon.subscriptions().cancelAtPeriodEnd(house.operator, tried.id(), ANY);
                    return () -> house.tenon.subscriptions().undoCancellation(house.operator, tried.id(), ANY);
                }),
                changes("subscriptions.changePlan", house -> {
                    Subscription tried = tried(house);
                    Plan premium = plan(house, "Premium");
                    return () -> house.tenon
                            .subscriptions()
                            .changePlan(house.operator, tried.id(), premium.id(), ChangeTime.NOW, null, ANY);
                }),
                reads("subscriptions.previewPlanChange", house -> {
                    Subscription active = active(house);
                    Plan premium = plan(house, "Premium");
                    return () -> house.tenon
                            .subscriptions()
                            .previewPlanChange(house.operator, active.id(), premium.id(), ChangeTime.NOW, null);
                }),
                changes("subscriptions.pause", house -> {
                    Subscription active = active(house);
                    return () -> house.tenon.subscriptions().pause(house.operator, active.id(), ANY);
                }),
                changes("subscriptions.resume", house -> {
                    Subscription active = active(house);
                    house.tenon.subscriptions().pause(house.operator, active.id(), ANY);
                    return () -> house.tenon.subscriptions().resume(house.operator, active.id(), ANY);
                }),
                reads("trials.list", house -> {
                    tried(house);
                    Actor ana = house.signIn(ANA);
                    return () -> house.tenon.trials().list(ana, FIRST);
                }),
                reads("trials.listOf", house -> {
                    OrganizationId acme = house.storage
                            .organizationFixture()
                            .found(house.anAccount(ANA).id());
                    return () -> house.tenon.trials().listOf(house.operator, acme, FIRST);
                }),
                reads("trials.listAll", house -> {
                    tried(house);
                    return () -> house.tenon.trials().listAll(house.operator, FIRST);
                }));
    }

    private interface Work {

        Object on(Subscriptions all, Actor actor, Subscription one);
    }

    private static UseCase changing(String name, Work work) {
        return changes(name, house -> {
            Subscription tried = tried(house);
            return () -> work.on(house.tenon.subscriptions(), house.operator, tried);
        });
    }

    private static Plan plan(TenonInMemory house, String name) {
        return house.storage.plans().findByName(name).orElseThrow();
    }

    private static Subscription tried(TenonInMemory house) {
        return house.tenon
                .subscriptions()
                .start(
                        house.aPerson(ANA),
                        NewSubscription.to(plan(house, "Standard").id()).tried());
    }

    /** One that is paid for, as if somebody had. */
    private static Subscription active(TenonInMemory house) {
        Actor ana = house.aPerson(ANA);
        Instant now = house.clock.instant();
        return house.storage.unitOfWork().run(() -> {
            Subscription free = house.storage
                    .subscriptions()
                    .lockLive(Objects.requireNonNull(ana.userId()))
                    .orElseThrow();
            house.storage.subscriptions().update(free.canceled(now), now);
            Plan standard = plan(house, "Standard");
            Subscription begun = Fixtures.aSubscription(free.userId(), standard, SubscriptionStatus.ACTIVE, now);
            Subscription paid = begun.in(begun.period(), standard.price());
            house.storage.subscriptions().insert(paid);
            return paid;
        });
    }
}
