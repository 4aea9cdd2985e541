package dev.tenon.ports.signin.spi;

import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.LoginAttemptFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Stores tries to sign in (table {@code login_history}). */
public interface LoginHistoryStore {

    /** Notes a success, in the unit of work that makes it one. */
    void noteSuccess(UserId userId, String method, RequestOrigin origin, Instant now);

    /**
     * Notes a failure. Needs no unit of work: it lasts though the caller is refused.
     *
     * @param userId {@code null} if the address belongs to nobody
     * @param emailPseudonym a keyed hash of the address that was tried
     */
    void noteFailure(
            @Nullable UserId userId,
            String method,
            String emailPseudonym,
            String reason,
            RequestOrigin origin,
            Instant now);

    /** What the present client is to an account. */
    enum Device {
        /** Nobody entered the account before. */
        FIRST,
        /** The account was entered since then with the same client. */
        KNOWN,
        /** The account was entered before, and not with this client. */
        NEW
    }

    /** What a client that describes itself so is to an account, by its successes since then. */
    Device device(UserId userId, @Nullable String userAgent, Instant since);

    /** Whether the account was entered from this network address since then. */
    boolean knowsAddress(UserId userId, String ipAddress, Instant since);

    /** The tries at an account, newest first. */
    Page<LoginAttempt> listOf(UserId userId, PageRequest page);

    /** All tries, newest first. */
    Page<LoginAttempt> list(LoginAttemptFilter filter, PageRequest page);

    /** Forgets tries from before then, at most {@code limit}; returns how many. */
    int deleteBefore(Instant before, int limit);
}
