package dev.tenon.ports.signin.spi;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Session;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores sessions (table {@code sessions}), by the digests of their tokens. */
public interface SessionStore {

    /** A session with its account and what its account's roles permit, in one reading. */
    record LiveSession(Session session, Account account, Set<String> permissions) {}

    /** An account with its password hash, for sign-in. */
    record Login(Account account, String passwordHash) {}

    Optional<Login> findLogin(EmailAddress email);

    /**
     * The password that a sign-in showed.
     *
     * @param hash the stored hash that it was compared with
     * @param rehash a stronger hash of it, to be stored in its place; {@code null} if the stored one is strong enough
     */
    record PasswordUse(String hash, @Nullable String rehash) {}

    /**
     * Notes a sign-in on the account, if it is active and the password, where one was shown, is still its own; no new
     * revision. Locks the account until the commit, so that whoever bans it or changes its password meanwhile ends the
     * session that is about to be opened, too.
     */
    boolean enter(UserId userId, @Nullable PasswordUse password, Instant now);

    void insert(Session session, String tokenDigest);

    /** The session of a token that was neither ended nor expired at {@code now}, in one statement. */
    Optional<LiveSession> findByToken(String tokenDigest, Instant now);

    Optional<Session> find(SessionId id, Instant now);

    /** An account's live sessions, newest first. */
    Page<Session> list(UserId userId, Instant now, PageRequest page);

    /** Notes that a live session was used; its idle time begins anew. One that is over stays over. Needs no unit of work. */
    void touch(SessionId id, Instant now, Instant idleExpiresAt);

    /** Ends a live session; false if it was not live. */
    boolean end(SessionId id, Instant now);

    /** Ends an account's live sessions but one ({@code null}: all); returns how many. */
    int endAll(UserId userId, @Nullable SessionId except, Instant now);

    /** Ends the oldest live sessions of an account beyond the newest {@code keep}. */
    void endBeyond(UserId userId, int keep, Instant now);

    /** Forgets sessions that ended before then, at most {@code limit}; returns how many. */
    int deleteEnded(Instant before, int limit);
}
