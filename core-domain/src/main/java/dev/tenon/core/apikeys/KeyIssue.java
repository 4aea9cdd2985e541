package dev.tenon.core.apikeys;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.ProofOfPerson;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.apikeys.ApiKeys;
import dev.tenon.ports.apikeys.IssuedKey;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How keys come into being: made anew, or in the place of one that goes. */
final class KeyIssue {

    private final Kernel kernel;
    private final ApiKeyStore keys;
    private final ProofOfPerson proof;
    private final KeyOwners owners;

    KeyIssue(Kernel kernel, ProofOfPerson proof, KeyOwners owners) {
        this.kernel = kernel;
        this.keys = kernel.storage().apiKeys();
        this.proof = proof;
        this.owners = owners;
    }

    IssuedKey create(Actor actor, NewApiKey wanted, @Nullable String password) {
        Instant now = kernel.now();
        UserId maker = proof.requireLately(actor, password, now);
        OrganizationId organization = wanted.organizationId();
        if (organization != null) {
            owners.requireRunning(actor, organization);
        }
        check(wanted, now);
        return kernel.changes().commit(actor, now, change -> {
            Account account = stillRunning(maker, organization);
            requireRoom(maker, organization, now);
            Token token = kernel.secrets().newToken(Token.API_KEY);
            ApiKey key = new ApiKey(
                    new ApiKeyId(kernel.ids().next()),
                    organization == null ? maker : null,
                    organization,
                    maker,
                    wanted.name(),
                    wanted.scopes(),
                    token.start(),
                    token.lastFour(),
                    null,
                    null,
                    0,
                    now,
                    wanted.expiresAt(),
                    null,
                    null,
                    1);
            keys.insert(key, kernel.secrets().digest(token));
            change.audit(ApiKeyService.entry("api-key.created", key)
                    .with("permissions", scopes(wanted.scopes()))
                    .with(
                            "expires",
                            wanted.expiresAt() == null
                                    ? "never"
                                    : wanted.expiresAt().toString()));
            tell(change, account, key);
            return new IssuedKey(key, token);
        });
    }

    /** Makes the successor of a key that the actor may know of. */
    IssuedKey rotate(Actor actor, ApiKey seen, Duration grace, @Nullable String password) {
        Instant now = kernel.now();
        ApiKeyId id = seen.id();
        UserId maker = proof.requireLately(actor, password, now);
        if (!owners.runs(actor, seen)) {
            throw RequestRefusal.FORBIDDEN.because("Only whoever the key belongs to rotates it; you may revoke it.");
        }
        Violations violations = new Violations();
        violations.require(
                !grace.isNegative() && grace.compareTo(ApiKeys.LONGEST_GRACE) <= 0,
                "/graceSeconds",
                "out-of-range",
                "Choose 0 to " + ApiKeys.LONGEST_GRACE.toSeconds() + " seconds.");
        violations.refuseIfAny();
        return kernel.changes().commit(actor, now, change -> {
            Account account = stillRunning(maker, seen.organizationId());
            ApiKey old = keys.lock(id).orElseThrow(ApiKeyRefusal.NOT_FOUND::refusal);
            requireLive(old, now);
            if (!grace.isZero()) {
                // Two live keys stand where one stood.
                requireRoom(maker, seen.organizationId(), now);
            }
            Token token = kernel.secrets().newToken(Token.API_KEY);
            ApiKey key = successor(old, maker, token, now);
            if (!keys.insertInPlaceOf(key, kernel.secrets().digest(token))) {
                throw ApiKeyRefusal.ROTATED.refusal();
            }
            Instant ends = earlier(now.plus(grace), old.expiresAt());
            keys.expire(id, ends, now);
            change.audit(ApiKeyService.entry("api-key.rotated", old)
                    .with("successor", key.id().toString())
                    .with("ends", ends.toString()));
            tell(change, account, key);
            return new IssuedKey(key, token);
        });
    }

    private ApiKey successor(ApiKey old, UserId maker, Token token, Instant now) {
        return new ApiKey(
                new ApiKeyId(kernel.ids().next()),
                old.userId(),
                old.organizationId(),
                maker,
                old.name(),
                old.scopes(),
                token.start(),
                token.lastFour(),
                old.id(),
                null,
                0,
                now,
                old.expiresAt(),
                null,
                null,
                1);
    }

    private void check(NewApiKey wanted, Instant now) {
        Violations violations = new Violations();
        violations.line(wanted.name(), "/name", ApiKeyService.LONGEST_TEXT);
        Instant expiresAt = wanted.expiresAt();
        violations.require(
                expiresAt == null || expiresAt.isAfter(now), "/expiresAt", "in-the-past", "Choose a time to come.");
        Set<String> scopes = wanted.scopes().permissions();
        violations.require(
                scopes.size() <= NewApiKey.MOST_SCOPES,
                "/scopes",
                "too-many",
                "Name at most " + NewApiKey.MOST_SCOPES + " permissions.");
        violations.refuseIfAny();
        Set<String> unknown = scopes.isEmpty() ? Set.of() : keys.unknownPermissions(scopes);
        violations.require(
                unknown.isEmpty(),
                "/scopes",
                "unknown",
                "There is no permission of this name: " + String.join(", ", new TreeSet<>(unknown)) + ".");
        violations.refuseIfAny();
    }

    /** Whoever makes a key is active, and runs the organization that it is for, until the commit. */
    private Account stillRunning(UserId maker, @Nullable OrganizationId organization) {
        Account account = kernel.storage()
                .accounts()
                .lock(maker)
                .filter(Account::isActive)
                .orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
        if (organization != null) {
            owners.requireRunningStill(maker, organization);
        }
        return account;
    }

    private void requireRoom(UserId maker, @Nullable OrganizationId organization, Instant now) {
        int live = organization == null ? keys.countLive(maker, now) : keys.countLive(organization, now);
        if (live >= ApiKeys.MOST_LIVE) {
            throw ApiKeyRefusal.TOO_MANY.refusal();
        }
    }

    private static void requireLive(ApiKey key, Instant now) {
        if (key.isRevoked()) {
            throw ApiKeyRefusal.REVOKED.refusal();
        }
        if (key.hasExpiredAt(now)) {
            throw ApiKeyRefusal.EXPIRED.refusal();
        }
    }

    private void tell(Change change, Account account, ApiKey key) {
        change.mail(new MailDraft(
                EmailType.API_KEY_CREATED,
                account.email(),
                account.id(),
                Map.of("start", key.start(), "at", change.now().toString()),
                "api-key-created:" + key.id()));
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    private static String scopes(KeyScopes scopes) {
        return scopes.preset() == KeyScopes.Preset.CUSTOM
                ? String.join(",", new TreeSet<>(scopes.permissions()))
                : scopes.preset().name().toLowerCase(Locale.ROOT);
    }
}
