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
 * @param permissions what the actor's roles permit, as {@code resource:verb}; ignored for trusted actors
 * @param origin where the request came from
 * @param claim the idempotency key that the request came with; {@code null} without one
 */
public record Actor(
        Type type,
        String label,
        @Nullable UserId userId,
        @Nullable SessionId sessionId,
        @Nullable UserId impersonatorId,
        Set<String> permissions,
        RequestOrigin origin,
        @Nullable IdempotencyClaim claim) {

    /** What sort of actor. */
    public enum Type {
        /** Nobody is signed in. */
        ANONYMOUS,
        /** Somebody with an account. */
        PERSON,
        /** Whoever holds the machine: the command line. Trusted. */
        OPERATOR,
        /** The embedding program or a background job. Trusted. */
        SYSTEM
    }

    public Actor {
        if ((type == Type.PERSON) != (userId != null)) {
            throw new IllegalArgumentException("A person has an account, and nobody else has");
        }
        permissions = Set.copyOf(permissions);
    }

    /** Somebody who has not signed in. */
    public static Actor anonymous(RequestOrigin origin) {
        return new Actor(Type.ANONYMOUS, "anonymous", null, null, null, Set.of(), origin, null);
    }

    /** Somebody with an account, and with a session unless an operator acts in the person's name. */
    public static Actor person(
            UserId userId, @Nullable SessionId sessionId, Set<String> permissions, RequestOrigin origin) {
        return new Actor(Type.PERSON, "user:" + userId, userId, sessionId, null, permissions, origin, null);
    }

    /** Somebody who works in the name of this person: the label, and so every audit row, names both. */
    public Actor impersonatedBy(UserId impersonator) {
        String both = label + " by user:" + impersonator;
        return new Actor(type, both, userId, sessionId, impersonator, permissions, origin, claim);
    }

    /** Whoever runs the command line on this machine, by login name. */
    public static Actor operator(String login) {
        return new Actor(Type.OPERATOR, "cli:" + login, null, null, null, Set.of(), RequestOrigin.inProcess(), null);
    }

    /** The embedding program or a job of its own, by a word for what it is doing. */
    public static Actor system(String task) {
        return new Actor(Type.SYSTEM, "system:" + task, null, null, null, Set.of(), RequestOrigin.inProcess(), null);
    }

    /** The same actor, making a request that must happen once only. */
    public Actor claiming(IdempotencyClaim once) {
        return new Actor(type, label, userId, sessionId, impersonatorId, permissions, origin, once);
    }

    /** The same actor, seen from another origin. */
    public Actor from(RequestOrigin other) {
        return new Actor(type, label, userId, sessionId, impersonatorId, permissions, other, claim);
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

    /** The person's account, if the actor is a person. */
    public Optional<UserId> person() {
        return Optional.ofNullable(userId);
    }
}
