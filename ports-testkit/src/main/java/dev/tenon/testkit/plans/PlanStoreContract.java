package dev.tenon.testkit.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.math.BigDecimal;
import java.util.Currency;
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
    void lists_every_feature_by_name_without_a_limit() {
        assertThat(storage.plans().features())
                .containsExactly(
                        ALWAYS, API, apiRequests(null), BRANDING, SHARING, PRIORITY, uploadSize(null), HISTORY);
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
