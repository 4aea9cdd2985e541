package dev.tenon.testkit.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.OverrideId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.Seats;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.OverrideFilter;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.spi.EntitlementStore.Fact;
import dev.tenon.ports.plans.spi.EntitlementStore.PlanFact;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of entitlements does. */
public abstract class EntitlementStoreContract extends StorageContract {

    /** Puts organizations into the storage of the present test. */
    protected abstract OrganizationFixture organizations();

    @Test
    void knows_every_feature_and_limit_of_a_person_by_name_limits_last() {
        Account ana = anAccount();
        subscribe(ana, "Standard", SubscriptionStatus.ACTIVE);
        change(() -> storage.quotas().open(Fixtures.anId(), ana.id(), 9L, 8L, START));

        List<Fact> facts = storage.entitlements().facts(ana.id(), null);

        assertThat(facts)
                .extracting(Fact::key)
                .containsExactly(
                        "round-the-clock-support",
                        "api-access",
                        PlanFeature.API_REQUESTS_PER_MINUTE,
                        "custom-branding",
                        "document-sharing",
                        "priority-support",
                        PlanFeature.UPLOAD_SIZE,
                        "version-history",
                        Entitlement.MAX_DOCUMENTS,
                        Entitlement.MAX_STORAGE);
        assertThat(plan(ana.id(), PlanFeature.UPLOAD_SIZE).limit()).isEqualTo(1_073_741_824L);
        assertThat(plan(ana.id(), "custom-branding").included()).isFalse();
        assertThat(plan(ana.id(), Entitlement.MAX_STORAGE).limit()).isEqualTo(50L << 30);
        assertThat(plan(ana.id(), Entitlement.MAX_DOCUMENTS).limit()).isEqualTo(2_000);
        assertThat(fact(ana.id(), Entitlement.MAX_STORAGE).used()).isZero();
        assertThat(fact(ana.id(), "api-access").used()).isNull();
    }

    @Test
    void the_plan_counts_while_its_subscription_runs_and_Free_while_it_waits_or_rests() {
        for (SubscriptionStatus status : SubscriptionStatus.values()) {
            Account ana = anAccount();
            subscribe(ana, "Premium", status);

            PlanFact plan = fact(ana.id(), "api-access").plan();

            String expected = switch (status) {
                case TRIALING, ACTIVE, PAST_DUE -> "Premium";
                case INCOMPLETE, PAUSED -> "Free";
                case CANCELED, EXPIRED -> null;
            };
            assertThat(plan == null ? null : plan.name()).as("%s", status).isEqualTo(expected);
        }
    }

    @Test
    void knows_nothing_of_who_is_not_there_and_of_what_there_is_not() {
        Account ana = anAccount();

        assertThat(storage.entitlements().facts(new UserId(Fixtures.anId()), null))
                .isEmpty();
        assertThat(storage.entitlements().facts(new OrganizationId(Fixtures.anId()), null))
                .isEmpty();
        assertThat(storage.entitlements().facts(ana.id(), "nothing")).isEmpty();
    }

    @Test
    void knows_the_seats_and_the_storage_of_an_organization() {
        OrganizationId organization = organizations().found(anAccount().id());

        assertThat(fact(organization, Entitlement.MAX_SEATS).used()).isEqualTo(1);
        assertThat(fact(organization, Entitlement.MAX_STORAGE).plan()).isNull();
        assertThat(fact(organization, Entitlement.MAX_STORAGE).isLimit()).isTrue();
    }

    @Test
    void keeps_an_exception_and_puts_another_in_its_place() {
        Account ana = anAccount();
        EntitlementOverride first = put(override(ana.id(), "api-access", 7L, true), null);

        assertThat(storage.entitlements().find(ana.id(), "api-access")).contains(first);
        assertThat(Objects.requireNonNull(fact(ana.id(), "api-access").override())
                        .limit())
                .isEqualTo(7);
        EntitlementOverride second = put(override(ana.id(), "api-access", null, true), null);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.revision()).isEqualTo(2);
        EntitlementOverride stale = new EntitlementOverride(
                first.id(), first.subject(), first.key(), true, 1L, START, null, "Stale", null, true, START, START, 1);
        assertThat(commit(() -> storage.entitlements().put(stale, null))).isEmpty();
        change(() -> storage.entitlements().delete(first.id()));
        assertThat(storage.entitlements().find(ana.id(), "api-access")).isEmpty();
    }

    @Test
    void an_exception_is_for_its_subject_alone() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        put(override(ana.id(), "api-access", null, true), null);

        assertThat(fact(ana.id(), "api-access").override()).isNotNull();
        assertThat(fact(ben.id(), "api-access").override()).isNull();
        assertThat(fact(organization, "api-access").override()).isNull();
        assertThat(storage.entitlements().find(ben.id(), "api-access")).isEmpty();
        put(override(organization, Entitlement.MAX_SEATS, 3L, true), null);
        assertThat(storage.members().seats(organization, 100)).isEqualTo(new Seats(1, 3));
    }

    @Test
    void one_that_is_not_in_force_decides_nothing() {
        Account ana = anAccount();
        EntitlementOverride waiting = put(override(ana.id(), "api-access", null, false), START.plusSeconds(5));

        assertThat(fact(ana.id(), "api-access").override()).isNull();
        assertThat(commit(() -> storage.entitlements().claimTurning(START.plusSeconds(4))))
                .isEmpty();
        change(() -> {
            EntitlementOverride due =
                    storage.entitlements().claimTurning(START.plusSeconds(5)).orElseThrow();
            assertThat(due.id()).isEqualTo(waiting.id());
            storage.entitlements().turn(due.id(), true, null);
        });
        assertThat(fact(ana.id(), "api-access").override()).isNotNull();
        assertThat(commit(() -> storage.entitlements().claimTurning(START.plusSeconds(500))))
                .isEmpty();
    }

    @Test
    void refuses_an_exception_of_what_or_for_whom_there_is_not() {
        Account ana = anAccount();

        assertRefused(FeatureRefusal.NOT_FOUND, () -> put(override(ana.id(), "nothing", null, true), null));
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> put(override(new UserId(Fixtures.anId()), "api-access", null, true), null));
        assertRefused(
                OrganizationRefusal.NOT_FOUND,
                () -> put(override(new OrganizationId(Fixtures.anId()), "api-access", null, true), null));
    }

    @Test
    void a_feature_with_an_exception_cannot_be_deleted() {
        Account ana = anAccount();
        put(override(ana.id(), "custom-branding", null, true), null);
        var branding = storage.features().findByKey("custom-branding").orElseThrow();
        change(() -> storage.plans()
                .revoke(storage.plans().findByName("Premium").orElseThrow().id(), branding.id(), START));

        assertRefused(
                FeatureRefusal.IN_USE, () -> change(() -> storage.features().delete(branding.id())));
    }

    @Test
    void lists_exceptions_newest_first_by_subject_and_key() {
        List<EntitlementOverride> newestFirst = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            Account account = anAccount();
            newestFirst.add(0, put(override(account.id(), "api-access", null, true, START.plusSeconds(number)), null));
        }
        SubjectId newest = newestFirst.get(0).subject();
        put(override(newest, "max-storage", 1L, true, START.minusSeconds(1)), null);

        holdsStillInPages(
                newestFirst,
                page -> storage.entitlements().list(new OverrideFilter(null, "api-access"), page),
                () -> put(override(anAccount().id(), "api-access", null, true, START.plusSeconds(9)), null));
        assertThat(storage.entitlements()
                        .list(OverrideFilter.of(newest), PageRequest.first(9))
                        .items())
                .extracting(EntitlementOverride::key)
                .containsExactly("api-access", "max-storage");
    }

    private Fact fact(SubjectId subject, String key) {
        List<Fact> facts = storage.entitlements().facts(subject, key);
        assertThat(facts).hasSize(1);
        return facts.get(0);
    }

    private PlanFact plan(SubjectId subject, String key) {
        return Objects.requireNonNull(fact(subject, key).plan());
    }

    private EntitlementOverride put(EntitlementOverride override, @Nullable Instant turnsAt) {
        return commit(() -> storage.entitlements().put(override, turnsAt)).orElseThrow();
    }

    private void subscribe(Account account, String plan, SubscriptionStatus status) {
        change(() -> storage.subscriptions()
                .insert(Fixtures.aSubscription(
                        account.id(), storage.plans().findByName(plan).orElseThrow(), status, START)));
    }

    private static EntitlementOverride override(SubjectId subject, String key, @Nullable Long limit, boolean inForce) {
        return override(subject, key, limit, inForce, START);
    }

    private static EntitlementOverride override(
            SubjectId subject, String key, @Nullable Long limit, boolean inForce, Instant madeAt) {
        return new EntitlementOverride(
                new OverrideId(Fixtures.anId()),
                subject,
                key,
                true,
                limit,
                START,
                null,
                "A reason",
                null,
                inForce,
                madeAt,
                madeAt,
                0);
    }
}
