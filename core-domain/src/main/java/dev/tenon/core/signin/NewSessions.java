package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.Session.Impersonation;
import dev.tenon.ports.signin.SessionPolicy;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.spi.LoginHistoryStore;
import dev.tenon.ports.signin.spi.LoginHistoryStore.Device;
import dev.tenon.ports.signin.spi.SessionStore;
import dev.tenon.ports.signin.spi.SessionStore.PasswordUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The end of every way in: a session, its entry in the login history, and a mail if the device is new. */
final class NewSessions {

    private static final Duration DEVICE_KNOWN = Duration.ofDays(180);
    private static final Duration IMPERSONATION = Duration.ofHours(1);

    private final Kernel kernel;
    private final SessionStore sessions;
    private final LoginHistoryStore history;
    private final SecondFactorGate gate;
    private final SessionPolicy policy;

    NewSessions(Kernel kernel, SecondFactorGate gate, SessionPolicy policy) {
        this.gate = gate;
        this.kernel = kernel;
        this.sessions = kernel.storage().sessions();
        this.history = kernel.storage().loginHistory();
        this.policy = policy;
    }

    /**
     * By what somebody came in.
     *
     * @param password the password that was shown; {@code null} for a way in without one
     * @param secondFactor what was shown besides; {@code null} if nothing was
     */
    record Entry(
            String method,
            @Nullable PasswordUse password,
            @Nullable String secondFactor) {}

    /** The person who comes in, in whose name a session is opened. */
    static Actor entering(Actor actor, UserId person) {
        Actor entering = Actor.person(person, null, Set.of(), actor.origin());
        return actor.claim() == null ? entering : entering.claiming(actor.claim());
    }

    /**
     * Opens a session for whoever came in and was let pass by the {@link SecondFactorGate}, unless the account, its password
     * or its second factor changed since that was checked.
     */
    OpenedSession open(Change change, Account account, Entry entry, RequestOrigin origin) {
        Instant now = change.now();
        boolean entered = sessions.enter(account.id(), entry.password(), now);
        if (!entered || (entry.secondFactor() == null && gate.isNeeded(account.id()))) {
            throw SignInRefusal.FAILED.refusal();
        }
        Device device = history.device(account.id(), origin.userAgent(), now.minus(DEVICE_KNOWN));
        history.noteSuccess(account.id(), entry.method(), origin, now);
        Session session = session(account, entry, null, origin, now, policy.absolute());
        OpenedSession opened = stored(session);
        sessions.endBeyond(account.id(), policy.perAccount(), now);
        if (device == Device.NEW) {
            change.mail(new MailDraft(
                    EmailType.NEW_DEVICE,
                    account.email(),
                    account.id(),
                    Map.of("device", session.device(), "address", addressOf(origin), "at", now.toString()),
                    null));
        }
        change.audit(AuditEntry.of("session.opened", "sessions", session.id()).with("method", entry.method()));
        change.usage(account.id(), UsageAction.SESSION_OPENED, Map.of("method", entry.method()));
        return opened;
    }

    /** Opens a session in the name of an account's owner. */
    OpenedSession impersonate(Change change, Account account, Impersonation impersonation, RequestOrigin origin) {
        Instant now = change.now();
        Duration lasts = policy.absolute().compareTo(IMPERSONATION) < 0 ? policy.absolute() : IMPERSONATION;
        Session session = session(account, null, impersonation, origin, now, lasts);
        change.mail(new MailDraft(
                EmailType.IMPERSONATION,
                account.email(),
                account.id(),
                Map.of(
                        "reason",
                        impersonation.reason(),
                        "until",
                        session.expiresAt().toString()),
                null));
        change.audit(AuditEntry.of("session.impersonated", "sessions", session.id())
                .with("person", account.id().toString())
                .with("reason", impersonation.reason()));
        return stored(session);
    }

    private OpenedSession stored(Session session) {
        Token token = kernel.secrets().newToken(Token.SESSION);
        sessions.insert(session, kernel.secrets().digest(token));
        return new OpenedSession(token, session);
    }

    private Session session(
            Account account,
            @Nullable Entry entry,
            @Nullable Impersonation impersonation,
            RequestOrigin origin,
            Instant now,
            Duration lasts) {
        Instant expiresAt = now.plus(lasts);
        return new Session(
                new SessionId(kernel.ids().next()),
                account.id(),
                entry == null ? null : entry.method(),
                entry == null ? null : entry.secondFactor(),
                impersonation,
                origin.ipAddress(),
                origin.userAgent(),
                now,
                now,
                policy.idleExpiry(now, expiresAt),
                expiresAt);
    }

    private static String addressOf(RequestOrigin origin) {
        return origin.ipAddress() == null ? "this machine" : origin.ipAddress();
    }
}
