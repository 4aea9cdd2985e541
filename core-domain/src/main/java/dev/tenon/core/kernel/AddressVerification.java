package dev.tenon.core.kernel;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import java.util.List;
import java.util.Map;

/** What becomes of an account when its owner proves to read the mailbox, whatever the mail was about. */
public record AddressVerification(AccountStore accounts, List<AccountParticipant> participants) {

    /**
     * Verifies the address of an account whose row is locked, and welcomes its owner, once; does nothing if it is verified
     * already.
     */
    public Account verify(Change change, Account account) {
        if (account.emailVerified()) {
            return account;
        }
        Account verified = accounts.update(account.verified(), change.now())
                .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
        change.audit(
                AuditEntry.of("account.verified", "users", verified.id()).changed("emailVerified", "false", "true"));
        change.usage(verified.id(), UsageAction.ACCOUNT_VERIFIED, Map.of());
        change.mail(new MailDraft(
                EmailType.WELCOME, verified.email(), verified.id(), Map.of(), "welcome:" + verified.id()));
        participants.forEach(participant -> participant.verified(change, verified));
        return verified;
    }
}
