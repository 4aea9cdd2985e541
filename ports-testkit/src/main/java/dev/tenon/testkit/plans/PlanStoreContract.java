package dev.tenon.testkit.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.NewPlan;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.PlanPatch;
import dev.tenon.ports.plans.PlanRefusal;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of plans does, and which plans every new storage has. */
public abstract class PlanStoreContract extends StorageContract {

    private static final PlanFeature SHARING = feature("402", "document-sharing", "Document Sharing");
    private static final PlanFeature HISTORY = feature("403", "version-history", "Version History");
    private static final PlanFeature API = feature("404", "api-access", "API Access");
    private static final PlanFeature PRIORITY = feature("405", "priority-support", "Priority Support");
    private static final PlanFeature ALWAYS = feature("406", "round-the-clock-support", "24/7 Support");
    private static final PlanFeature BRANDING = feature("407", "custom-branding", "Custom Branding");

    @Test
    void lists_the_plans_by_price() {
        assertThat(storage.plans().listActive())
                .extracting(Plan::name)
                .containsExactly(Plan.FREE, "Standard", "Premium");
    }

    @Test
    void a_new_storage_has_a_free_plan() {
        Plan free = plan(Plan.FREE);

        assertThat(free.id()).isEqualTo(new PlanId(seeded("301")));
        assertThat(free.price()).isEqualTo(dollars("0.00"));
        assertThat(free.interval()).isEqualTo(BillingInterval.MONTH);
        assertThat(free.maxDocuments()).isEqualTo(100);
        assertThat(free.maxStorageGb()).isEqualTo(new BigDecimal("1.00"));
        assertThat(free.maxStorageBytes()).contains(1L << 30);
        assertThat(free.maxSeats()).isOne();
        assertThat(free.trialDays()).isZero();
        assertThat(free.active()).isTrue();
        assertThat(free.archivedAt()).isNull();
        assertThat(free.features()).containsExactlyInAnyOrder(uploadSize(26_214_400L), SHARING);
    }

    @Test
    void a_new_storage_has_a_standard_plan() {
        Plan standard = plan("Standard");

        assertThat(standard.id()).isEqualTo(new PlanId(seeded("302")));
        assertThat(standard.price()).isEqualTo(dollars("12.00"));
        assertThat(standard.maxDocuments()).isEqualTo(2_000);
        assertThat(standard.maxStorageGb()).isEqualTo(new BigDecimal("50.00"));
        assertThat(standard.maxSeats()).isEqualTo(5);
        assertThat(standard.trialDays()).isEqualTo(14);
        assertThat(standard.features())
                .containsExactlyInAnyOrder(uploadSize(1_073_741_824L), SHARING, HISTORY, API, apiRequests(3_000L));
    }

    @Test
    void a_new_storage_has_a_premium_plan() {
        Plan premium = plan("Premium");

        assertThat(premium.id()).isEqualTo(new PlanId(seeded("303")));
        assertThat(premium.price()).isEqualTo(dollars("49.00"));
        assertThat(premium.maxDocuments()).isNull();
        assertThat(premium.maxStorageGb()).isEqualTo(new BigDecimal("1000.00"));
        assertThat(premium.maxSeats()).isNull();
        assertThat(premium.trialDays()).isEqualTo(14);
        assertThat(premium.features())
                .containsExactlyInAnyOrder(
                        uploadSize(5_368_709_120L),
                        SHARING,
                        HISTORY,
                        API,
                        PRIORITY,
                        ALWAYS,
                        BRANDING,
                        apiRequests(12_000L));
    }

    @Test
    void keeps_prices_with_the_decimals_of_their_currency() {
        for (String price : List.of("1200 JPY", "12.34 USD", "12.345 KWD")) {
            Money money = money(price);
            Plan plan = stored(NewPlan.of("In " + money.currency(), money, BillingInterval.YEAR));

            assertThat(storage.plans().find(plan.id()).orElseThrow().price()).isEqualTo(money);
        }
    }

    @Test
    void refuses_a_name_that_is_on_offer_whatever_the_case_of_its_letters() {
        assertRefused(PlanRefusal.NAME_TAKEN, () -> stored(NewPlan.of("fREE", dollars("1.00"), BillingInterval.MONTH)));
    }

    @Test
    void adds_no_more_plans_than_there_may_be() {
        Plan fourth =
                NewPlan.of("Fourth", dollars("1.00"), BillingInterval.MONTH).offered(aPlanId(), START);

        assertThat(commit(() -> storage.plans().insert(fourth, 3))).isFalse();
        assertThat(commit(() -> storage.plans().insert(fourth, 4))).isTrue();
    }

    @Test
    void writes_a_plan_only_over_the_revision_it_was_read_at() {
        Plan team = stored(NewPlan.of("Team", dollars("29.00"), BillingInterval.MONTH));
        Plan wanted = team.patched(PlanPatch.maxDocuments(7L));

        Plan after = commit(() -> storage.plans().update(wanted, START.plusSeconds(1)))
                .orElseThrow();

        assertThat(after.maxDocuments()).isEqualTo(7);
        assertThat(after.updatedAt()).isEqualTo(START.plusSeconds(1));
        assertThat(after.revision()).isEqualTo(2);
        assertThat(storage.plans().find(team.id())).contains(after);
        assertThat(commit(() -> storage.plans().update(wanted, START))).isEmpty();
        assertRefused(
                PlanRefusal.NAME_TAKEN,
                () -> commit(() -> storage.plans().update(after.patched(PlanPatch.name("Free")), START)));
    }

    @Test
    void an_archived_plan_is_kept_and_leaves_its_name() {
        Plan team = stored(NewPlan.of("Team", dollars("29.00"), BillingInterval.MONTH));

        Plan archived = commit(() -> storage.plans().archive(team.id(), START)).orElseThrow();

        assertThat(archived.archivedAt()).isEqualTo(START);
        assertThat(archived.active()).isFalse();
        assertThat(commit(() -> storage.plans().archive(team.id(), START))).isEmpty();
        assertThat(storage.plans().find(team.id())).contains(archived);
        assertThat(storage.plans().findByName("Team")).isEmpty();
        assertThat(storage.plans().listActive()).extracting(Plan::name).doesNotContain("Team");
        Plan successor = stored(NewPlan.of("Team", dollars("31.00"), BillingInterval.MONTH));
        assertThat(storage.plans().findByName("team")).contains(successor);
    }

    @Test
    void lists_what_was_archived_last_first() {
        List<Plan> archived = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            Plan plan = stored(NewPlan.of("Plan " + number, dollars("1.00"), BillingInterval.MONTH));
            Instant then = START.plusSeconds(number);
            archived.add(
                    0, commit(() -> storage.plans().archive(plan.id(), then)).orElseThrow());
        }

        holdsStillInPages(archived, storage.plans()::archived, () -> {
            Plan plan = stored(NewPlan.of("Another", dollars("1.00"), BillingInterval.MONTH));
            change(() -> storage.plans().archive(plan.id(), START.plusSeconds(9)));
        });
    }

    @Test
    void grants_a_feature_with_a_limit_changes_the_limit_and_takes_it_back() {
        Plan team = stored(NewPlan.of("Team", dollars("29.00"), BillingInterval.MONTH));
        FeatureId upload = new FeatureId(seeded("401"));

        assertThat(commit(() -> storage.plans().grant(team.id(), upload, 5L, START)))
                .isTrue();
        assertThat(commit(() -> storage.plans().grant(team.id(), upload, 5L, START)))
                .isFalse();
        assertThat(storage.plans().find(team.id()).orElseThrow().features()).containsExactly(uploadSize(5L));
        assertThat(commit(() -> storage.plans().grant(team.id(), upload, null, START)))
                .isTrue();
        Plan granted = storage.plans().find(team.id()).orElseThrow();
        assertThat(granted.features()).containsExactly(uploadSize(null));
        assertThat(granted.revision()).isEqualTo(3);
        assertThat(commit(() -> storage.plans().revoke(team.id(), upload, START)))
                .isTrue();
        assertThat(commit(() -> storage.plans().revoke(team.id(), upload, START)))
                .isFalse();
        assertThat(storage.plans().find(team.id()).orElseThrow().features()).isEmpty();
    }

    private Plan stored(NewPlan wanted) {
        Plan plan = wanted.offered(aPlanId(), START);
        assertThat(commit(() -> storage.plans().insert(plan, 200))).isTrue();
        return plan;
    }

    private static PlanId aPlanId() {
        return new PlanId(Fixtures.anId());
    }

    private static Money money(String text) {
        String[] parts = text.split(" ");
        return Money.parse(parts[0], Currency.getInstance(parts[1])).orElseThrow();
    }

    @Test
    void finds_a_plan_by_id_and_by_name() {
        Plan standard = storage.plans().listActive().get(1);

        assertThat(storage.plans().find(standard.id())).contains(standard);
        assertThat(storage.plans().findByName("Standard")).contains(standard);
        assertThat(storage.plans().find(new PlanId(Fixtures.anId()))).isEmpty();
        assertThat(storage.plans().findByName("Gratis")).isEmpty();
    }

    @Test
    void finds_the_plan_of_a_live_subscription() {
        Account ana = anAccount();
        Account ben = anAccount();
        Plan standard = plan("Standard");
        Plan premium = plan("Premium");
        change(() -> {
            storage.subscriptions()
                    .insert(Fixtures.aSubscription(ana.id(), premium, SubscriptionStatus.CANCELED, START));
            storage.subscriptions().insert(Fixtures.aSubscription(ana.id(), standard));
            storage.subscriptions()
                    .insert(Fixtures.aSubscription(ben.id(), premium, SubscriptionStatus.EXPIRED, START));
        });

        assertThat(storage.plans().findOfSubscriber(ana.id())).contains(standard);
        assertThat(storage.plans().findOfSubscriber(ben.id())).isEmpty();
        assertThat(storage.plans().findOfSubscriber(anAccount().id())).isEmpty();
    }

    @Test
    void gives_out_once_each_who_has_a_plan_whose_limits_changed() {
        Plan premium = plan("Premium");
        List<SubjectId> running = new ArrayList<>();
        for (SubscriptionStatus status : SubscriptionStatus.values()) {
            Account person = anAccount();
            change(() -> storage.subscriptions().insert(Fixtures.aSubscription(person.id(), premium, status, START)));
            if (status.isRunning()) {
                running.add(person.id());
            }
        }
        Account other = anAccount();
        change(() -> storage.subscriptions()
                .insert(Fixtures.aSubscription(other.id(), plan("Standard"), SubscriptionStatus.ACTIVE, START)));
        allLimited();

        change(() -> storage.plans().update(premium.patched(PlanPatch.maxDocuments(7L)), START));
        List<SubjectId> given = allLimited();

        assertThat(given).containsAll(running).doesNotHaveDuplicates().doesNotContain(other.id());
        assertThat(allLimited()).as("each once for a change").isEmpty();
        change(() -> storage.plans().update(plan("Premium").patched(PlanPatch.maxDocuments(7L)), START));
        assertThat(allLimited()).as("the same limits").isEmpty();
        change(() -> storage.plans().update(plan("Premium").patched(PlanPatch.maxDocuments(9L)), START));
        assertThat(allLimited()).containsAll(running);
    }

    /** Two at a time, as a job takes them. */
    private List<SubjectId> allLimited() {
        List<SubjectId> all = new ArrayList<>();
        List<SubjectId> some;
        do {
            some = commit(() -> storage.plans().claimLimited(2));
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private Plan plan(String name) {
        return storage.plans().findByName(name).orElseThrow();
    }

    private static Money dollars(String amount) {
        return Money.of(new BigDecimal(amount), Currency.getInstance("USD"));
    }

    private static PlanFeature feature(String suffix, String key, String name) {
        return new PlanFeature(new FeatureId(seeded(suffix)), key, name, null);
    }

    private static PlanFeature apiRequests(@Nullable Long perMinute) {
        return new PlanFeature(
                new FeatureId(seeded("408")),
                PlanFeature.API_REQUESTS_PER_MINUTE,
                "API Requests per Minute",
                perMinute);
    }

    private static PlanFeature uploadSize(@Nullable Long bytes) {
        return new PlanFeature(new FeatureId(seeded("401")), PlanFeature.UPLOAD_SIZE, "Upload Size", bytes);
    }

    private static UUID seeded(String suffix) {
        return UUID.fromString("01920000-0000-7000-8000-000000000" + suffix);
    }
}
