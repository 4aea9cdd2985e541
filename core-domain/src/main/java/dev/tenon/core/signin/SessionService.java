package dev.tenon.core.signin;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.signin.PasswordCheck.Passed;
import dev.tenon.core.signin.PasswordCheck.Rehash;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.SessionPolicy;
import dev.tenon.ports.signin.SessionRefusal;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.ports.signin.spi.SessionStore;
import dev.tenon.ports.signin.spi.SessionStore.LiveSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

final class SessionService implements Sessions {

    private static final String TABLE = "sessions";
    private static final Duration SEEN_TO_THE = Duration.ofMinutes(1);

    private final Kernel kernel;
    private final SessionStore sessions;
    private final PasswordCheck passwordCheck;
    private final LoginThrottle throttle;
    private final SessionPolicy policy;

    SessionService(Kernel kernel, PasswordCheck passwordCheck, LoginThrottle throttle, SessionPolicy policy) {
        this.kernel = kernel;
        this.sessions = kernel.storage().sessions();
        this.passwordCheck = passwordCheck;
        this.throttle = throttle;
        this.policy = policy;
    }

    @Override
    public OpenedSession open(Actor actor, Credentials credentials) {
        Instant now = kernel.now();
        Optional<EmailAddress> email = EmailAddress.parse(credentials.email());
        String login = email.map(EmailAddress::value).orElse("not-an-address");
        LoginThrottle.Try attempt = throttle.count(login, actor.origin(), now);
        Passed passed = passwordCheck.check(email.orElse(null), credentials.password());
        throttle.succeeded(attempt);

        UserId userId = passed.account().id();
        Token token = kernel.secrets().newToken(Token.SESSION);
        Session session = newSession(userId, actor.origin(), now);
        Actor person = Actor.person(userId, session.id(), Set.of(), actor.origin());
        Actor signedIn = actor.claim() == null ? person : person.claiming(actor.claim());
        return kernel.changes().commit(signedIn, now, change -> {
            Rehash rehash = passed.rehash();
            if (rehash != null) {
                sessions.rehashPassword(userId, rehash.oldHash(), rehash.newHash());
            }
            sessions.noteLogin(userId, now);
            sessions.insert(session, kernel.secrets().digest(token));
            sessions.endBeyond(userId, policy.perAccount(), now);
            change.audit(AuditEntry.of("session.opened", TABLE, session.id()));
            return new OpenedSession(token, session);
        });
    }

    @Override
    public Authenticated authenticate(RequestOrigin origin, String text) {
        Instant now = kernel.now();
        LiveSession live = Token.parse(Token.SESSION, text)
                .flatMap(token -> sessions.findByToken(kernel.secrets().digest(token), now))
                .filter(found ->
                        found.session().isLiveAt(now) && found.account().isActive())
                .orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
        Session session = live.session();
        if (now.isAfter(session.lastSeenAt().plus(SEEN_TO_THE))) {
            sessions.touch(session.id(), now, idleExpiry(now, session.expiresAt()));
        }
        Actor actor = Actor.person(live.account().id(), session.id(), live.permissions(), origin);
        return new Authenticated(actor, session, live.account());
    }

    @Override
    public Actor actingAs(Actor actor, String email) {
        if (!actor.isTrusted()) {
            throw RequestRefusal.FORBIDDEN.because("Only the machine's operator acts in another's name.");
        }
        Account account = EmailAddress.parse(email)
                .flatMap(address -> kernel.storage().accounts().findByEmail(address))
                .filter(Account::isActive)
                .orElseThrow(() -> AccountRefusal.NOT_FOUND.because("There is no active account with this address."));
        return Actor.person(account.id(), null, kernel.storage().roles().permissionsOf(account.id()), actor.origin());
    }

    @Override
    public Page<Session> list(Actor actor, PageRequest page) {
        return sessions.list(Authorizer.person(actor), kernel.now(), page);
    }

    @Override
    public Page<Session> listOf(Actor actor, UserId userId, PageRequest page) {
        Authorizer.ownerOr(actor, userId, Permission.SESSIONS_READ, AccountRefusal.NOT_FOUND);
        return sessions.list(userId, kernel.now(), page);
    }

    @Override
    public Session get(Actor actor, SessionId id) {
        UserId person = Authorizer.person(actor);
        return sessions.find(id, kernel.now())
                .filter(session -> session.userId().equals(person))
                .orElseThrow(SessionRefusal.NOT_FOUND::refusal);
    }

    @Override
    public void end(Actor actor, SessionId id) {
        Instant now = kernel.now();
        Session session = sessions.find(id, now).orElseThrow(SessionRefusal.NOT_FOUND::refusal);
        Authorizer.ownerOr(actor, session.userId(), Permission.SESSIONS_WRITE, SessionRefusal.NOT_FOUND);
        kernel.changes().commit(actor, now, change -> {
            if (!sessions.end(id, now)) {
                throw SessionRefusal.NOT_FOUND.refusal();
            }
            change.audit(AuditEntry.of("session.ended", TABLE, id));
            return id;
        });
    }

    @Override
    public int endOthers(Actor actor) {
        UserId person = Authorizer.person(actor);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            int ended = sessions.endAll(person, actor.sessionId(), now);
            change.audit(AuditEntry.of("session.others-ended", "users", person).with("ended", Integer.toString(ended)));
            return ended;
        });
    }

    private Session newSession(UserId userId, RequestOrigin origin, Instant now) {
        Instant expiresAt = now.plus(policy.absolute());
        return new Session(
                new SessionId(kernel.ids().next()),
                userId,
                origin.ipAddress(),
                origin.userAgent(),
                now,
                now,
                idleExpiry(now, expiresAt),
                expiresAt);
    }

    private Instant idleExpiry(Instant now, Instant expiresAt) {
        Instant idle = now.plus(policy.idle());
        return idle.isBefore(expiresAt) ? idle : expiresAt;
    }
}
