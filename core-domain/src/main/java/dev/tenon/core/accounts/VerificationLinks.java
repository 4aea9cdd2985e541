package dev.tenon.core.accounts;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Links that prove who reads a mailbox: 178 bits, at rest a digest, one live per account, spent once, a day long. */
final class VerificationLinks {

    private static final Duration VALID = Duration.ofHours(24);
    private static final Duration BETWEEN_MAILS = Duration.ofMinutes(1);

    private final Kernel kernel;
    private final OneTimeTokenStore tokens;

    VerificationLinks(Kernel kernel) {
        this.kernel = kernel;
        this.tokens = kernel.storage().oneTimeTokens();
    }

    /** Makes a link in place of the one there is, and mails it. */
    void send(Change change, Account account) {
        Token token = kernel.secrets().newToken(Token.MAIL);
        Instant now = change.now();
        tokens.replace(new OneTimeToken(
                kernel.ids().next(),
                account.id(),
                Purpose.VERIFY_EMAIL,
                kernel.secrets().digest(token),
                account.email(),
                now,
                now.plus(VALID)));
        change.mail(new MailDraft(
                EmailType.VERIFICATION, account.email(), account.id(), Map.of("token", token.text()), null));
    }

    /** Whether the last link is too young for another mail. */
    boolean sentLately(Account account, Instant now) {
        return tokens.issuedAt(account.id(), Purpose.VERIFY_EMAIL)
                .filter(issued -> now.isBefore(issued.plus(BETWEEN_MAILS)))
                .isPresent();
    }

    /** Spends a link's token. */
    OneTimeToken spend(String text, Instant now) {
        return Token.parse(Token.MAIL, text)
                .flatMap(token -> tokens.spend(kernel.secrets().digest(token), Purpose.VERIFY_EMAIL, now))
                .orElseThrow(TokenRefusal.GONE::refusal);
    }
}
