package dev.tenon.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionPatch;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.PermissionStore.Facts;
import dev.tenon.ports.access.spi.PermissionStore.RoleFact;
import dev.tenon.ports.access.spi.PermissionStore.Subject;
import dev.tenon.ports.access.spi.PermissionStore.SubscriptionFact;
import dev.tenon.ports.access.spi.PermissionStore.UsageFact;
import dev.tenon.ports.access.spi.RoleStore.PermissionRow;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of permissions does. */
public abstract class PermissionStoreContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

    @Test
    void keeps_a_permission_as_it_was_added() {
        PermissionEntry approve = added("tenders:approve", "api-access");

        assertThat(storage.permissions().find(approve.id())).contains(approve);
        assertThat(storage.permissions().findByName("tenders:approve")).contains(approve);
        assertThat(storage.permissions().findByNames(Set.of("tenders:approve", "invoices:read")))
                .containsExactly(approve);
        assertThat(commit(() -> storage.permissions().lock(approve.id()))).contains(approve);
        assertThat(storage.permissions().find(new PermissionId(Fixtures.anId())))
                .isEmpty();
        assertThat(storage.permissions().findByName("invoices")).isEmpty();
        assertThat(storage.permissions().builtIn()).isEmpty();
        assertThat(storage.permissions().featureExists("api-access")).isTrue();
        assertThat(storage.permissions().featureExists("flying")).isFalse();
    }

    @Test
    void lists_permissions_oldest_first_in_pages() {
        List<PermissionEntry> all = IntStream.range(0, 5)
                .mapToObj(number -> Fixtures.aPermission("things:do-" + number, null))
                .toList();
        change(() -> shuffled(all).forEach(each -> storage.permissions().insert(each, 100)));

        List<PermissionEntry> paged = new ArrayList<>();
        @Nullable Position next = null;
        do {
            Page<PermissionEntry> page = storage.permissions().list(new PageRequest(2, next));
            paged.addAll(page.items());
            next = page.nextPosition();
        } while (next != null);

        assertThat(paged).containsExactlyElementsOf(all);
    }

    @Test
    void a_name_is_taken_once() {
        added("tenders:approve", null);

        assertThatThrownBy(() -> added("tenders:approve", null)).hasMessage(PermissionRefusal.NAME_TAKEN.title());
    }

    @Test
    void has_no_room_for_more_than_so_many_even_for_those_who_add_at_once() {
        List<Boolean> added = Race.of(
                10,
                number -> commit(
                        () -> storage.permissions().insert(Fixtures.aPermission("things:do-" + number, null), 4)));

        assertThat(added).filteredOn(each -> each).hasSize(4);
    }

    @Test
    void a_change_raises_the_revision_and_an_old_revision_changes_nothing() {
        PermissionEntry approve = added("tenders:approve", null);
        PermissionEntry tied = approve.patched(new PermissionPatch(Patched.to("Approve"), Patched.to("api-access")));

        PermissionEntry after =
                commit(() -> storage.permissions().update(tied, LATER)).orElseThrow();

        assertThat(after.feature()).isEqualTo("api-access");
        assertThat(after.description()).isEqualTo("Approve");
        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.updatedAt()).isEqualTo(LATER);
        assertThat(commit(() -> storage.permissions().update(tied, LATER))).isEmpty();
        assertThat(commit(() -> storage.permissions()
                        .update(after.patched(new PermissionPatch(Patched.absent(), Patched.to(null))), LATER)))
                .get()
                .extracting(PermissionEntry::feature)
                .isNull();
    }

    @Test
    void what_is_deleted_is_granted_by_nobody() {
        PermissionEntry approve = added("tenders:approve", null);
        change(() -> {
            storage.roles().addGrants(Role.ADMIN, Set.of("tenders:approve"), START);
            storage.roles().addGrants(Role.MEMBER, Set.of("tenders:approve"), START);
        });
        assertThat(storage.permissions().countGranting(approve.id()))
                .as("besides admin")
                .isOne();
        long revision = storage.roles().findByName(Role.MEMBER).orElseThrow().revision();

        change(() -> storage.permissions().delete(approve.id()));

        assertThat(storage.permissions().find(approve.id())).isEmpty();
        assertThat(storage.roles().findByName(Role.MEMBER)).get().satisfies(member -> {
            assertThat(member.permissions()).isEmpty();
            assertThat(member.revision()).isEqualTo(revision + 1);
        });
    }

    @Test
    void what_is_Tenons_own_is_neither_changed_nor_deleted() {
        PermissionRow row = new PermissionRow(new PermissionId(Fixtures.anId()), "users:read", "See every account");
        change(() -> storage.roles().addPermissions(List.of(row), START));
        PermissionEntry own = storage.permissions().findByName("users:read").orElseThrow();

        assertThat(storage.permissions().builtIn()).containsExactly("users:read");
        assertThat(commit(() -> storage.permissions().update(own, LATER))).isEmpty();
        change(() -> storage.permissions().delete(own.id()));
        assertThat(storage.permissions().find(own.id())).contains(own);
    }

    @Test
    void knows_the_account_the_permission_and_the_role_that_grants_it() {
        Account ana = anAccount();
        PermissionEntry approve = added("tenders:approve", null);
        change(() -> {
            storage.roles().addGrants(Role.SUPPORT, Set.of("tenders:approve"), START);
            storage.roles().addGrants(Role.MEMBER, Set.of("tenders:approve"), START);
            give(ana, Role.SUPPORT);
            give(ana, Role.MEMBER);
        });

        Facts facts = facts(ana.id(), PermissionCheck.of("tenders:approve"));
        Facts unknown = facts(ana.id(), PermissionCheck.of("tenders:burn"));
        Facts nobody = facts(Fixtures.aUserId(), PermissionCheck.of("tenders:approve"));

        assertThat(facts.account()).isEqualTo(AccountStatus.ACTIVE);
        assertThat(facts.permission()).isNotNull().satisfies(known -> {
            assertThat(known.id()).isEqualTo(approve.id());
            assertThat(known.builtIn()).isFalse();
            assertThat(known.featureId()).isNull();
        });
        assertThat(facts.role())
                .as("the first by name")
                .isEqualTo(new RoleFact(role(Role.MEMBER).id(), Role.MEMBER));
        assertThat(facts.scope()).isNull();
        assertThat(facts.subscription()).isNull();
        assertThat(facts.document()).isNull();
        assertThat(facts.usage()).isNull();
        assertThat(unknown.permission()).isNull();
        assertThat(unknown.role()).isNull();
        assertThat(nobody.account()).isNull();
    }

    @Test
    void knows_the_plan_that_decides_about_a_feature() {
        Account ana = anAccount();
        added("tenders:approve", "api-access");
        change(() -> storage.subscriptions()
                .insert(Fixtures.aSubscription(
                        ana.id(),
                        storage.plans().findByName("Standard").orElseThrow(),
                        SubscriptionStatus.PAST_DUE,
                        START)));

        Facts facts = facts(ana.id(), PermissionCheck.of("tenders:approve"));

        assertThat(facts.permission())
                .isNotNull()
                .satisfies(known -> assertThat(known.feature()).isEqualTo("api-access"));
        assertThat(facts.subscription()).isNotNull().satisfies(subscription -> {
            assertThat(subscription.planName()).isEqualTo("Standard");
            assertThat(subscription.status()).isEqualTo(SubscriptionStatus.PAST_DUE);
            assertThat(subscription.included()).isTrue();
            assertThat(subscription.limit()).isNull();
        });
    }

    @Test
    void the_plan_counts_while_its_subscription_runs_and_Free_while_it_waits_or_rests() {
        added("tenders:approve", "api-access");
        added("tenders:read", "document-sharing");
        for (SubscriptionStatus status : SubscriptionStatus.values()) {
            Account ana = anAccount();
            change(() -> storage.subscriptions()
                    .insert(Fixtures.aSubscription(
                            ana.id(), storage.plans().findByName("Standard").orElseThrow(), status, START)));

            SubscriptionFact paid =
                    facts(ana.id(), PermissionCheck.of("tenders:approve")).subscription();
            SubscriptionFact free =
                    facts(ana.id(), PermissionCheck.of("tenders:read")).subscription();

            assertThat(paid != null && paid.included()).as("%s", status).isEqualTo(status.isRunning());
            assertThat(free != null && free.included())
                    .as("what Free has too: %s", status)
                    .isEqualTo(status.isLive());
            String name = paid == null ? null : paid.planName();
            assertThat(name)
                    .as("%s", status)
                    .isEqualTo(status.isRunning() ? "Standard" : status.isLive() ? "Free" : null);
        }
    }

    @Test
    void knows_what_is_stored_and_being_uploaded() {
        Account ana = anAccount();
        Document document = Fixtures.aDocument(ana.id());
        change(() -> {
            storage.quotas().open(Fixtures.anId(), ana.id(), 1_000L, 10L, START);
            storage.documents().insert(document);
        });
        PermissionCheck write = PermissionCheck.of("documents:write");

        assertThat(facts(ana.id(), write).usage()).isEqualTo(new UsageFact(0, 1_000L, 0, 10L));
        assertThat(facts(ana.id(), PermissionCheck.of("documents:read")).usage())
                .isNull();
        assertThat(facts(ana.id(), write.about(document.id())).document())
                .isNotNull()
                .satisfies(known -> {
                    assertThat(known.owner()).isEqualTo(ana.id());
                    assertThat(known.shared()).isNull();
                    assertThat(known.organization()).isNull();
                });
        assertThat(facts(ana.id(), write.about(new DocumentId(Fixtures.anId()))).document())
                .isNull();
    }

    @Test
    void inside_an_organization_its_members_and_its_roles_count() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId acme = organizations().found(ben.id());
        added("tenders:approve", null);
        Role approver = Fixtures.aRole("approver", acme, Set.of("tenders:approve"));
        change(() -> {
            storage.roles().addGrants(Role.SUPPORT, Set.of("tenders:approve"), START);
            give(ana, Role.SUPPORT);
            storage.roles().insert(approver, null, 10);
            storage.roles().assign(ana.id(), approver.id(), null, START);
        });
        PermissionCheck inside = PermissionCheck.of("tenders:approve").in(acme);

        Facts asStranger = facts(ana.id(), inside);
        organizations().join(acme, ana.id(), MemberRole.MEMBER);
        Facts asMember = facts(ana.id(), inside);
        Facts asProgram = storage.permissions()
                .facts(Subject.organization(acme), List.of(PermissionCheck.of("tenders:approve")), START)
                .get(0);

        assertThat(asStranger.scope()).isEqualTo(acme);
        assertThat(asStranger.membership()).isNull();
        assertThat(asStranger.role()).isNull();
        assertThat(asMember.membership()).isEqualTo(MemberRole.MEMBER);
        assertThat(asMember.role()).isEqualTo(new RoleFact(approver.id(), "approver"));
        assertThat(asProgram.scope()).isEqualTo(acme);
        assertThat(asProgram.account()).isNull();
        assertThat(asProgram.role()).isNull();
    }

    private Facts facts(UserId person, PermissionCheck check) {
        return storage.permissions()
                .facts(Subject.person(person), List.of(check), START)
                .get(0);
    }

    private PermissionEntry added(String name, @Nullable String feature) {
        PermissionEntry permission = Fixtures.aPermission(name, feature);
        assertThat(commit(() -> storage.permissions().insert(permission, 100))).isTrue();
        return permission;
    }

    private Role role(String name) {
        return storage.roles().findByName(name).orElseThrow();
    }

    private void give(Account account, String role) {
        storage.roles().assign(account.id(), role(role).id(), null, START);
    }
}
