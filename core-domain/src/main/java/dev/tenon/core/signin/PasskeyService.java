package dev.tenon.core.signin;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.signin.NewSessions.Entry;
import dev.tenon.core.signin.PasskeyCheck.Shown;
import dev.tenon.core.signin.PasskeyCheck.Taken;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.PasskeyAnswer;
import dev.tenon.ports.signin.PasskeyRefusal;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.spi.CeremonyStore.Purpose;
import dev.tenon.ports.signin.spi.PasskeyCeremonies;
import dev.tenon.ports.signin.spi.PasskeyCeremonies.Credential;
import dev.tenon.ports.signin.spi.PasskeyStore;
import dev.tenon.ports.signin.spi.PasskeyStore.StoredPasskey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class PasskeyService implements Passkeys {

    private static final String TABLE = "passkeys";
    private static final int MOST_PASSKEYS = 20;
    private static final int LONGEST_NAME = 100;

    private final Kernel kernel;
    private final PasskeyStore passkeys;
    private final AccountStore accounts;
    private final PasskeyCheck check;
    private final WaysIn ways;
    private final Reauthentication reauthentication;
    private final LoginThrottle throttle;
    private final NewSessions newSessions;
    private final FailedLogins failures;

    PasskeyService(
            Kernel kernel,
            PasskeyCheck check,
            WaysIn ways,
            Reauthentication reauthentication,
            LoginThrottle throttle,
            NewSessions newSessions) {
        this.kernel = kernel;
        this.passkeys = kernel.storage().passkeys();
        this.accounts = kernel.storage().accounts();
        this.check = check;
        this.ways = ways;
        this.reauthentication = reauthentication;
        this.throttle = throttle;
        this.newSessions = newSessions;
        this.failures = new FailedLogins(kernel);
    }

    @Override
    public Begun startRegistration(Actor actor, @Nullable String password) {
        Instant now = kernel.now();
        PasskeyCeremonies ceremonies = check.offered();
        UserId person = reauthentication.require(actor, password, now);
        Account account = accounts.find(person).orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
        List<StoredPasskey> existing = passkeys.list(person);
        requireRoom(existing);
        List<String> credentialIds =
                existing.stream().map(each -> each.credential().credentialId()).toList();
        PasskeyCeremonies.Begun begins =
                ceremonies.beginRegistration(person, account.email().value(), credentialIds);
        return check.keep(actor, Purpose.PASSKEY_REGISTRATION, person, begins, now);
    }

    private static void requireRoom(List<StoredPasskey> existing) {
        if (existing.size() >= MOST_PASSKEYS) {
            throw PasskeyRefusal.TOO_MANY.refusal();
        }
    }

    @Override
    public Passkey register(Actor actor, PasskeyAnswer answer, String name) {
        UserId person = Authorizer.personThemselves(actor);
        PasskeyCeremonies ceremonies = check.offered();
        requireName(name);
        Instant now = kernel.now();
        Taken taken = check.take(answer, Purpose.PASSKEY_REGISTRATION, now);
        if (!person.equals(taken.person())) {
            throw PasskeyRefusal.CEREMONY_GONE.refusal();
        }
        Credential credential = ceremonies
                .finishRegistration(taken.state(), person, answer.credential().text())
                .orElseThrow(PasskeyRefusal.ANSWER_REFUSED::refusal);
        return kernel.changes().commit(actor, now, change -> {
            Account account = active(person);
            requireRoom(passkeys.list(person));
            Passkey passkey = new Passkey(
                    new PasskeyId(kernel.ids().next()), person, name.strip(), ceremonies.site(), now, null, 1);
            if (!passkeys.insertIfAbsent(new StoredPasskey(passkey, credential))) {
                throw PasskeyRefusal.KNOWN_ALREADY.refusal();
            }
            change.audit(AuditEntry.of("passkey.added", TABLE, passkey.id()).with("person", person.toString()));
            tell(change, account, EmailType.PASSKEY_ADDED, passkey);
            return passkey;
        });
    }

    @Override
    public List<Passkey> list(Actor actor) {
        return of(Authorizer.person(actor));
    }

    @Override
    public List<Passkey> listOf(Actor actor, UserId userId) {
        Authorizer.ownerOr(actor, userId, Permission.USERS_READ, AccountRefusal.NOT_FOUND);
        return of(accounts.find(userId)
                .orElseThrow(AccountRefusal.NOT_FOUND::refusal)
                .id());
    }

    private List<Passkey> of(UserId person) {
        return passkeys.list(person).stream().map(StoredPasskey::passkey).toList();
    }

    @Override
    public Passkey get(Actor actor, PasskeyId id) {
        return list(actor).stream()
                .filter(passkey -> passkey.id().equals(id))
                .findFirst()
                .orElseThrow(PasskeyRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Passkey rename(Actor actor, PasskeyId id, String name, Expected expected) {
        UserId person = Authorizer.personThemselves(actor);
        requireName(name);
        return kernel.changes().commit(actor, kernel.now(), change -> {
            Passkey before = passkeys.lock(person, id).orElseThrow(PasskeyRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            String after = name.strip();
            if (after.equals(before.name())) {
                return before;
            }
            passkeys.rename(id, after);
            change.audit(AuditEntry.of("passkey.renamed", TABLE, id)
                    .with("person", person.toString())
                    .changedWithheld("name"));
            return before.renamed(after);
        });
    }

    @Override
    public void remove(Actor actor, PasskeyId id, @Nullable String password) {
        Instant now = kernel.now();
        UserId person = reauthentication.require(actor, password, now);
        kernel.changes().commit(actor, now, change -> {
            Account account = active(person);
            Passkey passkey = passkeys.lock(person, id).orElseThrow(PasskeyRefusal.NOT_FOUND::refusal);
            if (!ways.remainWithout(person, id)) {
                throw PasskeyRefusal.LAST_WAY_IN.refusal();
            }
            return drop(change, account, passkey);
        });
    }

    @Override
    public void removeOf(Actor actor, UserId userId, PasskeyId id) {
        Authorizer.require(actor, Permission.USERS_WRITE);
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            Account account = accounts.lock(userId).orElseThrow(AccountRefusal.NOT_FOUND::refusal);
            Authorizer.reach(actor, userId, kernel.storage().roles());
            Passkey passkey = passkeys.lock(userId, id).orElseThrow(PasskeyRefusal.NOT_FOUND::refusal);
            kernel.storage().sessions().endAll(userId, null, now);
            return drop(change, account, passkey);
        });
    }

    private PasskeyId drop(Change change, Account account, Passkey passkey) {
        passkeys.delete(account.id(), passkey.id());
        change.audit(AuditEntry.of("passkey.removed", TABLE, passkey.id())
                .with("person", account.id().toString()));
        tell(change, account, EmailType.PASSKEY_REMOVED, passkey);
        return passkey.id();
    }

    @Override
    public Begun startSignIn(Actor actor) {
        PasskeyCeremonies ceremonies = check.offered();
        Instant now = kernel.now();
        throttle.countStart(LoginMethod.PASSKEY, actor.origin(), now);
        return check.keep(actor, Purpose.PASSKEY_SIGN_IN, null, ceremonies.beginSignIn(), now);
    }

    @Override
    public OpenedSession open(Actor actor, PasskeyAnswer answer) {
        check.offered();
        Instant now = kernel.now();
        Taken taken = check.take(answer, Purpose.PASSKEY_SIGN_IN, now);
        StoredPasskey claimed = check.claimed(answer);
        if (claimed == null) {
            throw refused(null, "unknown-passkey", actor, now);
        }
        Account account = accounts.find(claimed.passkey().userId()).orElse(null);
        Shown shown =
                check.check(taken, answer, claimed).orElseThrow(() -> refused(account, "wrong-passkey", actor, now));
        if (account == null || !account.isActive()) {
            throw refused(account, "account-not-active", actor, now);
        }
        Entry entry = new Entry(LoginMethod.PASSKEY, null, SecondFactorCheck.PASSKEY);
        OpenedSession opened = kernel.changes().commit(NewSessions.entering(actor, account.id()), now, change -> {
            if (!check.use(shown, now)) {
                throw SignInRefusal.PASSKEY_FAILED.refusal();
            }
            change.audit(AuditEntry.of("passkey.used", TABLE, shown.passkey().id()));
            return newSessions.open(change, account, entry, actor.origin());
        });
        throttle.startSucceeded(LoginMethod.PASSKEY, actor.origin());
        return opened;
    }

    private Refusal refused(@Nullable Account account, String reason, Actor actor, Instant now) {
        UserId person = account == null ? null : account.id();
        EmailAddress email = account == null ? null : account.email();
        failures.note(person, LoginMethod.PASSKEY, email, reason, actor.origin(), now);
        return SignInRefusal.PASSKEY_FAILED.refusal();
    }

    private static void requireName(String name) {
        Violations violations = new Violations();
        violations.require(!name.isBlank(), "/name", "missing", "Give the passkey a name, as \"phone\".");
        violations.refuseIfAny();
        violations.line(name, "/name", LONGEST_NAME);
        violations.refuseIfAny();
    }

    private static void tell(Change change, Account account, EmailType type, Passkey passkey) {
        change.mail(new MailDraft(type, account.email(), account.id(), Map.of("name", passkey.name()), null));
    }

    private Account active(UserId person) {
        return accounts.lock(person).filter(Account::isActive).orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
    }
}
