package dev.tenon.core.accounts;

import dev.tenon.core.kernel.AddressVerification;
import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.MailLinks;
import dev.tenon.core.kernel.MailLinks.Sort;
import dev.tenon.core.kernel.NewPasswords;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class AccountService implements Accounts {

    private static final String TABLE = "users";
    private static final int LONGEST_NAME = 255;

    private final Kernel kernel;
    private final AccountStore accounts;
    private final RoleStore roles;
    private final PasswordHasher passwords;
    private final NewPasswords rules;
    private final MailLinks links;
    private final List<AccountParticipant> participants;
    private final AddressVerification verification;
    private volatile @Nullable Role memberRole;

    AccountService(
            Kernel kernel,
            PasswordHasher passwords,
            NewPasswords rules,
            MailLinks links,
            List<AccountParticipant> participants) {
        this.kernel = kernel;
        this.accounts = kernel.storage().accounts();
        this.roles = kernel.storage().roles();
        this.passwords = passwords;
        this.rules = rules;
        this.links = links;
        this.participants = participants;
        this.verification = new AddressVerification(accounts, participants);
    }

    @Override
    public void signUp(Actor actor, Registration registration) {
        if (registration.emailVerified() || !registration.roles().isEmpty()) {
            throw RequestRefusal.FORBIDDEN.because("Roles and a vouched address are given by an administrator.");
        }
        Account account = validated(registration, true);
        String hash = passwords.hash(passwordOf(registration));
        Role member = member();
        kernel.changes().commit(actor, account.createdAt(), change -> {
            if (accounts.insertIfAbsent(account, hash)) {
                registered(change, account, List.of(member));
                links.send(change, Sort.VERIFICATION, account, account.email());
            } else {
                accounts.findByEmail(account.email()).ifPresent(existing -> repeated(change, existing, hash));
            }
            return account;
        });
    }

    @Override
    public Account register(Actor actor, Registration registration) {
        Authorizer.require(actor, Permission.USERS_WRITE);
        if (!registration.roles().isEmpty()) {
            Authorizer.require(actor, Permission.ROLES_WRITE);
        }
        Account account = validated(registration, false);
        String hash =
                registration.password() == null ? AccountStore.NO_PASSWORD : passwords.hash(passwordOf(registration));
        List<Role> granted = granted(registration);
        granted.stream()
                .filter(role -> registration.roles().contains(role.name()))
                .forEach(role -> Authorizer.notBeyond(actor, role.permissions(), roles, RoleRefusal.BEYOND_YOURS));
        return kernel.changes().commit(actor, account.createdAt(), change -> {
            accounts.insert(account, hash);
            registered(change, account, granted);
            if (account.emailVerified()) {
                participants.forEach(participant -> participant.verified(change, account));
            } else {
                links.send(change, Sort.VERIFICATION, account, account.email());
            }
            return account;
        });
    }

    @Override
    public void requestEmailVerification(Actor actor, String email) {
        EmailAddress address = EmailAddress.require(email, "/email");
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            accounts.findByEmail(address)
                    .flatMap(found -> accounts.lock(found.id()))
                    .filter(account -> account.isActive() && !account.emailVerified())
                    .filter(account -> !links.sentLately(Sort.VERIFICATION, account, now))
                    .ifPresent(account -> {
                        links.send(change, Sort.VERIFICATION, account, account.email());
                        change.audit(AuditEntry.of("account.verification-requested", TABLE, account.id()));
                    });
            return address;
        });
    }

    @Override
    public Account verifyEmail(Actor actor, String token) {
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            OneTimeToken spent = links.spend(Sort.VERIFICATION, token, now);
            Account account = accounts.lock(spent.userId())
                    .filter(Account::isActive)
                    .filter(found -> found.email().equals(spent.targetEmail()))
                    .orElseThrow(TokenRefusal.GONE::refusal);
            return verification.verify(change, account);
        });
    }

    @Override
    public Account get(Actor actor, UserId id) {
        Authorizer.ownerOr(actor, id, Permission.PROFILE_READ, Permission.USERS_READ, AccountRefusal.NOT_FOUND);
        return accounts.find(id).orElseThrow(AccountRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Page<Account> list(Actor actor, AccountFilter filter, PageRequest page) {
        Authorizer.require(actor, Permission.USERS_READ);
        return accounts.list(filter, page);
    }

    @Override
    public Account update(Actor actor, UserId id, AccountPatch patch, Expected expected) {
        if (actor.is(id) && patch.status() == null) {
            Authorizer.own(actor, Permission.PROFILE_WRITE);
        } else {
            Authorizer.ownerOr(actor, id, Permission.PROFILE_READ, Permission.USERS_READ, AccountRefusal.NOT_FOUND);
            Authorizer.require(actor, Permission.USERS_WRITE);
        }
        validate(patch);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Account before = accounts.lock(id).orElseThrow(AccountRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            if (before.status() == AccountStatus.ERASED) {
                throw AccountRefusal.STATUS_FINAL.refusal();
            }
            Authorizer.reach(actor, id, roles);
            Account after = accounts.update(before.patched(patch), now)
                    .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            change.audit(AuditEntry.of("account.updated", TABLE, id)
                    .changedWithheld("userName", before.userName(), after.userName())
                    .changedWithheld("firstName", before.firstName(), after.firstName())
                    .changedWithheld("lastName", before.lastName(), after.lastName())
                    .changed("status", statusName(before), statusName(after)));
            if (before.isActive() && !after.isActive()) {
                deactivated(change, after);
            }
            return after;
        });
    }

    private void registered(Change change, Account account, List<Role> granted) {
        UserId assignedBy = change.actor().userId();
        roles.grant(account.id(), granted.stream().map(Role::id).toList(), assignedBy, change.now());
        change.audit(AuditEntry.of("account.registered", TABLE, account.id())
                .with("roles", String.join(",", granted.stream().map(Role::name).toList())));
    }

    /** Somebody registers an address that has an account: only whoever reads the mailbox may hear of it. */
    private void repeated(Change change, Account found, String hash) {
        Account existing = accounts.lock(found.id()).filter(Account::isActive).orElse(null);
        if (existing == null) {
            return;
        }
        AuditEntry entry = AuditEntry.of("account.registration-repeated", TABLE, existing.id());
        if (existing.emailVerified()) {
            String hour = existing.id() + ":" + change.now().truncatedTo(ChronoUnit.HOURS);
            change.mail(new MailDraft(
                    EmailType.ACCOUNT_EXISTS, existing.email(), existing.id(), Map.of(), "account-exists:" + hour));
        } else if (!links.sentLately(Sort.VERIFICATION, existing, change.now())) {
            accounts.replacePassword(existing.id(), hash, change.now());
            links.send(change, Sort.VERIFICATION, existing, existing.email());
            entry = entry.changedWithheld("password");
        } else {
            return;
        }
        change.audit(entry);
    }

    private void deactivated(Change change, Account account) {
        participants.forEach(participant -> participant.deactivated(change, account));
        boolean wasAdmin = roles.rolesOf(account.id()).stream().anyMatch(Role::isAdmin);
        if (wasAdmin && accounts.countActiveWithRole(Role.ADMIN) == 0) {
            throw AccountRefusal.LAST_ADMIN.refusal();
        }
    }

    private Account validated(Registration registration, boolean needsPassword) {
        Violations violations = new Violations();
        EmailAddress email = EmailAddress.parse(registration.email()).orElse(null);
        violations.require(email != null, "/email", "email-invalid", EmailAddress.INVALID);
        String password = registration.password();
        if (password != null) {
            violations.addAll(rules.check(password, "/password", about(registration)));
        } else {
            violations.require(!needsPassword, "/password", "missing", "Choose a password.");
        }
        violations.line(registration.userName(), "/userName", LONGEST_NAME);
        violations.line(registration.firstName(), "/firstName", LONGEST_NAME);
        violations.line(registration.lastName(), "/lastName", LONGEST_NAME);
        violations.refuseIfAny();
        if (email == null) {
            throw new IllegalStateException("An address that is not valid was not refused");
        }
        Instant now = kernel.now();
        return new Account(
                new UserId(kernel.ids().next()),
                email,
                registration.userName(),
                registration.firstName(),
                registration.lastName(),
                AccountStatus.ACTIVE,
                registration.emailVerified(),
                null,
                now,
                now,
                1);
    }

    private static void validate(AccountPatch patch) {
        Violations violations = new Violations();
        violations.line(patch.userName().value(), "/userName", LONGEST_NAME);
        violations.line(patch.firstName().value(), "/firstName", LONGEST_NAME);
        violations.line(patch.lastName().value(), "/lastName", LONGEST_NAME);
        violations.require(
                patch.status() != AccountStatus.ERASED,
                "/status",
                "not-settable",
                "Set active, inactive or banned; erasing is a request of its own.");
        violations.refuseIfAny();
    }

    /** What others know of the person: no password should be made of it. */
    private static List<String> about(Registration registration) {
        return Stream.of(
                        registration.email(),
                        registration.userName(),
                        registration.firstName(),
                        registration.lastName())
                .filter(Objects::nonNull)
                .toList();
    }

    private static String passwordOf(Registration registration) {
        @Nullable String password = registration.password();
        return password == null ? "" : password;
    }

    /** Read once: it is built in, and neither renamed nor deleted. */
    private Role member() {
        Role known = memberRole;
        if (known == null) {
            known = roles.findByName(Role.MEMBER)
                    .orElseThrow(() -> new IllegalStateException("The built-in role member is missing"));
            memberRole = known;
        }
        return known;
    }

    private List<Role> granted(Registration registration) {
        List<Role> granted = new ArrayList<>(List.of(member()));
        for (String name : registration.roles()) {
            if (!name.equals(Role.MEMBER)) {
                granted.add(roles.findByName(name)
                        .orElseThrow(() -> RoleRefusal.NOT_FOUND.because("There is no role named " + name + ".")));
            }
        }
        return granted;
    }

    private static String statusName(Account account) {
        return account.status().name().toLowerCase(Locale.ROOT);
    }
}
