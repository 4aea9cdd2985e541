package dev.tenon.core.signin;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.signin.NewSessions.Entry;
import dev.tenon.core.signin.PasswordCheck.Checked.Failed;
import dev.tenon.core.signin.PasswordCheck.Checked.Passed;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.Session.Impersonation;
import dev.tenon.ports.signin.SessionPolicy;
import dev.tenon.ports.signin.SessionRefusal;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.ports.signin.spi.SessionStore;
import dev.tenon.ports.signin.spi.SessionStore.LiveSession;
import dev.tenon.ports.signin.spi.SessionStore.PasswordUse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class SessionService implements Sessions {

    private static final String TABLE = "sessions";
    private static final int LONGEST_REASON = 255;
    private static final Duration SEEN_TO_THE = Duration.ofMinutes(1);

    private final Kernel kernel;
    private final SessionStore sessions;
    private final PasswordCheck passwordCheck;
    private final LoginThrottle throttle;
    private final SecondFactorGate gate;
    private final NewSessions newSessions;
    private final SessionPolicy policy;
    private final EnabledMethods methods;
    private final FailedLogins failures;

    SessionService(
            Kernel kernel,
            PasswordCheck passwordCheck,
            LoginThrottle throttle,
            SecondFactorGate gate,
            NewSessions newSessions,
            SessionPolicy policy) {
        this.kernel = kernel;
        this.sessions = kernel.storage().sessions();
        this.passwordCheck = passwordCheck;
        this.throttle = throttle;
        this.gate = gate;
        this.newSessions = newSessions;
        this.policy = policy;
        this.methods = new EnabledMethods(kernel.storage().loginMethods());
        this.failures = new FailedLogins(kernel);
    }

    @Override
    public OpenedSession open(Actor actor, Credentials credentials) {
        methods.require(LoginMethod.EMAIL);
        Instant now = kernel.now();
        @Nullable EmailAddress email = EmailAddress.parse(credentials.email()).orElse(null);
        LoginThrottle.Try attempt = throttle.count(email, actor.origin(), now);
        Passed passed = switch (passwordCheck.check(email, credentials.password())) {
            case Passed right -> right;
            case Failed failed -> throw refused(failed, email, actor.origin(), now);
        };
        throttle.succeeded(attempt);

        Entry entry = new Entry(LoginMethod.EMAIL, new PasswordUse(passed.hash(), passed.rehash()), null);
        gate.pass(passed.account(), entry, now);
        return kernel.changes()
                .commit(
                        NewSessions.entering(actor, passed.account().id()),
                        now,
                        change -> newSessions.open(change, passed.account(), entry, actor.origin()));
    }

    private Refusal refused(Failed failed, @Nullable EmailAddress email, RequestOrigin origin, Instant now) {
        failures.note(failed.userId(), LoginMethod.EMAIL, email, failed.reason(), origin, now);
        return failed.refusal();
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
            sessions.touch(session.id(), now, policy.idleExpiry(now, session.expiresAt()));
        }
        Actor person = Actor.person(live.account().id(), session.id(), live.permissions(), origin);
        Impersonation impersonation = session.impersonation();
        Actor actor = impersonation == null ? person : person.impersonatedBy(stillAllowed(impersonation));
        return new Authenticated(actor, session, live.account());
    }

    /** Who works in another's name must be active and allowed to at every request. */
    private UserId stillAllowed(Impersonation impersonation) {
        UserId by = impersonation.by();
        boolean active =
                kernel.storage().accounts().find(by).filter(Account::isActive).isPresent();
        if (!active || !mayImpersonate(kernel.storage().roles().permissionsOf(by))) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
        return by;
    }

    private static boolean mayImpersonate(Set<String> permissions) {
        return permissions.contains(Permission.USERS_IMPERSONATE.permissionName());
    }

    @Override
    public OpenedSession impersonate(Actor actor, UserId userId, String reason) {
        UserId by = Authorizer.personThemselves(actor);
        Authorizer.require(actor, Permission.USERS_IMPERSONATE);
        Violations violations = new Violations();
        violations.require(!reason.isBlank(), "/reason", "missing", "Say why; the person will read it.");
        violations.refuseIfAny();
        violations.line(reason, "/reason", LONGEST_REASON);
        violations.refuseIfAny();
        Account account = kernel.storage().accounts().find(userId).orElseThrow(AccountRefusal.NOT_FOUND::refusal);
        if (!account.isActive()) {
            throw ImpersonationRefusal.NOT_ACTIVE.refusal();
        }
        RoleStore roles = kernel.storage().roles();
        Authorizer.notBeyond(actor, roles.grantsOf(userId), roles, ImpersonationRefusal.BEYOND_YOURS);
        return kernel.changes()
                .commit(
                        actor,
                        kernel.now(),
                        change -> newSessions.impersonate(
                                change, account, new Impersonation(by, reason.strip()), actor.origin()));
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
        Account account = kernel.storage().accounts().find(userId).orElseThrow(AccountRefusal.NOT_FOUND::refusal);
        return sessions.list(account.id(), kernel.now(), page);
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
        Authorizer.reach(actor, session.userId(), kernel.storage().roles());
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

    @Override
    public int endAll(Actor actor, UserId userId) {
        Authorizer.ownerOr(actor, userId, Permission.SESSIONS_WRITE, AccountRefusal.NOT_FOUND);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Account account = kernel.storage().accounts().lock(userId).orElseThrow(AccountRefusal.NOT_FOUND::refusal);
            Authorizer.reach(actor, userId, kernel.storage().roles());
            int ended = sessions.endAll(account.id(), null, now);
            change.audit(AuditEntry.of("session.all-ended", "users", userId).with("ended", Integer.toString(ended)));
            return ended;
        });
    }
}
