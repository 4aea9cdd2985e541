package dev.tenon.core.plans;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.NewPlan;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.PlanPatch;
import dev.tenon.ports.plans.PlanRefusal;
import dev.tenon.ports.plans.Plans;
import dev.tenon.testkit.Fixtures;
import java.util.Currency;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlansTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Plans plans = house.tenon.plans();
    private final Actor admin = house.anAdmin("admin@example.org");
    private final Actor ana = house.aPerson("ana@example.org");

    @Test
    void a_plan_is_offered_changed_and_archived_and_each_is_recorded() {
        Plan team = plans.create(
                admin,
                new NewPlan("Team", money("29.00", "EUR"), BillingInterval.YEAR, "For teams", 5L, 1L << 30, 3L, 14));

        assertThat(team.maxStorageBytes()).contains(1L << 30);
        assertThat(team.maxSeats()).isEqualTo(3);
        assertThat(plans.list(house.anonymous)).contains(team);
        Plan dearer = plans.update(admin, team.id(), PlanPatch.price(money("31.00", "EUR")), Expected.revision(1));
        assertThat(dearer.price()).isEqualTo(money("31.00", "EUR"));
        assertThat(dearer.description()).isEqualTo("For teams");

        Plan archived = plans.archive(admin, team.id(), Expected.revision(dearer.revision()));

        assertThat(archived.archivedAt()).isEqualTo(house.clock.instant());
        assertThat(plans.list(house.anonymous)).extracting(Plan::name).doesNotContain("Team");
        assertThat(plans.archived(admin, PageRequest.first(10)).items()).containsExactly(archived);
        assertThat(plans.get(house.anonymous, team.id())).isEqualTo(archived);
        assertThat(plans.archive(admin, team.id(), Expected.any())).isEqualTo(archived);
        assertThat(house.auditedActions()).contains("plan.created", "plan.updated", "plan.archived");
    }

    @Test
    void nobody_but_who_may_write_plans_changes_one_or_sees_what_is_archived() {
        PlanId free = free().id();

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> plans.create(house.anonymous, aPlan("1.00", "USD")));
        assertRefused(RequestRefusal.FORBIDDEN, () -> plans.create(ana, aPlan("1.00", "USD")));
        assertRefused(RequestRefusal.FORBIDDEN, () -> plans.update(ana, free, PlanPatch.none(), Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> plans.archive(ana, free, Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> plans.grant(ana, free, upload(), null));
        assertRefused(RequestRefusal.FORBIDDEN, () -> plans.revoke(ana, free, upload()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> plans.archived(ana, PageRequest.first(1)));
    }

    @Test
    void a_price_has_the_decimals_of_its_currency_and_no_currency_has_more_than_three() {
        assertThat(plans.create(admin, aPlan("1200", "JPY")).price().amount()).hasToString("1200");
        assertThat(plans.create(admin, aPlan("3.250", "KWD")).price().amount()).hasToString("3.250");
        assertThat(Money.parse("12.5", Currency.getInstance("JPY"))).isEmpty();
        assertThat(Money.parse("12.345", Currency.getInstance("USD"))).isEmpty();
        assertThat(Money.currency("CLF")).as("has four decimals").isEmpty();
        assertThat(Money.currency("XTS")).isEmpty();
        assertThat(Money.currency("usd")).isEmpty();
        assertInvalid(
                "/price/currency",
                () -> plans.create(
                        admin,
                        NewPlan.of("Odd", new Money(10_000, Currency.getInstance("CLF")), BillingInterval.MONTH)));
    }

    @Test
    void what_no_plan_can_be_is_named() {
        assertInvalid("/name", () -> plans.create(admin, NewPlan.of(" ", usd("1.00"), BillingInterval.MONTH)));
        assertInvalid(
                "/name", () -> plans.create(admin, NewPlan.of("a".repeat(101), usd("1.00"), BillingInterval.MONTH)));
        assertInvalid("/name", () -> plans.create(admin, NewPlan.of("Te\u200bam", usd("1.00"), BillingInterval.MONTH)));
        assertInvalid("/price/amount", () -> plans.create(admin, aPlan("-1.00", "USD")));
        assertInvalid("/price/amount", () -> plans.create(admin, aPlan("1000000000.01", "USD")));
        assertInvalid("/trialDays", () -> plans.create(admin, limited(null, null, null, 731)));
        assertInvalid("/maxStorage", () -> plans.create(admin, limited(null, 1_000_000L, null, 0)));
        assertInvalid("/maxSeats", () -> plans.create(admin, limited(null, null, 0L, 0)));
        assertInvalid("/maxDocuments", () -> plans.create(admin, limited(1L << 31, null, null, 0)));
    }

    @Test
    void what_costs_nothing_needs_no_trial() {
        assertInvalid(
                "/trialDays",
                () -> plans.create(
                        admin, new NewPlan("Gift", usd("0.00"), BillingInterval.MONTH, null, null, null, null, 7)));
        Plan standard = named("Standard");
        assertInvalid(
                "/trialDays", () -> plans.update(admin, standard.id(), PlanPatch.price(usd("0.00")), Expected.any()));
    }

    @Test
    void a_name_is_on_offer_once_and_free_again_when_archived() {
        Plan team = plans.create(admin, aPlan("1.00", "USD"));

        assertRefused(PlanRefusal.NAME_TAKEN, () -> plans.create(admin, aPlan("2.00", "USD")));
        plans.archive(admin, team.id(), Expected.any());

        assertThat(plans.create(admin, aPlan("2.00", "USD")).name()).isEqualTo(team.name());
    }

    @Test
    void there_are_only_so_many_plans_on_offer() {
        for (int number = plans.list(admin).size(); number < Plans.MOST_ON_OFFER; number++) {
            plans.create(admin, NewPlan.of("Plan " + number, usd("1.00"), BillingInterval.MONTH));
        }

        assertRefused(PlanRefusal.TOO_MANY, () -> plans.create(admin, aPlan("1.00", "USD")));
    }

    @Test
    void Free_keeps_its_name_price_and_interval_and_stays_on_offer() {
        PlanId free = free().id();

        assertRefused(PlanRefusal.STAYS_FREE, () -> plans.archive(admin, free, Expected.any()));
        assertRefused(
                PlanRefusal.STAYS_FREE, () -> plans.update(admin, free, PlanPatch.price(usd("1.00")), Expected.any()));
        assertRefused(
                PlanRefusal.STAYS_FREE, () -> plans.update(admin, free, PlanPatch.name("Gratis"), Expected.any()));
        assertRefused(
                PlanRefusal.STAYS_FREE,
                () -> plans.update(
                        admin,
                        free,
                        new PlanPatch(
                                null,
                                null,
                                BillingInterval.YEAR,
                                Patched.absent(),
                                Patched.absent(),
                                Patched.absent(),
                                Patched.absent(),
                                null),
                        Expected.any()));
        assertThat(plans.update(admin, free, PlanPatch.maxDocuments(7L), Expected.any())
                        .maxDocuments())
                .isEqualTo(7);
    }

    @Test
    void who_has_not_seen_the_present_revision_changes_nothing() {
        Plan standard = named("Standard");

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> plans.update(admin, standard.id(), PlanPatch.none(), Expected.revision(9)));
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED, () -> plans.archive(admin, standard.id(), Expected.revision(9)));
    }

    @Test
    void a_plan_grants_a_feature_until_it_is_revoked() {
        Plan standard = named("Standard");

        Plan granted = plans.grant(admin, standard.id(), upload(), 7L);

        assertThat(granted.feature(PlanFeature.UPLOAD_SIZE).orElseThrow().limit())
                .isEqualTo(7);
        assertThat(plans.grant(admin, standard.id(), upload(), 7L).revision()).isEqualTo(granted.revision());
        Plan revoked = plans.revoke(admin, standard.id(), upload());
        assertThat(revoked.feature(PlanFeature.UPLOAD_SIZE)).isEmpty();
        assertThat(plans.revoke(admin, standard.id(), upload())).isEqualTo(revoked);
        assertThat(house.auditedActions()).contains("plan.feature-granted", "plan.feature-revoked");
        assertInvalid("/limit", () -> plans.grant(admin, standard.id(), upload(), -1L));
    }

    @Test
    void what_is_not_there_is_neither_changed_nor_granted() {
        PlanId nothing = new PlanId(Fixtures.anId());

        assertRefused(PlanRefusal.NOT_FOUND, () -> plans.get(admin, nothing));
        assertRefused(PlanRefusal.NOT_FOUND, () -> plans.update(admin, nothing, PlanPatch.none(), Expected.any()));
        assertRefused(PlanRefusal.NOT_FOUND, () -> plans.archive(admin, nothing, Expected.any()));
        assertRefused(PlanRefusal.NOT_FOUND, () -> plans.grant(admin, nothing, upload(), null));
        assertRefused(
                FeatureRefusal.NOT_FOUND, () -> plans.grant(admin, free().id(), new FeatureId(Fixtures.anId()), null));
    }

    private Plan free() {
        return named(Plan.FREE);
    }

    private Plan named(String name) {
        return plans.list(admin).stream()
                .filter(plan -> plan.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private FeatureId upload() {
        return house.tenon.features().named(admin, PlanFeature.UPLOAD_SIZE).id();
    }

    private static NewPlan limited(
            @Nullable Long documents, @Nullable Long storage, @Nullable Long seats, int trialDays) {
        return new NewPlan("Team", usd("1.00"), BillingInterval.MONTH, null, documents, storage, seats, trialDays);
    }

    private static NewPlan aPlan(String amount, String currency) {
        return NewPlan.of(
                currency.equals("USD") ? "Team" : "Team " + currency, money(amount, currency), BillingInterval.MONTH);
    }

    private static Money usd(String amount) {
        return money(amount, "USD");
    }

    private static Money money(String amount, String currency) {
        return Money.parse(amount, Currency.getInstance(currency)).orElseThrow();
    }

    private static void assertInvalid(String pointer, ThrowingCallable call) {
        assertPointers(assertRefused(RequestRefusal.INVALID, call), pointer);
    }
}
