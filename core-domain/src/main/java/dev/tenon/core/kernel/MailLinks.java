package dev.tenon.core.kernel;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links that prove who reads a mailbox: 178 bits, at rest a digest, spent once, short-lived. None of them signs in. */
public final class MailLinks {

    private static final Duration BETWEEN_MAILS = Duration.ofMinutes(1);

    private final Kernel kernel;

    public MailLinks(Kernel kernel) {
        this.kernel = kernel;
    }

    /** What a link is for, in which mail it goes, and how long it works. */
    public enum Sort {
        VERIFICATION(Purpose.VERIFY_EMAIL, EmailType.VERIFICATION, Duration.ofHours(24), true),
        PASSWORD_RESET(Purpose.RESET_PASSWORD, EmailType.PASSWORD_RESET, Duration.ofHours(1), true),
        EMAIL_CHANGE(Purpose.CHANGE_EMAIL, EmailType.EMAIL_CHANGE, Duration.ofHours(24), true),
        /** The mail tells of the change as well. */
        UNDO_EMAIL_CHANGE(Purpose.UNDO_EMAIL_CHANGE, EmailType.EMAIL_CHANGED, Duration.ofDays(3), false);

        private final Purpose purpose;
        private final EmailType mail;
        private final Duration valid;
        private final boolean isAllThatTheMailIsFor;

        Sort(Purpose purpose, EmailType mail, Duration valid, boolean isAllThatTheMailIsFor) {
            this.purpose = purpose;
            this.mail = mail;
            this.valid = valid;
            this.isAllThatTheMailIsFor = isAllThatTheMailIsFor;
        }
    }

    /** Makes a link in place of the one of its sort that there is, and mails it to the address that it proves. */
    public void send(Change change, Sort sort, Account account, EmailAddress recipient) {
        Token token = kernel.secrets().newToken(Token.MAIL);
        Instant now = change.now();
        kernel.storage()
                .oneTimeTokens()
                .replace(new OneTimeToken(
                        kernel.ids().next(),
                        account.id(),
                        sort.purpose,
                        kernel.secrets().digest(token),
                        recipient,
                        change.actor().sessionId(),
                        now,
                        now.plus(sort.valid)));
        MailDraft mail = new MailDraft(sort.mail, recipient, account.id(), Map.of("token", token.text()), null);
        change.mail(sort.isAllThatTheMailIsFor ? mail.until(now.plus(sort.valid)) : mail);
    }

    /** Whether the last link of this sort is too young for another mail. */
    public boolean sentLately(Sort sort, Account account, Instant now) {
        return kernel.storage()
                .oneTimeTokens()
                .issuedAt(account.id(), sort.purpose)
                .filter(issued -> now.isBefore(issued.plus(BETWEEN_MAILS)))
                .isPresent();
    }

    /** Spends a link's token: of all who try, one gets it. */
    public OneTimeToken spend(Sort sort, String text, Instant now) {
        return Token.parse(Token.MAIL, text)
                .flatMap(token ->
                        kernel.storage().oneTimeTokens().spend(kernel.secrets().digest(token), sort.purpose, now))
                .orElseThrow(TokenRefusal.GONE::refusal);
    }

    /** Ends every link of the account; those that undo a change only if they were made since then. */
    public void cancel(Change change, Account account, @Nullable Instant undosSince) {
        kernel.storage().oneTimeTokens().cancel(account.id(), undosSince, change.now());
    }
}
