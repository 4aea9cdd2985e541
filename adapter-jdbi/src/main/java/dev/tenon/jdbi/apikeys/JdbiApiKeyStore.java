package dev.tenon.jdbi.apikeys;

import static java.util.stream.Collectors.toMap;

import dev.tenon.jdbi.access.AccessStores;
import dev.tenon.jdbi.accounts.AccountStores;
import dev.tenon.jdbi.kernel.Coalesced;
import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code api_keys}, {@code api_key_scopes}. */
final class JdbiApiKeyStore implements ApiKeyStore {

    private static final String COLUMNS = """
            k.id AS key_id, k.user_id AS key_user_id, k.organization_id, k.created_by, k.name, k.permissions AS preset,
            ARRAY(SELECT p.permission_name
                  FROM api_key_scopes s
                  JOIN permissions p ON p.id = s.permission_id
                  WHERE s.api_key_id = k.id) AS scopes,
            k.key_prefix, k.last_four, k.rotated_from, k.last_used_at, k.request_count,
            k.created_at AS key_created_at, k.expires_at, k.revoked_at, k.revoked_reason, k.revision AS key_revision""";

    private static final String SELECT = "SELECT " + COLUMNS + "\nFROM api_keys k\n";

    private static final RowMapper<ApiKey> KEY = (row, context) -> new ApiKey(
            new ApiKeyId(Columns.uuid(row, "key_id")),
            Columns.idOrNull(row, "key_user_id", UserId::new),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            Columns.idOrNull(row, "created_by", UserId::new),
            row.getString("name"),
            new KeyScopes(Columns.constant(row, "preset", Preset.class), Set.copyOf(Columns.texts(row, "scopes"))),
            Columns.text(row, "key_prefix"),
            Columns.text(row, "last_four"),
            Columns.idOrNull(row, "rotated_from", ApiKeyId::new),
            Columns.instantOrNull(row, "last_used_at"),
            row.getLong("request_count"),
            Columns.instant(row, "key_created_at"),
            Columns.instantOrNull(row, "expires_at"),
            Columns.instantOrNull(row, "revoked_at"),
            row.getString("revoked_reason"),
            row.getLong("key_revision"));

    private static final RowMapper<LiveKey> LIVE_KEY = (row, context) -> {
        ApiKey key = KEY.map(row, context);
        return new LiveKey(
                key,
                key.userId() == null ? null : AccountStores.ACCOUNT.map(row, context),
                Set.copyOf(Columns.texts(row, "owner_permissions")));
    };

    /** As with sessions: the planner takes any number of digests for the same. */
    private static final String FIND_BY_DIGESTS =
            "SELECT k.api_key, " + COLUMNS + ", " + AccountStores.ACCOUNT_COLUMNS + """
            ,
                ARRAY(""" + AccessStores.PERMITTED + """
                      WHERE ur.user_id = k.user_id) AS owner_permissions
            FROM api_keys k
            LEFT JOIN users u ON u.id = k.user_id
            WHERE k.api_key = ANY (ARRAY(SELECT unnest(:digests))) AND NOT k.is_revoked
            """;

    private static final String LIVE = " AND NOT is_revoked AND (expires_at IS NULL OR expires_at > :now)";

    private static final String REVOKE = """
            UPDATE api_keys
            SET is_revoked = TRUE, revoked_at = :now, revoked_reason = :reason, updated_at = :now, revision = revision + 1
            """;

    private final Handles handles;
    private final Coalesced<String, LiveKey> byDigest = new Coalesced<>(this::findByDigests);

    JdbiApiKeyStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Set<String> unknownPermissions(Set<String> names) {
        return handles.read(handle -> Set.copyOf(handle.createQuery("""
                        SELECT given.name
                        FROM unnest(:names) AS given (name)
                        WHERE NOT EXISTS (SELECT 1 FROM permissions p WHERE p.permission_name = given.name)
                        """)
                .bindArray("names", String.class, names)
                .mapTo(String.class)
                .list()));
    }

    @Override
    public void insert(ApiKey key, String digest) {
        insert(key, digest, "");
    }

    @Override
    public boolean insertInPlaceOf(ApiKey key, String digest) {
        return insert(key, digest, "ON CONFLICT (rotated_from) WHERE rotated_from IS NOT NULL DO NOTHING") == 1;
    }

    private int insert(ApiKey key, String digest, String conflict) {
        return handles.write(handle -> {
            int made = handle.createUpdate("""
                            INSERT INTO api_keys (id, user_id, organization_id, created_by, api_key, key_prefix, last_four,
                                                  name, permissions, rotated_from, created_at, updated_at, expires_at)
                            VALUES (:id, :userId, :organizationId, :createdBy, :digest, :start, :lastFour, :name, :preset,
                                    :rotatedFrom, :createdAt, :createdAt, :expiresAt)
                            """ + conflict)
                    .bind("id", key.id().value())
                    .bind("userId", key.userId() == null ? null : key.userId().value())
                    .bind(
                            "organizationId",
                            key.organizationId() == null
                                    ? null
                                    : key.organizationId().value())
                    .bind(
                            "createdBy",
                            key.createdBy() == null ? null : key.createdBy().value())
                    .bind("digest", digest)
                    .bind("start", key.start())
                    .bind("lastFour", key.lastFour())
                    .bind("name", key.name())
                    .bind("preset", Columns.word(key.scopes().preset()))
                    .bind(
                            "rotatedFrom",
                            key.rotatedFrom() == null ? null : key.rotatedFrom().value())
                    .bind("createdAt", key.createdAt())
                    .bind("expiresAt", key.expiresAt())
                    .execute();
            if (made == 1 && !key.scopes().permissions().isEmpty()) {
                insertScopes(handle, key);
            }
            return made;
        });
    }

    private static void insertScopes(Handle handle, ApiKey key) {
        handle.createUpdate("""
                        INSERT INTO api_key_scopes (api_key_id, permission_id)
                        SELECT :id, p.id FROM permissions p WHERE p.permission_name = ANY (:names)
                        """)
                .bind("id", key.id().value())
                .bindArray("names", String.class, key.scopes().permissions())
                .execute();
    }

    @Override
    public Optional<LiveKey> findByDigest(String digest, Instant now) {
        Optional<LiveKey> found = handles.asksForItself()
                ? byDigest.ask(digest)
                : Optional.ofNullable(findByDigests(Set.of(digest)).get(digest));
        return found.filter(live -> live.key().isLiveAt(now));
    }

    private Map<String, LiveKey> findByDigests(Set<String> digests) {
        return handles.read(handle -> handle.createQuery(FIND_BY_DIGESTS)
                .bindArray("digests", String.class, digests)
                .map((row, context) -> Map.entry(Columns.text(row, "api_key"), LIVE_KEY.map(row, context)))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public Optional<ApiKey> find(ApiKeyId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE k.id = :id")
                .bind("id", id.value())
                .map(KEY)
                .findOne());
    }

    @Override
    public Optional<ApiKey> lock(ApiKeyId id) {
        return handles.write(handle -> handle.createQuery(SELECT + "WHERE k.id = :id FOR NO KEY UPDATE OF k")
                .bind("id", id.value())
                .map(KEY)
                .findOne());
    }

    @Override
    public Page<ApiKey> list(ApiKeyFilter filter, Instant now, PageRequest page) {
        UserId person = filter.userId();
        OrganizationId organization = filter.organizationId();
        Listing listing = Listing.of(SELECT, page)
                .filter("k.user_id = :userId", "userId", person == null ? null : person.value())
                .filter(
                        "k.organization_id = :organizationId",
                        "organizationId",
                        organization == null ? null : organization.value());
        if (filter.status() != null) {
            String condition = switch (filter.status()) {
                case LIVE -> "NOT k.is_revoked AND (k.expires_at IS NULL OR k.expires_at > :now)";
                case EXPIRED -> "NOT k.is_revoked AND k.expires_at <= :now";
                case REVOKED -> "k.is_revoked AND :now IS NOT NULL";
            };
            listing.filter(condition, "now", now);
        }
        return handles.read(handle -> listing.newestFirst(handle, "k.created_at", "k.id", KEY, ApiKey::position));
    }

    @Override
    public int countLive(UserId userId, Instant now) {
        return countLive("SELECT count(*) FROM api_keys WHERE user_id = :owner" + LIVE, userId.value(), now);
    }

    @Override
    public int countLive(OrganizationId organizationId, Instant now) {
        handles.write(handle -> handle.createQuery("SELECT 1 FROM organizations WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", organizationId.value())
                .mapTo(Integer.class)
                .findOne());
        return countLive(
                "SELECT count(*) FROM api_keys WHERE organization_id = :owner" + LIVE, organizationId.value(), now);
    }

    private int countLive(String sql, UUID owner, Instant now) {
        return handles.read(handle -> handle.createQuery(sql)
                .bind("owner", owner)
                .bind("now", now)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void rename(ApiKeyId id, @Nullable String name, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE api_keys SET name = :name, updated_at = :now, revision = revision + 1 WHERE id = :id
                        """)
                .bind("name", name)
                .bind("now", now)
                .bind("id", id.value())
                .execute());
    }

    @Override
    public void expire(ApiKeyId id, Instant expiresAt, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE api_keys
                        SET expires_at = :expiresAt, updated_at = :now, revision = revision + 1
                        WHERE id = :id
                        """)
                .bind("expiresAt", expiresAt)
                .bind("now", now)
                .bind("id", id.value())
                .execute());
    }

    @Override
    public boolean revoke(ApiKeyId id, @Nullable String reason, Instant now) {
        return handles.write(handle -> handle.createUpdate(REVOKE + "WHERE id = :id AND NOT is_revoked")
                        .bind("reason", reason)
                        .bind("now", now)
                        .bind("id", id.value())
                        .execute()
                == 1);
    }

    @Override
    public int revokeAll(UserId userId, String reason, Instant now) {
        return handles.write(handle -> handle.createUpdate(REVOKE + "WHERE user_id = :userId" + LIVE)
                .bind("userId", userId.value())
                .bind("reason", reason)
                .bind("now", now)
                .execute());
    }

    @Override
    public int revokeAll(OrganizationId organizationId, String reason, Instant now) {
        return handles.write(handle -> handle.createUpdate(REVOKE + "WHERE organization_id = :organization" + LIVE)
                .bind("organization", organizationId.value())
                .bind("reason", reason)
                .bind("now", now)
                .execute());
    }

    @Override
    public int revokeMadeFor(UserId maker, Instant since, String reason, Instant now) {
        return handles.write(handle -> handle.createUpdate(REVOKE + """
                        WHERE created_by = :maker AND organization_id IS NOT NULL AND created_at >= :since
                        """ + LIVE)
                .bind("maker", maker.value())
                .bind("since", since)
                .bind("reason", reason)
                .bind("now", now)
                .execute());
    }

    @Override
    public void count(Collection<Tally> tallies) {
        // Two servers count the same keys: both take them in the same order.
        handles.<Integer>writeApart(handle -> handle.createUpdate("""
                        WITH told AS (
                            SELECT id, requests::bigint AS requests, last_used_at::timestamptz AS last_used_at
                            FROM unnest(:ids, :requests, :lastUsed) AS given (id, requests, last_used_at)),
                        locked AS (
                            SELECT id FROM api_keys WHERE id IN (SELECT id FROM told) ORDER BY id FOR NO KEY UPDATE)
                        UPDATE api_keys k
                        SET request_count = k.request_count + told.requests,
                            last_used_at = GREATEST(k.last_used_at, told.last_used_at)
                        FROM told
                        JOIN locked ON locked.id = told.id
                        WHERE k.id = told.id
                        """)
                .bindArray("ids", UUID.class, of(tallies, tally -> tally.id().value()))
                .bindArray("requests", String.class, of(tallies, tally -> Long.toString(tally.requests())))
                .bindArray(
                        "lastUsed",
                        String.class,
                        of(tallies, tally -> tally.lastUsedAt().toString()))
                .execute());
    }

    private static <T> List<T> of(Collection<Tally> tallies, Function<Tally, T> column) {
        return tallies.stream().map(column).toList();
    }
}
