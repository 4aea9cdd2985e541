package dev.tenon.core.signin;

import dev.tenon.core.kernel.AddressVerification;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.MailLinks;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.spi.SocialLoginStore;
import dev.tenon.ports.signin.spi.SocialLoginStore.SealedTokens;
import dev.tenon.ports.signin.spi.SocialProviders.ProviderTokens;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose account an identity elsewhere opens. The address decides only where the provider vouches for it, and an account
 * whose address nobody proved is emptied before it is handed over: whoever made it may be somebody else.
 */
final class SocialLinking {

    private static final String TABLE = "user_social_logins";
    private static final String TOKEN_PURPOSE = "social-token";
    private static final int LONGEST_NAME = 255;
    private static final AccountPatch NO_NAMES =
            new AccountPatch(Patched.to(null), Patched.to(null), Patched.to(null), null);

    private final Kernel kernel;
    private final AccountStore accounts;
    private final SocialLoginStore logins;
    private final List<AccountParticipant> participants;
    private final AddressVerification verification;
    private final MailLinks links;
    private final boolean keepTokens;

    SocialLinking(Kernel kernel, List<AccountParticipant> participants, boolean keepTokens) {
        this.kernel = kernel;
        this.accounts = kernel.storage().accounts();
        this.logins = kernel.storage().socialLogins();
        this.participants = participants;
        this.verification = new AddressVerification(accounts, participants);
        this.links = new MailLinks(kernel);
        this.keepTokens = keepTokens;
    }

    /** What an identity leads to. */
    sealed interface Decision {

        /** It is linked to this account. */
        record Enter(Account account, SocialLogin login) implements Decision {}

        /** Both sides verified the address of this account. */
        record Link(Account account) implements Decision {}

        /** Only the provider verified the address of this account. */
        record TakeOver(Account account) implements Decision {}

        /** Nobody has the address that the provider verified. */
        record Register(EmailAddress email) implements Decision {}

        /**
         * It opens nothing.
         *
         * @param userId whose account it would have been; {@code null} if there is none
         * @param reason for the login history
         */
        record Refused(@Nullable UserId userId, String reason, Refusal refusal) implements Decision {}
    }

    /** Decides by what is stored now. */
    Decision decide(String method, SocialIdentity identity) {
        Optional<SocialLogin> known = logins.find(method, identity.issuer(), identity.subject());
        if (known.isPresent()) {
            UserId userId = known.get().userId();
            return accounts.find(userId)
                    .filter(Account::isActive)
                    .<Decision>map(account -> new Decision.Enter(account, known.get()))
                    .orElseGet(() -> notActive(userId));
        }
        Optional<EmailAddress> email = Optional.ofNullable(identity.email()).flatMap(EmailAddress::parse);
        Optional<Account> local = email.flatMap(accounts::findByEmail);
        if (email.isEmpty() || !identity.emailVerified()) {
            return new Decision.Refused(
                    local.map(Account::id).orElse(null),
                    "provider-address-unverified",
                    SocialLoginRefusal.EMAIL_UNVERIFIED.refusal());
        }
        if (local.isEmpty()) {
            return new Decision.Register(email.get());
        }
        Account account = local.get();
        if (!account.isActive()) {
            return notActive(account.id());
        }
        return account.emailVerified() ? new Decision.Link(account) : new Decision.TakeOver(account);
    }

    private static Decision notActive(UserId userId) {
        return new Decision.Refused(userId, "account-not-active", SignInRefusal.FAILED.refusal());
    }

    /** Does what was decided, if it still is so, and gives the account that may be entered. */
    Account carryOut(Change change, String method, SocialIdentity identity, Decision decided) {
        return switch (decided) {
            case Decision.Enter enter -> {
                lock(enter.account());
                Account account = still(Decision.Enter.class, method, identity).account();
                logins.refresh(
                        enter.login().id(), identity.email(), identity.emailVerified(), sealed(identity.tokens()));
                yield account;
            }
            case Decision.Link link -> {
                lock(link.account());
                Account account = still(Decision.Link.class, method, identity).account();
                add(change, account, method, identity);
                tell(change, EmailType.SOCIAL_LOGIN_LINKED, account, method);
                yield account;
            }
            case Decision.TakeOver takeOver -> {
                lock(takeOver.account());
                Account emptied = empty(
                        change, still(Decision.TakeOver.class, method, identity).account());
                add(change, emptied, method, identity);
                tell(change, EmailType.SOCIAL_LOGIN_LINKED, emptied, method);
                yield emptied;
            }
            case Decision.Register register -> {
                Account account = register(change, register.email(), identity);
                add(change, account, method, identity);
                yield account;
            }
            case Decision.Refused refused -> throw refused.refusal();
        };
    }

    /** Does what was decided when the second factor was asked for, which has been passed, if it still leads to this account. */
    void carryOutAfter(Change change, Account account, String method, SocialIdentity identity) {
        Decision decided = decide(method, identity);
        boolean isSame = switch (decided) {
            case Decision.Enter enter -> enter.account().id().equals(account.id());
            case Decision.Link link -> link.account().id().equals(account.id());
            case Decision.TakeOver takeOver -> false;
            case Decision.Register register -> false;
            case Decision.Refused refused -> throw refused.refusal();
        };
        if (!isSame) {
            throw SignInRefusal.CHALLENGE_GONE.refusal();
        }
        carryOut(change, method, identity, decided);
    }

    private void lock(Account account) {
        if (accounts.lock(account.id()).isEmpty()) {
            throw SocialLoginRefusal.STATE_GONE.refusal();
        }
    }

    /** Decides again, now that nobody else changes the account. */
    private <D extends Decision> D still(Class<D> type, String method, SocialIdentity identity) {
        Decision now = decide(method, identity);
        if (!type.isInstance(now)) {
            throw SocialLoginRefusal.STATE_GONE.because("The account changed meanwhile. Begin again.");
        }
        return type.cast(now);
    }

    /** Links an identity to an account whose row is locked. */
    SocialLogin add(Change change, Account account, String method, SocialIdentity identity) {
        SocialLogin login = new SocialLogin(
                new SocialLoginId(kernel.ids().next()),
                account.id(),
                method,
                identity.issuer(),
                identity.subject(),
                identity.email(),
                identity.emailVerified(),
                change.now());
        if (!logins.insertIfAbsent(login, sealed(identity.tokens()))) {
            throw SocialLoginRefusal.LINKED_ELSEWHERE.refusal();
        }
        change.audit(AuditEntry.of("social-login.linked", TABLE, login.id())
                .with("method", method)
                .with("person", account.id().toString()));
        return login;
    }

    /** Tells the person what became of a link. */
    void tell(Change change, EmailType type, Account account, String method) {
        change.mail(new MailDraft(type, account.email(), account.id(), Map.of("method", method), null));
    }

    /** Takes everything from an account that whoever made it could come back with, and verifies its address. */
    private Account empty(Change change, Account account) {
        accounts.replacePassword(account.id(), AccountStore.NO_PASSWORD, change.now());
        kernel.storage().sessions().endAll(account.id(), null, change.now());
        links.cancel(change, account, account.createdAt());
        participants.forEach(participant -> participant.reclaimed(change, account, account.createdAt()));
        change.audit(AuditEntry.of("account.taken-over", "users", account.id())
                .changedWithheld("password")
                .changedWithheld("userName", account.userName(), null)
                .changedWithheld("firstName", account.firstName(), null)
                .changedWithheld("lastName", account.lastName(), null));
        return verification.verify(change, account.patched(NO_NAMES));
    }

    private Account register(Change change, EmailAddress email, SocialIdentity identity) {
        Account account = new Account(
                new UserId(kernel.ids().next()),
                email,
                nameOf(identity),
                null,
                null,
                AccountStatus.ACTIVE,
                true,
                null,
                change.now(),
                change.now(),
                1);
        if (!accounts.insertIfAbsent(account, AccountStore.NO_PASSWORD)) {
            throw SocialLoginRefusal.STATE_GONE.because("Somebody registered the address meanwhile. Begin again.");
        }
        Role member = kernel.storage()
                .roles()
                .findByName(Role.MEMBER)
                .orElseThrow(() -> new IllegalStateException("The built-in role member is missing"));
        kernel.storage().roles().grant(account.id(), List.of(member.id()), null, change.now());
        change.audit(AuditEntry.of("account.registered", "users", account.id()).with("roles", member.name()));
        participants.forEach(participant -> participant.verified(change, account));
        return account;
    }

    /** The name that the provider tells, if it is one that a person could have typed. */
    private static @Nullable String nameOf(SocialIdentity identity) {
        String name = identity.name();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            return null;
        }
        boolean isOneLine = name.codePoints().noneMatch(each -> {
            int type = Character.getType(each);
            return type == Character.CONTROL
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
        });
        return isOneLine ? name.strip() : null;
    }

    private @Nullable SealedTokens sealed(ProviderTokens tokens) {
        if (!keepTokens) {
            return null;
        }
        String refresh = tokens.refresh();
        return new SealedTokens(
                kernel.secrets().seal(TOKEN_PURPOSE, tokens.access()),
                refresh == null ? null : kernel.secrets().seal(TOKEN_PURPOSE, refresh),
                tokens.expiresAt());
    }
}
