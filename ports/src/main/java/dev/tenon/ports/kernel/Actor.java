package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Every driving port takes the actor first, so that HTTP, the command line and embedders pass the same checks.
 *
 * @param type what sort of actor
 * @param label a pseudonym for the audit trail, e.g. {@code user:<id>}, {@code cli:ana} or {@code system:import}
 * @param userId the person's account; {@code null} for anyone who has none
 * @param sessionId the session that the person came with; {@code null} without one
 * @param impersonatorId who really acts, in the person's name; {@code null} if it is the person
 * @param organizationId the organization that a program acts for; {@code null} for anyone else
 * @param keyId the API key that the request came with; {@code null} without one
 * @param permissions what the actor may now, as {@code resource:verb}: what its roles permit, within the key's scopes if it
 *     came with a key; ignored for trusted actors
 * @param origin where the request came from
 * @param claim the idempotency key that the request came with; {@code null} without one
 */
public record Actor(
        Type type,
        String label,
        @Nullable UserId userId,
        @Nullable SessionId sessionId,
        @Nullable UserId impersonatorId,
        @Nullable OrganizationId organizationId,
        @Nullable ApiKeyId keyId,
        Set<String> permissions,
        RequestOrigin origin,
        @Nullable IdempotencyClaim claim) {

    /** What sort of actor. */
    public enum Type {
        /** Nobody is signed in. */
        ANONYMOUS,
        /** Somebody with an account. */
        PERSON,
        /** A program that came with an organization's API key. */
        ORGANIZATION,
        /** Whoever holds the machine: the command line. Trusted. */
        OPERATOR,
        /** The embedding program or a background job. Trusted. */
        SYSTEM
    }

    public Actor {
        if ((type == Type.PERSON) != (userId != null)) {
            throw new IllegalArgumentException("A person has an account, and nobody else has");
        }
        if ((type == Type.ORGANIZATION) != (organizationId != null)) {
            throw new IllegalArgumentException("A program of an organization acts for one, and nobody else does");
        }
        permissions = Set.copyOf(permissions);
    }

    /** Somebody who has not signed in. */
    public static Actor anonymous(RequestOrigin origin) {
        return new Actor(Type.ANONYMOUS, "anonymous", null, null, null, null, null, Set.of(), origin, null);
    }

    /** Somebody with an account, and with a session unless an operator acts in the person's name. */
    public static Actor person(
            UserId userId, @Nullable SessionId sessionId, Set<String> permissions, RequestOrigin origin) {
        String label = "user:" + userId;
        return new Actor(Type.PERSON, label, userId, sessionId, null, null, null, permissions, origin, null);
    }

    /** A program that acts in a person's name, with an API key of theirs. */
    public static Actor keyOf(UserId userId, ApiKeyId keyId, Set<String> permissions, RequestOrigin origin) {
        String label = "user:" + userId + " with key:" + keyId;
        return new Actor(Type.PERSON, label, userId, null, null, null, keyId, permissions, origin, null);
    }

    /** A program that acts for an organization, with an API key of it. */
    public static Actor keyOf(
            OrganizationId organizationId, ApiKeyId keyId, Set<String> permissions, RequestOrigin origin) {
        String label = "organization:" + organizationId + " with key:" + keyId;
        return new Actor(Type.ORGANIZATION, label, null, null, null, organizationId, keyId, permissions, origin, null);
    }

    /** Somebody who works in the name of this person: the label, and so every audit row, names both. */
    public Actor impersonatedBy(UserId impersonator) {
        String both = label + " by user:" + impersonator;
        return new Actor(
                type, both, userId, sessionId, impersonator, organizationId, keyId, permissions, origin, claim);
    }

    /** Whoever runs the command line on this machine, by login name. */
    public static Actor operator(String login) {
        return trusted(Type.OPERATOR, "cli:" + login);
    }

    /** The embedding program or a job of its own, by a word for what it is doing. */
    public static Actor system(String task) {
        return trusted(Type.SYSTEM, "system:" + task);
    }

    private static Actor trusted(Type type, String label) {
        return new Actor(type, label, null, null, null, null, null, Set.of(), RequestOrigin.inProcess(), null);
    }

    /** The same actor, making a request that must happen once only. */
    public Actor claiming(IdempotencyClaim once) {
        return new Actor(
                type, label, userId, sessionId, impersonatorId, organizationId, keyId, permissions, origin, once);
    }

    /** The same actor in a commit that does not conclude the request. */
    public Actor withoutClaim() {
        return new Actor(
                type, label, userId, sessionId, impersonatorId, organizationId, keyId, permissions, origin, null);
    }

    /** The same actor, seen from another origin. */
    public Actor from(RequestOrigin other) {
        return new Actor(
                type, label, userId, sessionId, impersonatorId, organizationId, keyId, permissions, other, claim);
    }

    /** Whether every permission is held: the machine's operator and the embedding program. */
    public boolean isTrusted() {
        return type == Type.OPERATOR || type == Type.SYSTEM;
    }

    /** Whether the actor's roles, or its trust, permit this {@code resource:verb}. */
    public boolean holds(String permission) {
        return isTrusted() || permissions.contains(permission);
    }

    /** Whether the actor is this very person. */
    public boolean is(UserId someone) {
        return someone.equals(userId);
    }

    /** Whether a program asks, with an API key. */
    public boolean comesWithKey() {
        return keyId != null;
    }

    /** The person's account, if the actor is a person. */
    public Optional<UserId> person() {
        return Optional.ofNullable(userId);
    }
}
