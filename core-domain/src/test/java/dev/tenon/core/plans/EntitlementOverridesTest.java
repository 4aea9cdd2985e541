package dev.tenon.core.plans;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.PermissionAnswer;
import dev.tenon.ports.access.PermissionAnswer.Code;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.EntitlementOverrides;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.ports.plans.OverrideFilter;
import dev.tenon.ports.plans.OverrideRefusal;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.PlanPatch;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EntitlementOverridesTest {

    private final TenonInMemory house = new TenonInMemory();
    private final EntitlementOverrides overrides = house.tenon.entitlementOverrides();
    private final Actor admin = house.anAdmin("admin@example.org");
    private final Actor ana = house.aPerson("ana@example.org");
    private final UserId person = ana.person().orElseThrow();

    @Test
    void an_exception_counts_in_the_place_of_the_plan_until_it_is_taken_back() {
        assertThat(check("api-access").granted()).isFalse();

        overrides.make(admin, NewOverride.limit(person, "api-access", null, "A trial"), Expected.any());

        assertThat(check("api-access").granted()).isTrue();
        assertThat(check("api-access").source()).isEqualTo(Entitlement.BY_EXCEPTION);
        overrides.withdraw(admin, person, "api-access", Expected.any());
        assertThat(check("api-access").source()).isEqualTo(Entitlement.BY_DEFAULT);
        assertThat(house.auditedActions()).contains("entitlement.overridden", "entitlement.override-withdrawn");
    }

    @Test
    void it_takes_away_what_the_plan_grants() {
        overrides.make(admin, NewOverride.denied(person, "document-sharing", "Abuse"), Expected.any());

        assertThat(check("document-sharing").granted()).isFalse();
        assertThat(check("document-sharing").source()).isEqualTo(Entitlement.BY_EXCEPTION);
    }

    @Test
    void a_later_one_takes_the_place_of_the_one_before() {
        EntitlementOverride first =
                overrides.make(admin, NewOverride.limit(person, "max-storage", 5L, "Little"), Expected.any());

        EntitlementOverride second =
                overrides.make(admin, NewOverride.limit(person, "max-storage", 7L, "More"), Expected.revision(1));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.revision()).isEqualTo(2);
        assertThat(overrides
                        .list(admin, OverrideFilter.of(person), PageRequest.first(9))
                        .items())
                .containsExactly(second);
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> overrides.make(
                        admin, NewOverride.limit(person, "max-storage", 9L, "Stale"), Expected.revision(1)));
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> overrides.withdraw(admin, person, "max-storage", Expected.revision(1)));
    }

    @Test
    void dates_bite_when_they_come() {
        Instant start = house.clock.instant().plus(Duration.ofDays(1));
        Instant end = start.plus(Duration.ofDays(1));
        overrides.make(
                admin,
                NewOverride.limit(person, Entitlement.MAX_DOCUMENTS, 7L, "A week")
                        .between(start, end),
                Expected.any());
        assertThat(documentsMax()).isEqualTo(100);

        house.clock.advance(Duration.ofDays(1));
        house.runJobs();

        assertThat(documentsMax()).isEqualTo(7);
        assertThat(check(Entitlement.MAX_DOCUMENTS).limit()).isEqualTo(7);
        house.clock.advance(Duration.ofDays(1));
        house.runJobs();
        assertThat(documentsMax()).isEqualTo(100);
        assertThat(check(Entitlement.MAX_DOCUMENTS).source()).isEqualTo("plan:Free");
        assertThat(overrides.get(admin, person, Entitlement.MAX_DOCUMENTS).inForce())
                .isFalse();
        assertThat(house.auditedActions())
                .contains("entitlement.override-began", "entitlement.override-ended", "quota.changed");
    }

    @Test
    void what_began_and_ended_while_nothing_ran_never_counts() {
        Instant start = house.clock.instant().plus(Duration.ofDays(1));
        overrides.make(
                admin,
                NewOverride.limit(person, "api-access", null, "Missed").between(start, start.plusSeconds(1)),
                Expected.any());

        house.clock.advance(Duration.ofDays(2));
        house.runJobs();

        assertThat(check("api-access").granted()).isFalse();
        assertThat(house.auditedActions()).doesNotContain("entitlement.override-began");
    }

    @Test
    void a_quota_follows_and_what_is_stored_beyond_it_stays() {
        house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "hello"));

        overrides.make(admin, NewOverride.limit(person, Entitlement.MAX_STORAGE, 3L, "Less"), Expected.any());

        assertThat(house.tenon.quotas().of(ana).max()).isEqualTo(3);
        assertThat(house.tenon.quotas().of(ana).used()).isEqualTo(5);
        assertRefused(
                DocumentRefusal.TOO_LARGE,
                () -> house.tenon.documents().upload(ana, Fixtures.aNewDocument("b.txt", "hello")));
        assertRefused(
                QuotaRefusal.STORAGE_EXCEEDED,
                () -> house.tenon.documents().upload(ana, Fixtures.aNewDocument("b.txt", "he")));
        overrides.make(admin, NewOverride.limit(person, Entitlement.MAX_STORAGE, null, "All"), Expected.any());
        assertThat(house.tenon.quotas().of(ana).max()).isNull();
        overrides.withdraw(admin, person, Entitlement.MAX_STORAGE, Expected.any());
        assertThat(house.tenon.quotas().of(ana).max()).isEqualTo(1L << 30);
    }

    @Test
    void single_uploads_follow() {
        overrides.make(admin, NewOverride.limit(person, PlanFeature.UPLOAD_SIZE, 4L, "Small"), Expected.any());
        assertRefused(
                DocumentRefusal.TOO_LARGE,
                () -> house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "hello")));

        overrides.make(admin, NewOverride.denied(person, PlanFeature.UPLOAD_SIZE, "None"), Expected.any());
        assertRefused(
                DocumentRefusal.TOO_LARGE,
                () -> house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "h")));

        overrides.make(admin, NewOverride.limit(person, PlanFeature.UPLOAD_SIZE, 5L, "Enough"), Expected.any());
        assertThat(house.tenon
                        .documents()
                        .upload(ana, Fixtures.aNewDocument("a.txt", "hello"))
                        .fileSize())
                .isEqualTo(5);
    }

    @Test
    void permissions_that_are_tied_to_a_feature_follow() {
        house.tenon.permissions().create(admin, new NewPermission("orders:approve", null, "api-access"));
        Role approver =
                house.tenon.roles().create(admin, new NewRole("approver", null, null, Set.of("orders:approve")));
        house.tenon.roles().assign(house.operator, person, approver.id());
        assertThat(ordersApprove().code()).isEqualTo(Code.PLAN_LIMIT);

        overrides.make(admin, NewOverride.limit(person, "api-access", null, "A trial"), Expected.any());

        assertThat(ordersApprove().code()).isEqualTo(Code.GRANTED);
        assertThat(house.signIn("ana@example.org").holds("orders:approve")).isTrue();
        overrides.make(admin, NewOverride.limit(person, "api-access", 0L, "None of it"), Expected.any());
        assertThat(ordersApprove().code()).isEqualTo(Code.PLAN_LIMIT);
        assertThat(house.signIn("ana@example.org").holds("orders:approve")).isFalse();
    }

    @Test
    void seats_of_an_organization_follow() {
        OrganizationId organization = house.storage.organizationFixture().found(person);
        assertThat(seats(organization).limit()).isEqualTo(100);
        assertThat(seats(organization).source()).isEqualTo(Entitlement.BY_INSTALLATION);

        overrides.make(admin, NewOverride.limit(organization, Entitlement.MAX_SEATS, 1L, "Alone"), Expected.any());

        assertThat(seats(organization).limit()).isEqualTo(1);
        assertThat(seats(organization).used()).isEqualTo(1);
        assertThat(house.storage.members().seats(organization, 100).hasRoom()).isFalse();
    }

    @Test
    void who_is_suspended_may_nothing_whatever_the_exception() {
        overrides.make(admin, NewOverride.limit(person, "api-access", null, "A trial"), Expected.any());
        house.tenon.accounts().update(admin, person, AccountPatch.status(AccountStatus.BANNED), Expected.any());

        Entitlement answer = house.tenon.entitlements().check(admin, person, "api-access");

        assertThat(answer.granted()).isFalse();
        assertThat(answer.source()).isEqualTo("account:banned");
        assertThat(house.tenon.entitlements().of(admin, person).entitlements()).noneMatch(Entitlement::granted);
    }

    @Test
    void a_plan_with_other_limits_changes_the_quotas_of_those_who_have_it() {
        var free = house.tenon.plans().list(admin).get(0);

        house.tenon.plans().update(admin, free.id(), PlanPatch.maxDocuments(9L), Expected.any());
        house.runJobs();

        assertThat(documentsMax()).isEqualTo(9);
        overrides.make(admin, NewOverride.limit(person, Entitlement.MAX_DOCUMENTS, 50L, "More"), Expected.any());
        house.tenon.plans().update(admin, free.id(), PlanPatch.maxDocuments(8L), Expected.any());
        house.runJobs();
        assertThat(documentsMax()).as("the exception still counts").isEqualTo(50);
    }

    @Test
    void what_no_exception_can_be_is_named() {
        assertInvalid("/granted", NewOverride.denied(person, Entitlement.MAX_STORAGE, "x"));
        assertInvalid("/limit", NewOverride.limit(person, Entitlement.MAX_STORAGE, -1L, "x"));
        assertInvalid("/limit", new NewOverride(person, "api-access", false, 1L, null, null, "x"));
        assertInvalid("/reason", NewOverride.limit(person, "api-access", null, " "));
        assertInvalid("/reason", NewOverride.limit(person, "api-access", null, "x".repeat(501)));
        assertInvalid(
                "/endsAt", NewOverride.limit(person, "api-access", null, "x").between(null, house.clock.instant()));
        assertRefused(
                FeatureRefusal.NOT_FOUND,
                () -> overrides.make(admin, NewOverride.limit(person, "nothing", null, "x"), Expected.any()));
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> overrides.make(
                        admin,
                        NewOverride.limit(new UserId(Fixtures.anId()), "api-access", null, "x"),
                        Expected.any()));
        assertRefused(
                OrganizationRefusal.NOT_FOUND,
                () -> overrides.make(
                        admin,
                        NewOverride.limit(new OrganizationId(Fixtures.anId()), "api-access", null, "x"),
                        Expected.any()));
        assertRefused(OverrideRefusal.NOT_FOUND, () -> overrides.withdraw(admin, person, "api-access", Expected.any()));
    }

    @Test
    void exceptions_are_staffs_and_what_somebody_is_entitled_to_is_their_own() {
        Actor ben = house.aPerson("ben@example.org");
        NewOverride mine = NewOverride.limit(person, "api-access", null, "Mine");

        assertRefused(RequestRefusal.FORBIDDEN, () -> overrides.make(ana, mine, Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> overrides.withdraw(ana, person, "api-access", Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> overrides.get(ana, person, "api-access"));
        assertRefused(RequestRefusal.FORBIDDEN, () -> overrides.list(ana, OverrideFilter.all(), PageRequest.first(1)));
        assertRefused(AccountRefusal.NOT_FOUND, () -> house.tenon.entitlements().of(ben, person));
        assertRefused(AccountRefusal.NOT_FOUND, () -> house.tenon.entitlements().check(ben, person, "api-access"));
        OrganizationId organization = house.storage.organizationFixture().found(person);
        assertRefused(
                OrganizationRefusal.NOT_FOUND, () -> house.tenon.entitlements().of(ben, organization));
        assertThat(house.tenon.entitlements().of(ana, organization).subject()).isEqualTo(organization);
        assertRefused(FeatureRefusal.NOT_FOUND, () -> house.tenon.entitlements().check(ana, person, "nothing"));
    }

    private Entitlement check(String key) {
        return house.tenon.entitlements().check(ana, person, key);
    }

    private Entitlement seats(OrganizationId organization) {
        return house.tenon.entitlements().check(ana, organization, Entitlement.MAX_SEATS);
    }

    private Long documentsMax() {
        return house.tenon.quotas().of(ana).documentsMax();
    }

    private PermissionAnswer ordersApprove() {
        return house.tenon
                .permissions()
                .check(admin, List.of(PermissionCheck.of("orders:approve")), person, false)
                .get(0);
    }

    private void assertInvalid(String pointer, NewOverride wanted) {
        ThrowingCallable call = () -> overrides.make(admin, wanted, Expected.any());
        assertPointers(assertRefused(RequestRefusal.INVALID, call), pointer);
    }
}
