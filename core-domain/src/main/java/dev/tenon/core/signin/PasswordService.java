package dev.tenon.core.signin;

import dev.tenon.core.kernel.AddressVerification;
import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.MailLinks;
import dev.tenon.core.kernel.MailLinks.Sort;
import dev.tenon.core.kernel.NewPasswords;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.Passwords;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class PasswordService implements Passwords {

    private static final String TABLE = "users";

    private final Kernel kernel;
    private final AccountStore accounts;
    private final PasswordHasher passwords;
    private final NewPasswords rules;
    private final Reauthentication reauthentication;
    private final PasswordCheck check;
    private final LoginThrottle throttle;
    private final AddressVerification verification;
    private final MailLinks links;

    PasswordService(
            Kernel kernel,
            PasswordHasher passwords,
            NewPasswords rules,
            Reauthentication reauthentication,
            PasswordCheck check,
            LoginThrottle throttle,
            AddressVerification verification) {
        this.kernel = kernel;
        this.accounts = kernel.storage().accounts();
        this.passwords = passwords;
        this.rules = rules;
        this.reauthentication = reauthentication;
        this.check = check;
        this.throttle = throttle;
        this.verification = verification;
        this.links = new MailLinks(kernel);
    }

    @Override
    public void change(Actor actor, String current, String fresh) {
        UserId person = Authorizer.personThemselves(actor);
        if (!check.hasPassword(person)) {
            throw PasswordRefusal.NONE.refusal();
        }
        validate(fresh, accounts.find(person).map(PasswordService::about).orElse(List.of()));
        Instant now = kernel.now();
        String oldHash = reauthentication.hashOfOwn(person, current, now);
        String newHash = passwords.hash(fresh);
        kernel.changes().commit(actor, now, change -> {
            Account account = accounts.lock(person)
                    .filter(Account::isActive)
                    .orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
            if (!accounts.replacePassword(person, oldHash, newHash, now)) {
                throw PasswordRefusal.WRONG.refusal();
            }
            changed(change, account, actor.sessionId());
            change.audit(AuditEntry.of("password.changed", TABLE, person).changedWithheld("password"));
            return person;
        });
    }

    @Override
    public void requestReset(Actor actor, String email) {
        EmailAddress address = EmailAddress.require(email, "/email");
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            accounts.findByEmail(address)
                    .flatMap(found -> accounts.lock(found.id()))
                    .filter(account -> account.isActive() && account.email().equals(address))
                    .filter(account -> !links.sentLately(Sort.PASSWORD_RESET, account, now))
                    .ifPresent(account -> {
                        links.send(change, Sort.PASSWORD_RESET, account, account.email());
                        change.audit(AuditEntry.of("password.reset-requested", TABLE, account.id()));
                    });
            return address;
        });
    }

    @Override
    public void reset(Actor actor, String token, String password) {
        validate(password, List.of());
        String hash = passwords.hash(password);
        Instant now = kernel.now();
        Account reset = kernel.changes().commit(actor, now, change -> {
            OneTimeToken spent = links.spend(Sort.PASSWORD_RESET, token, now);
            Account account = accounts.lock(spent.userId())
                    .filter(Account::isActive)
                    .filter(found -> found.email().equals(spent.targetEmail()))
                    .orElseThrow(TokenRefusal.GONE::refusal);
            validate(password, about(account));
            accounts.replacePassword(account.id(), hash, now);
            changed(change, account, null);
            change.audit(AuditEntry.of("password.reset", TABLE, account.id()).changedWithheld("password"));
            return verification.verify(change, account);
        });
        throttle.cleared(reset, actor.origin());
    }

    /** What follows from every new password: nothing that was begun under the old one goes on. */
    private void changed(Change change, Account account, @Nullable SessionId kept) {
        kernel.storage().sessions().endAll(account.id(), kept, change.now());
        links.cancel(change, account, null);
        kernel.storage().ceremonies().cancel(account.id());
        change.mail(new MailDraft(EmailType.PASSWORD_CHANGED, account.email(), account.id(), Map.of(), null));
    }

    private void validate(String password, List<String> about) {
        Violations violations = new Violations();
        violations.addAll(rules.check(password, "/password", about));
        violations.refuseIfAny();
    }

    private static List<String> about(Account account) {
        return Stream.of(account.email().value(), account.userName(), account.firstName(), account.lastName())
                .filter(Objects::nonNull)
                .toList();
    }
}
