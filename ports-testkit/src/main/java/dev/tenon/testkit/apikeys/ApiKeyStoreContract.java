package dev.tenon.testkit.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.RoleStore.PermissionRow;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.ApiKeyFilter.Status;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.spi.ApiKeyStore.LiveKey;
import dev.tenon.ports.apikeys.spi.ApiKeyStore.Tally;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of API keys does. */
public abstract class ApiKeyStoreContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);

    /** Puts organizations into the storage of the present test. */
    protected abstract OrganizationFixture organizations();

    @Test
    void S5_a_digest_stands_for_its_key_its_owner_and_what_the_owners_roles_permit() {
        Account ana = anAccount();
        permit("documents:read", "documents:write");
        commit(() -> storage.roles()
                .assign(
                        ana.id(),
                        storage.roles().findByName(Role.MEMBER).orElseThrow().id(),
                        null,
                        START));
        String digest = Fixtures.aDigest();
        ApiKey key = aKey(ana.id(), KeyScopes.custom(Set.of("documents:read")), START, null);
        stored(key, digest);

        assertThat(storage.apiKeys().findByDigest(digest, LATER))
                .contains(new LiveKey(key, ana, Set.of("documents:read", "documents:write")));
        assertThat(storage.apiKeys().findByDigest(Fixtures.aDigest(), LATER)).isEmpty();
    }

    @Test
    void S5_a_key_of_an_organization_has_no_account_and_outlives_who_made_it() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        String digest = Fixtures.aDigest();
        ApiKey key = key(null, organization, ana.id(), KeyScopes.of(Preset.READ), START, null, null);
        stored(key, digest);

        assertThat(storage.apiKeys().findByDigest(digest, LATER)).contains(new LiveKey(key, null, Set.of()));
        assertThat(this.<Integer>commit(() -> storage.apiKeys().countLive(organization, LATER)))
                .isEqualTo(1);
        assertThat(storage.apiKeys().countLive(ana.id(), LATER)).isZero();
    }

    @Test
    void S5_a_key_is_over_at_the_instant_at_which_it_expires() {
        String digest = Fixtures.aDigest();
        Account ana = anAccount();
        stored(aKey(ana.id(), KeyScopes.of(Preset.READ), START, LATER), digest);

        assertThat(storage.apiKeys().findByDigest(digest, LATER.minusNanos(1_000)))
                .isPresent();
        assertThat(storage.apiKeys().findByDigest(digest, LATER)).isEmpty();
        assertThat(storage.apiKeys().countLive(ana.id(), LATER)).isZero();
    }

    @Test
    void S5_a_key_is_revoked_once_and_for_good() {
        String digest = Fixtures.aDigest();
        ApiKey key = stored(aKey(anAccount().id(), KeyScopes.of(Preset.READ), START, null), digest);

        assertThat(commit(() -> storage.apiKeys().revoke(key.id(), "leaked", LATER)))
                .isTrue();
        assertThat(commit(() -> storage.apiKeys().revoke(key.id(), "again", LATER)))
                .isFalse();

        assertThat(storage.apiKeys().findByDigest(digest, LATER)).isEmpty();
        ApiKey after = storage.apiKeys().find(key.id()).orElseThrow();
        assertThat(after.revokedReason()).isEqualTo("leaked");
        assertThat(after.revokedAt()).isEqualTo(LATER);
        assertThat(after.revision()).isEqualTo(2);
    }

    @Test
    void revokes_a_persons_live_keys() {
        UserId ana = anAccount().id();
        ApiKey early = stored(aKey(ana, KeyScopes.of(Preset.READ), START, null), Fixtures.aDigest());
        ApiKey late = stored(aKey(ana, KeyScopes.of(Preset.READ), LATER, null), Fixtures.aDigest());
        ApiKey bens = stored(aKey(anAccount().id(), KeyScopes.of(Preset.READ), LATER, null), Fixtures.aDigest());

        assertThat(commit(() -> storage.apiKeys().revokeAll(ana, "closed", LATER)))
                .isEqualTo(2);
        assertThat(commit(() -> storage.apiKeys().revokeAll(ana, "closed", LATER)))
                .isZero();
        assertThat(isRevoked(early)).isTrue();
        assertThat(isRevoked(late)).isTrue();
        assertThat(isRevoked(bens)).isFalse();
    }

    @Test
    void revokes_what_a_person_made_for_organizations_from_an_instant_on() {
        UserId ana = anAccount().id();
        OrganizationId organization = organizations().found(ana);
        ApiKey early =
                stored(key(null, organization, ana, KeyScopes.of(Preset.READ), START, null, null), Fixtures.aDigest());
        ApiKey late =
                stored(key(null, organization, ana, KeyScopes.of(Preset.READ), LATER, null, null), Fixtures.aDigest());
        ApiKey own = stored(aKey(ana, KeyScopes.of(Preset.READ), LATER, null), Fixtures.aDigest());

        assertThat(commit(() -> storage.apiKeys().revokeMadeFor(ana, LATER, "taken back", LATER)))
                .isEqualTo(1);
        assertThat(isRevoked(early)).isFalse();
        assertThat(isRevoked(late)).isTrue();
        assertThat(isRevoked(own)).isFalse();
    }

    @Test
    void S5_of_parallel_rotations_of_one_key_one_comes_in_its_place() {
        ApiKey old = stored(aKey(anAccount().id(), KeyScopes.of(Preset.READ), START, null), Fixtures.aDigest());

        List<Boolean> made = Race.of(
                6, number -> commit(() -> storage.apiKeys().insertInPlaceOf(successor(old), Fixtures.aDigest())));

        assertThat(made).filteredOn(each -> each).hasSize(1);
    }

    @Test
    void names_the_permissions_that_there_are_not() {
        permit("documents:read");

        assertThat(storage.apiKeys().unknownPermissions(Set.of("documents:read", "documents:burn")))
                .containsExactly("documents:burn");
    }

    @Test
    void renames_and_shortens_a_key() {
        ApiKey key = stored(aKey(anAccount().id(), KeyScopes.of(Preset.WRITE), START, null), Fixtures.aDigest());

        change(() -> storage.apiKeys().rename(key.id(), "nightly", LATER));
        change(() -> storage.apiKeys().expire(key.id(), LATER, LATER));

        ApiKey after = commit(() -> storage.apiKeys().lock(key.id())).orElseThrow();
        assertThat(after.name()).isEqualTo("nightly");
        assertThat(after.expiresAt()).isEqualTo(LATER);
        assertThat(after.scopes()).isEqualTo(KeyScopes.of(Preset.WRITE));
        assertThat(after.revision()).isEqualTo(3);
    }

    @Test
    void S5_uses_add_up_and_the_last_one_only_moves_forward() {
        ApiKey key = stored(aKey(anAccount().id(), KeyScopes.of(Preset.READ), START, null), Fixtures.aDigest());

        storage.apiKeys()
                .count(List.of(new Tally(key.id(), 3, LATER), new Tally(new ApiKeyId(Fixtures.anId()), 1, LATER)));
        storage.apiKeys().count(List.of(new Tally(key.id(), 4, START)));

        ApiKey after = storage.apiKeys().find(key.id()).orElseThrow();
        assertThat(after.requestCount()).isEqualTo(7);
        assertThat(after.lastUsedAt()).isEqualTo(LATER);
        assertThat(after.revision()).isEqualTo(1);
    }

    @Test
    void S5_uses_that_several_servers_tell_at_once_are_all_counted() {
        UserId ana = anAccount().id();
        List<ApiKeyId> keys = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            keys.add(stored(aKey(ana, KeyScopes.of(Preset.READ), START, null), Fixtures.aDigest())
                    .id());
        }

        Race.of(12, number -> {
            List<ApiKeyId> order = number % 2 == 0 ? keys : keys.reversed();
            storage.apiKeys()
                    .count(order.stream()
                            .map(id -> new Tally(id, number, START.plusSeconds(number)))
                            .toList());
            return number;
        });

        assertThat(keys)
                .allSatisfy(id -> assertThat(storage.apiKeys().find(id).orElseThrow())
                        .extracting(ApiKey::requestCount, ApiKey::lastUsedAt)
                        .containsExactly(66L, START.plusSeconds(11)));
    }

    @Test
    void lists_newest_first_and_holds_still_in_pages() {
        UserId ana = anAccount().id();
        stored(aKey(anAccount().id(), KeyScopes.of(Preset.READ), START, null), Fixtures.aDigest());
        List<ApiKey> keys = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            keys.add(aKey(ana, KeyScopes.of(Preset.READ), START.plusSeconds(number / 2), null));
        }
        shuffled(keys).forEach(key -> stored(key, Fixtures.aDigest()));
        keys.sort((one, other) -> newestFirst(one, other));

        holdsStillInPages(
                keys,
                page -> storage.apiKeys().list(ApiKeyFilter.of(ana), LATER, page),
                () -> stored(aKey(ana, KeyScopes.of(Preset.READ), LATER, null), Fixtures.aDigest()));
    }

    @Test
    void lists_by_what_has_become_of_them() {
        UserId ana = anAccount().id();
        ApiKey live = stored(aKey(ana, KeyScopes.of(Preset.READ), START, null), Fixtures.aDigest());
        ApiKey expired = stored(aKey(ana, KeyScopes.of(Preset.READ), START, LATER), Fixtures.aDigest());
        ApiKey revoked = stored(aKey(ana, KeyScopes.of(Preset.READ), START, LATER), Fixtures.aDigest());
        commit(() -> storage.apiKeys().revoke(revoked.id(), null, LATER));

        assertThat(listed(ApiKeyFilter.of(ana).only(Status.LIVE))).containsExactly(live.id());
        assertThat(listed(ApiKeyFilter.of(ana).only(Status.EXPIRED))).containsExactly(expired.id());
        assertThat(listed(ApiKeyFilter.of(ana).only(Status.REVOKED))).containsExactly(revoked.id());
        assertThat(listed(new ApiKeyFilter(null, null, null))).hasSize(3);
    }

    @Test
    void writes_in_a_unit_of_work_only() {
        ApiKey key = aKey(anAccount().id(), KeyScopes.of(Preset.READ), START, null);

        assertThatThrownBy(() -> storage.apiKeys().insert(key, Fixtures.aDigest()))
                .isInstanceOf(IllegalStateException.class);
    }

    private List<ApiKeyId> listed(ApiKeyFilter filter) {
        return storage.apiKeys().list(filter, LATER, PageRequest.first(50)).items().stream()
                .map(ApiKey::id)
                .toList();
    }

    private static int newestFirst(ApiKey one, ApiKey other) {
        int byTime = other.createdAt().compareTo(one.createdAt());
        return byTime != 0 ? byTime : other.id().toString().compareTo(one.id().toString());
    }

    private boolean isRevoked(ApiKey key) {
        return storage.apiKeys().find(key.id()).orElseThrow().isRevoked();
    }

    private void permit(String... permissions) {
        change(() -> {
            storage.roles()
                    .addPermissions(
                            List.of(permissions).stream()
                                    .map(name ->
                                            new PermissionRow(new PermissionId(Fixtures.anId()), name, "For a test"))
                                    .toList(),
                            START);
            storage.roles().addGrants(Role.MEMBER, Set.of(permissions), START);
        });
    }

    private ApiKey stored(ApiKey key, String digest) {
        change(() -> storage.apiKeys().insert(key, digest));
        return key;
    }

    private static ApiKey aKey(UserId owner, KeyScopes scopes, Instant createdAt, @Nullable Instant expiresAt) {
        return key(owner, null, owner, scopes, createdAt, expiresAt, null);
    }

    private static ApiKey successor(ApiKey old) {
        return key(old.userId(), null, old.createdBy(), old.scopes(), LATER, null, old.id());
    }

    private static ApiKey key(
            @Nullable UserId owner,
            @Nullable OrganizationId organization,
            @Nullable UserId createdBy,
            KeyScopes scopes,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable ApiKeyId rotatedFrom) {
        return new ApiKey(
                new ApiKeyId(Fixtures.anId()),
                owner,
                organization,
                createdBy,
                "a key",
                scopes,
                "tnk_4Zk0",
                "lEFU",
                rotatedFrom,
                null,
                0,
                createdAt,
                expiresAt,
                null,
                null,
                1);
    }
}
