package dev.tenon.core.signin;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.signin.NewSessions.Entry;
import dev.tenon.core.signin.SecondFactorCheck.Offered;
import dev.tenon.core.signin.SecondFactorCheck.Shown;
import dev.tenon.core.signin.SecondFactorGate.Waiting;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorEnrolment;
import dev.tenon.ports.signin.SecondFactorProof;
import dev.tenon.ports.signin.SecondFactorRefusal;
import dev.tenon.ports.signin.SecondFactorStatus;
import dev.tenon.ports.signin.SecondFactors;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import dev.tenon.ports.signin.spi.SecondFactorStore.SecondFactor;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class SecondFactorService implements SecondFactors {

    private static final String TABLE = "users";
    private static final Duration ENROLMENT_VALID = Duration.ofHours(1);

    private final Kernel kernel;
    private final SecondFactorStore factors;
    private final AccountStore accounts;
    private final SecondFactorCheck check;
    private final SecondFactorGate gate;
    private final Reauthentication reauthentication;
    private final LoginThrottle throttle;
    private final NewSessions newSessions;
    private final FailedLogins failures;
    private final SocialLinking linking;
    private final String issuer;

    SecondFactorService(
            Kernel kernel,
            SecondFactorCheck check,
            SecondFactorGate gate,
            Reauthentication reauthentication,
            LoginThrottle throttle,
            NewSessions newSessions,
            SocialLinking linking,
            URI baseUrl) {
        this.kernel = kernel;
        this.factors = kernel.storage().secondFactors();
        this.accounts = kernel.storage().accounts();
        this.check = check;
        this.gate = gate;
        this.reauthentication = reauthentication;
        this.throttle = throttle;
        this.newSessions = newSessions;
        this.failures = new FailedLogins(kernel);
        this.linking = linking;
        this.issuer = baseUrl.getHost() == null ? "Tenon" : baseUrl.getHost();
    }

    @Override
    public SecondFactorStatus status(Actor actor) {
        UserId person = Authorizer.person(actor);
        return factors.find(person)
                .map(SecondFactor::confirmedAt)
                .map(confirmedAt -> new SecondFactorStatus(confirmedAt, factors.recoveryCodesLeft(person)))
                .orElseGet(() -> new SecondFactorStatus(null, 0));
    }

    @Override
    public SecondFactorEnrolment enrol(Actor actor, @Nullable String password) {
        Instant now = kernel.now();
        UserId person = reauthentication.require(actor, password, now);
        String secret = check.newSecret();
        String sealed = check.sealed(secret);
        return kernel.changes().commit(actor, now, change -> {
            Account account = active(person);
            if (!factors.enrol(person, sealed, now)) {
                throw SecondFactorRefusal.ON_ALREADY.refusal();
            }
            change.audit(AuditEntry.of("second-factor.enrolled", TABLE, person));
            return new SecondFactorEnrolment(secret, uri(account, secret));
        });
    }

    @Override
    public RecoveryCodes confirm(Actor actor, String code) {
        UserId person = Authorizer.personThemselves(actor);
        Instant now = kernel.now();
        LoginThrottle.Try attempt = throttle.countOwnCode(person, now);
        SecondFactor enrolled = factors.find(person)
                .filter(factor -> factor.confirmedAt() == null)
                .filter(factor -> now.isBefore(factor.createdAt().plus(ENROLMENT_VALID)))
                .orElseThrow(SecondFactorRefusal.NOT_ENROLLED::refusal);
        long step = check.stepOf(enrolled, code, now).orElseThrow(SecondFactorRefusal.WRONG::refusal);
        RecoveryCodes codes = kernel.changes().commit(actor, now, change -> {
            Account account = active(person);
            if (!factors.confirm(person, enrolled.sealedSecret(), step, now)) {
                throw SecondFactorRefusal.NOT_ENROLLED.refusal();
            }
            tell(change, account, EmailType.SECOND_FACTOR_ENABLED);
            change.audit(AuditEntry.of("second-factor.enabled", TABLE, person));
            return newCodes(person, now);
        });
        throttle.succeeded(attempt);
        return codes;
    }

    @Override
    public void disable(Actor actor, @Nullable String password, SecondFactorProof proof) {
        Instant now = kernel.now();
        UserId person = reauthentication.require(actor, password, now);
        Shown shown = shown(person, proof, now);
        kernel.changes().commit(actor, now, change -> {
            Account account = active(person);
            use(change, shown, SecondFactorRefusal.WRONG.refusal());
            drop(change, account, EmailType.SECOND_FACTOR_DISABLED);
            change.audit(AuditEntry.of("second-factor.disabled", TABLE, person).with("factor", shown.factor()));
            return person;
        });
    }

    @Override
    public RecoveryCodes replaceRecoveryCodes(Actor actor, @Nullable String password, SecondFactorProof proof) {
        Instant now = kernel.now();
        UserId person = reauthentication.require(actor, password, now);
        Shown shown = shown(person, proof, now);
        return kernel.changes().commit(actor, now, change -> {
            Account account = active(person);
            use(change, shown, SecondFactorRefusal.WRONG.refusal());
            tell(change, account, EmailType.RECOVERY_CODES_REPLACED);
            change.audit(AuditEntry.of("second-factor.recovery-codes-replaced", TABLE, person));
            return newCodes(person, now);
        });
    }

    @Override
    public void remove(Actor actor, UserId userId) {
        Authorizer.require(actor, Permission.USERS_WRITE);
        kernel.changes().commit(actor, kernel.now(), change -> {
            Account account = accounts.lock(userId).orElseThrow(AccountRefusal.NOT_FOUND::refusal);
            Authorizer.reach(actor, userId, kernel.storage().roles());
            drop(change, account, EmailType.SECOND_FACTOR_REMOVED);
            change.audit(AuditEntry.of("second-factor.removed", TABLE, userId));
            return userId;
        });
    }

    @Override
    public OpenedSession open(Actor actor, String challenge, SecondFactorProof proof) {
        Instant now = kernel.now();
        Waiting waiting = gate.find(challenge, now);
        UserId person = waiting.userId();
        String factor = SecondFactorCheck.factorOf(proof);
        Offered offered = check.offered(proof, now);
        LoginThrottle.Try attempt = throttle.countCode(person, factor, now);
        Account account = accounts.find(person).orElseThrow(SignInRefusal.CHALLENGE_GONE::refusal);
        Shown shown = offered.by(person).orElseThrow(() -> {
            failures.note(person, waiting.entry().method(), account.email(), "wrong-" + factor, actor.origin(), now);
            return SignInRefusal.SECOND_FACTOR_WRONG.refusal();
        });
        Entry entry = new Entry(waiting.entry().method(), waiting.entry().password(), shown.factor());
        OpenedSession opened = kernel.changes().commit(NewSessions.entering(actor, person), now, change -> {
            SocialIdentity identity = waiting.identity();
            if (identity != null) {
                linking.carryOutAfter(change, account, entry.method(), identity);
            }
            OpenedSession session = newSessions.open(change, account, entry, actor.origin());
            gate.spend(waiting, now);
            use(change, shown, SignInRefusal.SECOND_FACTOR_WRONG.refusal());
            if (factor.equals(SecondFactorCheck.RECOVERY_CODE)) {
                tellLeft(change, account);
            }
            return session;
        });
        throttle.succeeded(attempt);
        if (factor.equals(SecondFactorCheck.PASSKEY)) {
            throttle.startSucceeded(LoginMethod.PASSKEY, actor.origin());
        }
        return opened;
    }

    /** The proof of somebody who is signed in, counted before it is looked at. */
    private Shown shown(UserId person, SecondFactorProof proof, Instant now) {
        if (!gate.isNeeded(person)) {
            throw SecondFactorRefusal.NONE.refusal();
        }
        Offered offered = check.offered(proof, now);
        LoginThrottle.Try attempt = throttle.countOwnCode(person, now);
        Shown shown = offered.by(person).orElseThrow(SecondFactorRefusal.WRONG::refusal);
        throttle.succeeded(attempt);
        return shown;
    }

    private static void use(Change change, Shown shown, Refusal usedMeanwhile) {
        if (!shown.use().test(change)) {
            throw usedMeanwhile;
        }
    }

    private RecoveryCodes newCodes(UserId person, Instant now) {
        List<String> codes = check.newRecoveryCodes();
        factors.replaceRecoveryCodes(person, check.digestsOf(person, codes), now);
        return new RecoveryCodes(codes);
    }

    private void drop(Change change, Account account, EmailType mail) {
        if (!factors.remove(account.id())) {
            throw SecondFactorRefusal.NONE.refusal();
        }
        kernel.storage().ceremonies().cancel(account.id());
        tell(change, account, mail);
    }

    private static void tell(Change change, Account account, EmailType type) {
        change.mail(new MailDraft(type, account.email(), account.id(), Map.of(), null));
    }

    private void tellLeft(Change change, Account account) {
        String left = Integer.toString(factors.recoveryCodesLeft(account.id()));
        change.mail(
                new MailDraft(EmailType.RECOVERY_CODE_USED, account.email(), account.id(), Map.of("left", left), null));
    }

    private Account active(UserId person) {
        return accounts.lock(person).filter(Account::isActive).orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
    }

    /** The form that authenticator apps read from QR codes. */
    private URI uri(Account account, String secret) {
        String name = encoded(issuer) + ":" + encoded(account.email().value());
        return URI.create("otpauth://totp/" + name + "?secret=" + secret + "&issuer=" + encoded(issuer)
                + "&algorithm=SHA1&digits=6&period=30");
    }

    /** Percent-encoded (RFC 3986), all but unreserved characters. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z')
                    || (each >= '0' && each <= '9')
                    || "-._~".indexOf(each) >= 0;
            encoded.append(unreserved ? String.valueOf((char) each) : "%%%02X".formatted(each));
        }
        return encoded.toString();
    }
}
