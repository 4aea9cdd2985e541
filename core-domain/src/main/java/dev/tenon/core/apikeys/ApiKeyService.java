package dev.tenon.core.apikeys;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.ProofOfPerson;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.apikeys.ApiKeys;
import dev.tenon.ports.apikeys.AuthenticatedKey;
import dev.tenon.ports.apikeys.IssuedKey;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.apikeys.spi.ApiKeyStore.LiveKey;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

final class ApiKeyService implements ApiKeys {

    private static final String TABLE = "api_keys";

    /** Of a name or a reason. */
    static final int LONGEST_TEXT = 255;

    private final Kernel kernel;
    private final ApiKeyStore keys;
    private final KeyTallies tallies;
    private final KeyOwners owners;
    private final KeyIssue issue;

    ApiKeyService(Kernel kernel, KeyTallies tallies, ProofOfPerson proof) {
        this.kernel = kernel;
        this.keys = kernel.storage().apiKeys();
        this.tallies = tallies;
        this.owners = new KeyOwners(kernel.storage());
        this.issue = new KeyIssue(kernel, proof, owners);
    }

    @Override
    public IssuedKey create(Actor actor, NewApiKey wanted, @Nullable String password) {
        return issue.create(actor, wanted, password);
    }

    @Override
    public IssuedKey rotate(Actor actor, ApiKeyId id, Duration grace, @Nullable String password) {
        return issue.rotate(actor, visible(actor, id), grace, password);
    }

    @Override
    public Page<ApiKey> list(Actor actor, ApiKeyFilter filter, PageRequest page) {
        if (!Authorizer.may(actor, Permission.API_KEYS_READ)) {
            OrganizationId organization = filter.organizationId();
            UserId person = filter.userId();
            if (organization != null) {
                owners.requireRunning(actor, organization);
            } else if (!Authorizer.person(actor).equals(person)) {
                Authorizer.require(actor, Permission.API_KEYS_READ);
            }
        }
        return keys.list(filter, kernel.now(), page);
    }

    @Override
    public ApiKey get(Actor actor, ApiKeyId id) {
        ApiKey key = visible(actor, id);
        if (!id.equals(actor.keyId()) && !Authorizer.may(actor, Permission.API_KEYS_READ)) {
            if (!owners.runs(actor, key)) {
                throw ApiKeyRefusal.NOT_FOUND.refusal();
            }
            Authorizer.person(actor);
        }
        return key;
    }

    @Override
    public ApiKey rename(Actor actor, ApiKeyId id, @Nullable String name, Expected expected) {
        requireKeeping(actor, visible(actor, id));
        Violations violations = new Violations();
        violations.line(name, "/name", LONGEST_TEXT);
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            ApiKey before = keys.lock(id).orElseThrow(ApiKeyRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            keys.rename(id, name, now);
            change.audit(entry("api-key.renamed", before).changedWithheld("name", before.name(), name));
            return keys.find(id).orElseThrow(ApiKeyRefusal.NOT_FOUND::refusal);
        });
    }

    @Override
    public void revoke(Actor actor, ApiKeyId id, @Nullable String reason) {
        ApiKey seen = visible(actor, id);
        if (!id.equals(actor.keyId())) {
            requireKeeping(actor, seen);
        }
        Violations violations = new Violations();
        violations.line(reason, "/reason", LONGEST_TEXT);
        violations.refuseIfAny();
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            if (keys.revoke(id, reason, now)) {
                change.audit(entry("api-key.revoked", seen));
            }
            return id;
        });
    }

    @Override
    public AuthenticatedKey authenticate(RequestOrigin origin, String text) {
        Instant now = kernel.now();
        LiveKey live = Token.parse(Token.API_KEY, text)
                .flatMap(token -> keys.findByDigest(kernel.secrets().digest(token), now))
                .orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
        Actor actor = owners.actor(live, origin);
        tallies.count(live.key().id(), now);
        return new AuthenticatedKey(actor, live.key());
    }

    /** The key, if the actor may know of it. */
    private ApiKey visible(Actor actor, ApiKeyId id) {
        if (actor.type() == Actor.Type.ANONYMOUS) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
        return keys.find(id)
                .filter(key -> id.equals(actor.keyId())
                        || Authorizer.may(actor, Permission.API_KEYS_READ)
                        || Authorizer.may(actor, Permission.API_KEYS_WRITE)
                        || owners.runs(actor, key))
                .orElseThrow(ApiKeyRefusal.NOT_FOUND::refusal);
    }

    /** Passes whoever the key belongs to, signed in, and whoever may change everyone's keys and reach its owner. */
    private void requireKeeping(Actor actor, ApiKey key) {
        if (owners.runs(actor, key)) {
            Authorizer.person(actor);
            return;
        }
        Authorizer.require(actor, Permission.API_KEYS_WRITE);
        UserId owner = key.userId();
        if (owner != null) {
            Authorizer.reach(actor, owner, kernel.storage().roles());
        }
    }

    /** What the trail says of every change to a key. */
    static AuditEntry entry(String action, ApiKey key) {
        AuditEntry entry = AuditEntry.of(action, TABLE, key.id()).in(key.organizationId());
        UserId owner = key.userId();
        return owner == null ? entry : entry.with("owner", owner.toString());
    }
}
