package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keys for programs. A key works in the name of its owner, a person or an organization, within its scopes, and never beyond
 * what the owner may at that moment. It opens no session and makes no other key.
 *
 * <p>A person's keys are made and changed by the person, signed in; an organization's by its owners and administrators, and
 * they outlive whoever made them.
 */
public interface ApiKeys {

    /** How many live keys a person or an organization may have. */
    int MOST_LIVE = 100;

    /** The longest time that the old key goes on beside the new one. */
    Duration LONGEST_GRACE = Duration.ofDays(30);

    /**
     * Makes a key. The person, or an owner or administrator of the organization; not with a key, and not in another's name.
     * A key outlives the session that it was made in, so a session that is older than ten minutes gives the password again.
     *
     * <p>Recorded as {@code api-key.created}; the person is told by mail.
     *
     * @param password the person's; {@code null} for a sign-in of the last ten minutes
     * @throws Refusal {@link ApiKeyRefusal#TOO_MANY}; {@code request-invalid}; {@code api-key-not-here};
     *     {@code impersonation-not-here}; {@code organization-not-found}; {@code password-wrong};
     *     {@code sign-in-too-long-ago}
     */
    IssuedKey create(Actor actor, NewApiKey wanted, @Nullable String password);

    /** Keys, newest first: one's own, an organization's that one runs, or everyone's with {@code api-keys:read}. */
    Page<ApiKey> list(Actor actor, ApiKeyFilter filter, PageRequest page);

    /**
     * One key: one's own, the one that the request came with, an organization's that one runs, or any with
     * {@code api-keys:read}.
     *
     * @throws Refusal {@link ApiKeyRefusal#NOT_FOUND}
     */
    ApiKey get(Actor actor, ApiKeyId id);

    /**
     * Gives a key another name ({@code null}: none). Whoever may make it, or with {@code api-keys:write}.
     *
     * <p>Recorded as {@code api-key.renamed}.
     *
     * @throws Refusal {@link ApiKeyRefusal#NOT_FOUND}; {@code request-precondition-failed}
     */
    ApiKey rename(Actor actor, ApiKeyId id, @Nullable String name, Expected expected);

    /**
     * Makes a key that takes the place of this one, with the same name, scopes and expiry. The old one goes on for the grace
     * period, and not beyond its own expiry; it is rotated once only. Whoever may make it.
     *
     * <p>Recorded as {@code api-key.rotated}.
     *
     * @param grace at least zero, at most {@link #LONGEST_GRACE}
     * @param password as for {@link #create}
     * @throws Refusal {@link ApiKeyRefusal#NOT_FOUND}; {@link ApiKeyRefusal#REVOKED}; {@link ApiKeyRefusal#EXPIRED};
     *     {@link ApiKeyRefusal#ROTATED}; {@link ApiKeyRefusal#TOO_MANY}; {@code password-wrong};
     *     {@code sign-in-too-long-ago}
     */
    IssuedKey rotate(Actor actor, ApiKeyId id, Duration grace, @Nullable String password);

    /**
     * Makes a key stop working at its next request, for good; doing so twice changes nothing. Whoever may make it, a program
     * with this very key, or with {@code api-keys:write}.
     *
     * <p>Recorded as {@code api-key.revoked}.
     *
     * @param reason for people, one line; {@code null} without one
     * @throws Refusal {@link ApiKeyRefusal#NOT_FOUND}
     */
    void revoke(Actor actor, ApiKeyId id, @Nullable String reason);

    /**
     * Whom a key stands for, in one statement; a mistyped one is refused without asking the database. Counts the request.
     *
     * @throws Refusal {@code request-unauthenticated} if it is unknown, revoked or expired, or its owner is not active
     */
    AuthenticatedKey authenticate(RequestOrigin origin, String key);
}
