package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeaturePatch;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.ports.plans.NewPlan;
import dev.tenon.ports.plans.OverrideFilter;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanPatch;
import java.util.Currency;
import java.util.List;

/** Plans, features, and what somebody is entitled to. */
final class PlanUseCases {

    private PlanUseCases() {}

    static List<UseCase> all() {
        return List.of(
                reads("plans.list", house -> () -> house.tenon.plans().list(house.anonymous)),
                reads("plans.archived", house -> () -> house.tenon.plans().archived(house.operator, PAGE)),
                reads("plans.get", house -> {
                    PlanId team = team(house).id();
                    return () -> house.tenon.plans().get(house.anonymous, team);
                }),
                changes("plans.create", house -> () -> team(house)),
                changes("plans.update", house -> {
                    PlanId team = team(house).id();
                    return () ->
                            house.tenon.plans().update(house.operator, team, PlanPatch.name("Crew"), Expected.any());
                }),
                changes("plans.archive", house -> {
                    PlanId team = team(house).id();
                    return () -> house.tenon.plans().archive(house.operator, team, Expected.any());
                }),
                changes("plans.grant", house -> {
                    PlanId team = team(house).id();
                    Feature approval = approval(house);
                    return () -> house.tenon.plans().grant(house.operator, team, approval.id(), 7L);
                }),
                changes("plans.revoke", house -> {
                    PlanId team = team(house).id();
                    Feature approval = approval(house);
                    house.tenon.plans().grant(house.operator, team, approval.id(), 7L);
                    return () -> house.tenon.plans().revoke(house.operator, team, approval.id());
                }),
                reads("features.list", house -> () -> house.tenon.features().list(house.operator, PAGE)),
                reads("features.get", house -> {
                    Feature approval = approval(house);
                    return () -> house.tenon.features().get(house.operator, approval.id());
                }),
                reads("features.named", house -> () -> house.tenon.features().named(house.operator, "api-access")),
                changes("features.create", house -> () -> approval(house)),
                changes("features.update", house -> {
                    Feature approval = approval(house);
                    return () -> house.tenon
                            .features()
                            .update(house.operator, approval.id(), FeaturePatch.name("Approving"), Expected.any());
                }),
                changes("features.delete", house -> {
                    Feature approval = approval(house);
                    return () -> house.tenon.features().delete(house.operator, approval.id(), Expected.any());
                }),
                reads("entitlements.of", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.entitlements().of(ana);
                }),
                reads("entitlements.check", house -> {
                    UserId ana = house.anAccount(ANA).id();
                    return () -> house.tenon.entitlements().check(house.operator, ana, "api-access");
                }),
                reads(
                        "entitlementOverrides.list",
                        house -> () ->
                                house.tenon.entitlementOverrides().list(house.operator, OverrideFilter.all(), PAGE)),
                reads("entitlementOverrides.get", house -> {
                    UserId ana = overridden(house);
                    return () -> house.tenon.entitlementOverrides().get(house.operator, ana, "max-storage");
                }),
                changes("entitlementOverrides.make", house -> {
                    UserId ana = house.anAccount(ANA).id();
                    return () -> made(house, ana);
                }),
                changes("entitlementOverrides.withdraw", house -> {
                    UserId ana = overridden(house);
                    return () -> house.tenon
                            .entitlementOverrides()
                            .withdraw(house.operator, ana, "max-storage", Expected.any());
                }));
    }

    private static UserId overridden(TenonInMemory house) {
        UserId ana = house.anAccount(ANA).id();
        made(house, ana);
        return ana;
    }

    private static void made(TenonInMemory house, UserId person) {
        NewOverride wanted = NewOverride.limit(person, "max-storage", 7L, "Moves in");
        house.tenon.entitlementOverrides().make(house.operator, wanted, Expected.any());
    }

    private static Plan team(TenonInMemory house) {
        Money price = new Money(2_900, Currency.getInstance("EUR"));
        return house.tenon.plans().create(house.operator, NewPlan.of("Team", price, BillingInterval.MONTH));
    }

    private static Feature approval(TenonInMemory house) {
        return house.tenon
                .features()
                .create(house.operator, new NewFeature("invoice-approval", "Invoice Approval", null));
    }
}
