package dev.tenon.ports.apikeys.spi;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores API keys (tables {@code api_keys}, {@code api_key_scopes}), by the digests of the keys. */
public interface ApiKeyStore {

    /**
     * A key with its owner in one reading.
     *
     * @param account the owner; {@code null} if it is an organization
     * @param permissions what the owner's roles permit; empty for an organization
     */
    record LiveKey(ApiKey key, @Nullable Account account, Set<String> permissions) {}

    /** What a server counted of one key since it last told. */
    record Tally(ApiKeyId id, long requests, Instant lastUsedAt) {}

    /** Those of these permissions that nobody can hold, because there are none of these names. */
    Set<String> unknownPermissions(Set<String> names);

    void insert(ApiKey key, String digest);

    /** A new key in place of another; false if another came in its place already. */
    boolean insertInPlaceOf(ApiKey key, String digest);

    /** The key with this digest that was neither revoked nor expired at {@code now}, in one statement. */
    Optional<LiveKey> findByDigest(String digest, Instant now);

    Optional<ApiKey> find(ApiKeyId id);

    /** The same, and nobody else changes it until the commit; {@link #count} waits too. */
    Optional<ApiKey> lock(ApiKeyId id);

    /** The keys that match, newest first. */
    Page<ApiKey> list(ApiKeyFilter filter, Instant now, PageRequest page);

    /** How many keys of a person were neither revoked nor expired at {@code now}. */
    int countLive(UserId userId, Instant now);

    /** How many keys of an organization were neither revoked nor expired at {@code now}. */
    int countLive(OrganizationId organizationId, Instant now);

    void rename(ApiKeyId id, @Nullable String name, Instant now);

    /** Makes a key stop at {@code expiresAt}. */
    void expire(ApiKeyId id, Instant expiresAt, Instant now);

    /** Revokes a key; false if it was revoked already. */
    boolean revoke(ApiKeyId id, @Nullable String reason, Instant now);

    /** Revokes a person's live keys; returns how many. */
    int revokeAll(UserId userId, String reason, Instant now);

    /** Revokes an organization's live keys; returns how many. */
    int revokeAll(OrganizationId organizationId, String reason, Instant now);

    /** Revokes the live keys of organizations that a person made at {@code since} or later; returns how many. */
    int revokeMadeFor(UserId maker, Instant since, String reason, Instant now);

    /**
     * Adds what was counted; the time of the last use only moves forward. Runs in a commit of its own, outside a unit of
     * work. Keys that are gone are passed over.
     */
    void count(Collection<Tally> tallies);
}
