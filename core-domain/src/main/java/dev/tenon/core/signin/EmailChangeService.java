package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.MailLinks;
import dev.tenon.core.kernel.MailLinks.Sort;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.signin.EmailChanges;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class EmailChangeService implements EmailChanges {

    private static final String TABLE = "users";

    private final Kernel kernel;
    private final AccountStore accounts;
    private final Reauthentication reauthentication;
    private final List<AccountParticipant> participants;
    private final MailLinks links;

    EmailChangeService(Kernel kernel, Reauthentication reauthentication, List<AccountParticipant> participants) {
        this.kernel = kernel;
        this.accounts = kernel.storage().accounts();
        this.reauthentication = reauthentication;
        this.participants = participants;
        this.links = new MailLinks(kernel);
    }

    @Override
    public void request(Actor actor, String email, @Nullable String password) {
        EmailAddress wanted = EmailAddress.require(email, "/email");
        Instant now = kernel.now();
        UserId person = reauthentication.require(actor, password, now);
        kernel.changes().commit(actor, now, change -> {
            Account account = active(person);
            Violations violations = new Violations();
            violations.require(
                    !account.email().equals(wanted), "/email", "email-unchanged", "This is your address already.");
            violations.refuseIfAny();
            if (!links.sentLately(Sort.EMAIL_CHANGE, account, now)) {
                accounts.findByEmail(wanted)
                        .filter(owner -> owner.emailVerified() || !owner.isActive())
                        .ifPresentOrElse(
                                owner -> tellOwner(change, owner),
                                () -> links.send(change, Sort.EMAIL_CHANGE, account, wanted));
                change.mail(
                        new MailDraft(EmailType.EMAIL_CHANGE_REQUESTED, account.email(), account.id(), Map.of(), null));
            }
            change.audit(AuditEntry.of("email-change.requested", TABLE, person));
            return person;
        });
    }

    @Override
    public Account confirm(Actor actor, String token) {
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            OneTimeToken spent = links.spend(Sort.EMAIL_CHANGE, token, now);
            Account before = account(spent);
            Account after = moved(change, before, spent.targetEmail());
            kernel.storage().sessions().endAll(before.id(), spent.sessionId(), now);
            links.cancel(change, before, null);
            kernel.storage().ceremonies().cancel(before.id());
            links.send(change, Sort.UNDO_EMAIL_CHANGE, before, before.email());
            change.audit(AuditEntry.of("email-change.confirmed", TABLE, before.id())
                    .changedWithheld("email")
                    .changed(
                            "emailVerified",
                            Boolean.toString(before.emailVerified()),
                            Boolean.toString(after.emailVerified())));
            if (!before.emailVerified()) {
                participants.forEach(participant -> participant.verified(change, after));
            }
            return after;
        });
    }

    @Override
    public Account undo(Actor actor, String token) {
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            OneTimeToken spent = links.spend(Sort.UNDO_EMAIL_CHANGE, token, now);
            Account before = account(spent);
            Account after = moved(change, before, spent.targetEmail());
            accounts.replacePassword(after.id(), AccountStore.NO_PASSWORD, now);
            kernel.storage().sessions().endAll(after.id(), null, now);
            links.cancel(change, after, spent.createdAt());
            participants.forEach(participant -> participant.reclaimed(change, after, spent.createdAt()));
            change.mail(new MailDraft(EmailType.EMAIL_CHANGE_UNDONE, before.email(), after.id(), Map.of(), null));
            links.send(change, Sort.PASSWORD_RESET, after, after.email());
            change.audit(AuditEntry.of("email-change.undone", TABLE, after.id())
                    .changedWithheld("email")
                    .changedWithheld("password"));
            return after;
        });
    }

    /**
     * The account with an address whose mailbox has answered. Somebody who registered the address and never proved to read
     * its mail is no obstacle: otherwise whoever took an account could keep its owner from taking it back.
     */
    private Account moved(Change change, Account before, EmailAddress proven) {
        accounts.deleteUnverified(proven)
                .ifPresent(squatter -> change.audit(AuditEntry.of("account.displaced", TABLE, squatter)));
        return accounts.replaceEmail(before.id(), proven, change.now());
    }

    private Account account(OneTimeToken spent) {
        return accounts.lock(spent.userId()).filter(Account::isActive).orElseThrow(TokenRefusal.GONE::refusal);
    }

    private Account active(UserId person) {
        return accounts.lock(person).filter(Account::isActive).orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
    }

    /** Only whoever reads the mailbox may hear that the address has an account. */
    private static void tellOwner(Change change, Account owner) {
        String hour = owner.id() + ":" + change.now().truncatedTo(ChronoUnit.HOURS);
        change.mail(
                new MailDraft(EmailType.ACCOUNT_EXISTS, owner.email(), owner.id(), Map.of(), "account-exists:" + hour));
    }
}
