package dev.tenon.core.apikeys;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.apikeys.ApiCall;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.apikeys.ApiKeys;
import dev.tenon.ports.apikeys.IssuedKey;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

    private final TenonInMemory house = new TenonInMemory();
    private final ApiKeys keys = house.tenon.apiKeys();
    private final Actor ana = house.aPerson("ana@example.org");

    // ---- what a key is

    @Test
    void S5_a_key_is_shown_once_and_can_be_told_by_its_ends() {
        IssuedKey issued = create(ana, wanted(Preset.READ));

        assertThat(issued.token().text()).matches("tnk_[0-9A-Za-z]{36}");
        assertThat(issued.token().text())
                .startsWith(issued.key().start())
                .endsWith(issued.key().lastFour());
        assertThat(keys.get(ana, issued.key().id())).isEqualTo(issued.key());
        assertThat(house.auditedActions()).endsWith("api-key.created");
        assertThat(house.lastMailTo("ana@example.org")).contains(issued.key().start());
    }

    @Test
    void S5_a_key_acts_for_its_owner_within_its_scopes() {
        Actor reader = actor(create(ana, wanted(Preset.READ)));
        Actor writer = actor(create(ana, wanted(Preset.WRITE)));
        Actor single = actor(create(ana, custom("documents:read")));

        assertThat(reader.userId()).isEqualTo(ana.userId());
        assertThat(reader.permissions())
                .containsExactlyInAnyOrder(
                        "billing:read",
                        "documents:read",
                        "memberships:read",
                        "notifications:read",
                        "profile:read",
                        "support:read");
        assertThat(writer.permissions())
                .containsExactlyInAnyOrder(
                        "billing:read",
                        "billing:write",
                        "documents:read",
                        "documents:write",
                        "memberships:read",
                        "memberships:write",
                        "notifications:read",
                        "notifications:write",
                        "profile:read",
                        "profile:write",
                        "support:read",
                        "support:write",
                        "usage-logs:write");
        assertThat(single.permissions()).containsExactly("documents:read");
    }

    @Test
    void S5_a_key_without_scopes_may_do_nothing() {
        Actor nobody = actor(create(ana, custom()));

        assertThat(nobody.permissions()).isEmpty();
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> house.tenon.accounts().get(nobody, nobody.person().orElseThrow()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> house.tenon.quotas().of(nobody));
    }

    @Test
    void S5_a_key_never_exceeds_what_its_owner_may_now() {
        Actor admin = house.anAdmin("zoe@example.org");
        IssuedKey issued = create(admin, wanted(Preset.ADMIN));
        assertThat(actor(issued).holds("users:erase")).isTrue();

        house.tenon.roles().unassign(house.operator, admin.person().orElseThrow(), lastAdminSavedBy("ben@example.org"));

        assertThat(actor(issued).holds("users:erase")).isFalse();
    }

    @Test
    void S3_a_key_of_a_banned_account_ends_at_once_and_for_good() {
        IssuedKey issued = create(ana, wanted(Preset.READ));

        become(AccountStatus.BANNED);
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(issued));
        become(AccountStatus.ACTIVE);

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(issued));
        assertThat(keys.get(ana, issued.key().id()).isRevoked()).isTrue();
        assertThat(house.auditedActions()).contains("api-key.all-revoked");
    }

    @Test
    void S5_a_mistyped_key_is_refused() {
        String text = create(ana, wanted(Preset.READ)).token().text();
        char last = text.charAt(text.length() - 1);
        String mistyped = text.substring(0, text.length() - 1) + (last == 'a' ? 'b' : 'a');

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> keys.authenticate(TenonInMemory.ORIGIN, mistyped));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> keys.authenticate(TenonInMemory.ORIGIN, ""));
    }

    // ---- what a key may never do

    @Test
    void S5_a_key_makes_no_key_and_opens_nothing() {
        house.tenon.roles().assign(house.operator, ana.person().orElseThrow(), role(Role.ADMIN));
        IssuedKey issued = create(house.signIn("ana@example.org"), wanted(Preset.ADMIN));
        Actor program = actor(issued);

        assertRefused(ApiKeyRefusal.NOT_HERE, () -> create(program, wanted(Preset.READ)));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> rotate(program, issued.key().id(), Duration.ZERO));
        assertRefused(
                ApiKeyRefusal.NOT_HERE,
                () -> house.tenon
                        .sessions()
                        .impersonate(program, house.anAccount("ben@example.org").id(), "x"));
        assertRefused(
                ApiKeyRefusal.NOT_HERE,
                () -> house.tenon.passwords().change(program, Fixtures.PASSWORD, "another long password"));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> house.tenon.secondFactors().enrol(program, Fixtures.PASSWORD));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> house.tenon.sessions().list(program, PageRequest.first(1)));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> house.tenon.sessions().endOthers(program));
    }

    @Test
    void S5_a_key_without_that_scope_leaves_the_account_as_it_is() {
        Actor reader = actor(create(ana, wanted(Preset.READ)));

        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> house.tenon
                        .accounts()
                        .update(
                                reader,
                                reader.person().orElseThrow(),
                                new AccountPatch(Patched.to("x"), Patched.absent(), Patched.absent(), null),
                                Expected.any()));
    }

    @Test
    void A7_a_borrowed_session_makes_no_key_that_outlives_it() {
        ApiKeyId id = create(ana, wanted(Preset.READ)).key().id();
        house.clock.advance(Duration.ofMinutes(10));

        assertRefused(RequestRefusal.INVALID, () -> create(ana, wanted(Preset.READ)));
        assertRefused(RequestRefusal.INVALID, () -> rotate(ana, id, Duration.ZERO));
        assertRefused(PasswordRefusal.WRONG, () -> keys.create(ana, wanted(Preset.READ), "another long password"));
        keys.create(ana, wanted(Preset.READ), Fixtures.PASSWORD);
        keys.rotate(ana, id, Duration.ZERO, Fixtures.PASSWORD);
    }

    @Test
    void A7_an_account_that_is_taken_back_loses_every_key_of_the_intruder() {
        OrganizationId organization =
                house.storage.organizationFixture().found(ana.person().orElseThrow());
        IssuedKey own = create(ana, wanted(Preset.READ));
        IssuedKey made = create(ana, of(organization, Preset.READ));
        house.tenon.emailChanges().request(ana, "thief@example.org", Fixtures.PASSWORD);
        house.tenon.emailChanges().confirm(house.anonymous, house.mailedToken("thief@example.org"));

        house.tenon.emailChanges().undo(house.anonymous, house.mailedToken("ana@example.org"));

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(own));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(made));
    }

    @Test
    void H1_a_key_that_goes_on_beside_its_successor_counts_too() {
        ApiKeyId first = create(ana, wanted(Preset.READ)).key().id();
        for (int number = 1; number < ApiKeys.MOST_LIVE; number++) {
            create(ana, wanted(Preset.READ));
        }

        assertRefused(ApiKeyRefusal.TOO_MANY, () -> rotate(ana, first, Duration.ofDays(30)));
        rotate(ana, first, Duration.ZERO);
    }

    @Test
    void C1_who_may_revoke_everyones_keys_does_not_see_them_by_that() {
        ApiKeyId id = create(ana, wanted(Preset.READ)).key().id();
        Actor clerk = Actor.person(
                house.anAccount("clerk@example.org").id(), null, Set.of("api-keys:write"), TenonInMemory.ORIGIN);

        assertRefused(ApiKeyRefusal.NOT_FOUND, () -> keys.get(clerk, id));
        assertRefused(ApiKeyRefusal.NOT_FOUND, () -> house.tenon.apiUsage().requests(clerk, id, PageRequest.first(1)));
    }

    @Test
    void nobody_makes_a_key_in_anothers_name() {
        Actor admin = house.anAdmin("zoe@example.org");
        OpenedSession opened =
                house.tenon.sessions().impersonate(admin, ana.person().orElseThrow(), "a test");
        Actor inAnasName = house.authenticate(opened).actor();

        assertRefused(ImpersonationRefusal.NOT_HERE, () -> create(inAnasName, wanted(Preset.READ)));
    }

    @Test
    void S5_a_key_with_that_scope_sees_its_owners_roles() {
        Actor reader = actor(create(ana, custom("profile:read")));
        Actor nobody = actor(create(ana, custom()));

        assertThat(house.tenon.roles().rolesOf(reader, ana.person().orElseThrow()))
                .extracting(Role::name)
                .containsExactly(Role.MEMBER);
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> house.tenon.roles().rolesOf(nobody, ana.person().orElseThrow()));
    }

    // ---- the life of a key

    @Test
    void S5_a_key_expires() {
        Instant end = house.clock.instant().plusSeconds(60);
        IssuedKey issued = create(ana, new NewApiKey(null, "short", KeyScopes.of(Preset.READ), end));
        assertThat(actor(issued).comesWithKey()).isTrue();

        house.clock.advance(Duration.ofSeconds(60));

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(issued));
        assertRefused(ApiKeyRefusal.EXPIRED, () -> rotate(ana, issued.key().id(), Duration.ZERO));
    }

    @Test
    void S5_a_rotated_key_goes_on_for_the_grace_period() {
        IssuedKey old = create(ana, wanted(Preset.WRITE));

        IssuedKey next = rotate(ana, old.key().id(), Duration.ofMinutes(10));

        assertThat(next.key().scopes()).isEqualTo(old.key().scopes());
        assertThat(next.key().rotatedFrom()).isEqualTo(old.key().id());
        assertThat(actor(old).permissions()).isEqualTo(actor(next).permissions());
        assertRefused(ApiKeyRefusal.ROTATED, () -> rotate(ana, old.key().id(), Duration.ZERO));
        house.clock.advance(Duration.ofMinutes(10));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(old));
        assertThat(actor(next).comesWithKey()).isTrue();
    }

    @Test
    void S5_grace_does_not_outlast_the_keys_own_expiry() {
        Instant end = house.clock.instant().plusSeconds(60);
        IssuedKey old = create(ana, new NewApiKey(null, null, KeyScopes.of(Preset.READ), end));

        IssuedKey next = rotate(ana, old.key().id(), Duration.ofDays(1));

        assertThat(keys.get(ana, old.key().id()).expiresAt()).isEqualTo(end);
        assertThat(next.key().expiresAt()).isEqualTo(end);
    }

    @Test
    void refuses_a_grace_period_without_end() {
        ApiKeyId id = create(ana, wanted(Preset.READ)).key().id();

        assertRefused(RequestRefusal.INVALID, () -> rotate(ana, id, Duration.ofDays(31)));
        assertRefused(RequestRefusal.INVALID, () -> rotate(ana, id, Duration.ofSeconds(-1)));
    }

    @Test
    void S5_a_revoked_key_stays_revoked() {
        IssuedKey issued = create(ana, wanted(Preset.READ));

        keys.revoke(ana, issued.key().id(), "it leaked");
        keys.revoke(ana, issued.key().id(), "again");

        ApiKey after = keys.get(ana, issued.key().id());
        assertThat(after.revokedReason()).isEqualTo("it leaked");
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(issued));
        assertRefused(ApiKeyRefusal.REVOKED, () -> rotate(ana, issued.key().id(), Duration.ZERO));
        assertThat(house.auditedActions()).filteredOn("api-key.revoked"::equals).hasSize(1);
    }

    @Test
    void a_key_may_look_at_itself_and_revoke_itself_and_no_other() {
        IssuedKey own = create(ana, wanted(Preset.READ));
        ApiKeyId other = create(ana, wanted(Preset.READ)).key().id();
        Actor program = actor(own);

        assertThat(keys.get(program, own.key().id()).name()).isEqualTo("a key");
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> keys.get(program, other));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> keys.revoke(program, other, null));
        keys.revoke(program, own.key().id(), "found in a log");
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(own));
    }

    @Test
    void renames_a_key_once_per_revision() {
        ApiKey key = create(ana, wanted(Preset.READ)).key();

        assertThat(keys.rename(ana, key.id(), "nightly", Expected.revision(1)).name())
                .isEqualTo("nightly");
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED, () -> keys.rename(ana, key.id(), "weekly", Expected.revision(1)));
        assertRefused(RequestRefusal.INVALID, () -> keys.rename(ana, key.id(), "two\nlines", Expected.any()));
    }

    @Test
    void refuses_scopes_that_there_are_not_and_a_past_expiry() {
        assertRefused(RequestRefusal.INVALID, () -> create(ana, custom("documents:burn")));
        assertRefused(
                RequestRefusal.INVALID,
                () -> create(ana, new NewApiKey(null, null, KeyScopes.of(Preset.READ), house.clock.instant())));
    }

    @Test
    void H1_a_person_has_at_most_a_hundred_live_keys() {
        ApiKeyId first = create(ana, wanted(Preset.READ)).key().id();
        for (int number = 1; number < ApiKeys.MOST_LIVE; number++) {
            create(ana, wanted(Preset.READ));
        }

        assertRefused(ApiKeyRefusal.TOO_MANY, () -> create(ana, wanted(Preset.READ)));
        keys.revoke(ana, first, null);
        create(ana, wanted(Preset.READ));
    }

    // ---- others

    @Test
    void a_key_of_somebody_else_is_not_there() {
        ApiKeyId id = create(ana, wanted(Preset.READ)).key().id();
        Actor ben = house.aPerson("ben@example.org");

        assertRefused(ApiKeyRefusal.NOT_FOUND, () -> keys.get(ben, id));
        assertRefused(ApiKeyRefusal.NOT_FOUND, () -> keys.revoke(ben, id, null));
        assertRefused(ApiKeyRefusal.NOT_FOUND, () -> keys.rename(ben, id, "x", Expected.any()));
        assertRefused(ApiKeyRefusal.NOT_FOUND, () -> rotate(ben, id, Duration.ZERO));
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> keys.list(ben, ApiKeyFilter.of(ana.person().orElseThrow()), PageRequest.first(1)));
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> keys.list(ben, new ApiKeyFilter(null, null, null), PageRequest.first(1)));
    }

    @Test
    void an_administrator_sees_and_revokes_and_does_not_rotate() {
        ApiKeyId id = create(ana, wanted(Preset.READ)).key().id();
        Actor admin = house.anAdmin("zoe@example.org");

        assertThat(keys.list(admin, new ApiKeyFilter(null, null, null), PageRequest.first(9))
                        .items())
                .extracting(ApiKey::id)
                .containsExactly(id);
        assertRefused(RequestRefusal.FORBIDDEN, () -> rotate(admin, id, Duration.ZERO));
        keys.revoke(admin, id, "out of use");
        assertThat(keys.get(ana, id).isRevoked()).isTrue();
    }

    @Test
    void S5_a_key_of_an_organization_outlives_whoever_made_it() {
        OrganizationId organization =
                house.storage.organizationFixture().found(ana.person().orElseThrow());
        Actor ben = house.aPerson("ben@example.org");
        house.storage.organizationFixture().join(organization, ben.person().orElseThrow(), MemberRole.ADMIN);
        IssuedKey issued = create(ben, of(organization, Preset.WRITE));

        house.storage.organizationFixture().leave(organization, ben.person().orElseThrow());

        Actor program = actor(issued);
        assertThat(program.organizationId()).isEqualTo(organization);
        assertThat(program.permissions()).containsExactlyInAnyOrder("documents:read", "documents:write");
        assertRefused(ApiKeyRefusal.NOT_FOUND, () -> keys.get(ben, issued.key().id()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> house.tenon.quotas().of(program));
        keys.revoke(ana, issued.key().id(), null);
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(issued));
    }

    @Test
    void an_organizations_keys_are_kept_by_those_who_run_it() {
        OrganizationId organization =
                house.storage.organizationFixture().found(ana.person().orElseThrow());
        Actor ben = house.aPerson("ben@example.org");

        assertRefused(OrganizationRefusal.NOT_FOUND, () -> create(ben, of(organization, Preset.READ)));
        assertRefused(
                OrganizationRefusal.NOT_FOUND,
                () -> keys.list(ben, ApiKeyFilter.of(organization), PageRequest.first(1)));
        house.storage.organizationFixture().join(organization, ben.person().orElseThrow(), MemberRole.MEMBER);
        assertRefused(RequestRefusal.FORBIDDEN, () -> create(ben, of(organization, Preset.READ)));
        house.storage.organizationFixture().join(organization, ben.person().orElseThrow(), MemberRole.ADMIN);
        ApiKeyId id = create(ben, of(organization, Preset.READ)).key().id();
        assertThat(keys.list(ana, ApiKeyFilter.of(organization), PageRequest.first(9))
                        .items())
                .extracting(ApiKey::id)
                .containsExactly(id);
    }

    // ---- what is counted

    @Test
    void S5_uses_are_counted_a_little_later() {
        IssuedKey issued = create(ana, wanted(Preset.READ));
        actor(issued);
        house.clock.advance(Duration.ofSeconds(1));
        actor(issued);
        assertThat(keys.get(ana, issued.key().id()).requestCount()).isZero();

        house.runJobs();

        ApiKey after = keys.get(ana, issued.key().id());
        assertThat(after.requestCount()).isEqualTo(2);
        assertThat(after.lastUsedAt()).isEqualTo(house.clock.instant());
    }

    @Test
    void what_came_with_keys_is_not_kept_where_it_is_not_wanted() {
        Tenon silent = house.builder().apiUsageLog(false).build();
        IssuedKey issued = create(ana, wanted(Preset.READ));
        Actor program = actor(issued);

        silent.apiUsage().record(program, new ApiCall("GET /v1/me", 200, Duration.ZERO, null));
        silent.jobs().forEach(BackgroundJob::run);

        assertThat(silent.apiUsage()
                        .requests(ana, issued.key().id(), PageRequest.first(9))
                        .items())
                .isEmpty();
    }

    @Test
    void P2_a_person_who_is_erased_leaves_no_key() {
        IssuedKey issued = create(ana, wanted(Preset.READ));

        house.tenon.personalData().erase(house.operator, ana.person().orElseThrow(), null);

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> actor(issued));
        assertRefused(
                ApiKeyRefusal.NOT_FOUND,
                () -> keys.get(house.operator, issued.key().id()));
    }

    private IssuedKey create(Actor owner, NewApiKey wanted) {
        return keys.create(owner, wanted, null);
    }

    private IssuedKey rotate(Actor owner, ApiKeyId id, Duration grace) {
        return keys.rotate(owner, id, grace, null);
    }

    private Actor actor(IssuedKey issued) {
        return keys.authenticate(TenonInMemory.ORIGIN, issued.token().text()).actor();
    }

    private void become(AccountStatus status) {
        house.tenon
                .accounts()
                .update(house.operator, ana.person().orElseThrow(), AccountPatch.status(status), Expected.any());
    }

    private RoleId lastAdminSavedBy(String email) {
        house.anAdmin(email);
        return role(Role.ADMIN);
    }

    private RoleId role(String name) {
        return house.tenon.roles().list(house.operator, null, PageRequest.first(50)).items().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static NewApiKey wanted(Preset preset) {
        return new NewApiKey(null, "a key", KeyScopes.of(preset), null);
    }

    private static NewApiKey of(@Nullable OrganizationId organization, Preset preset) {
        return new NewApiKey(organization, null, KeyScopes.of(preset), null);
    }

    private static NewApiKey custom(String... scopes) {
        return new NewApiKey(null, "a key", KeyScopes.custom(Set.of(scopes)), null);
    }
}
