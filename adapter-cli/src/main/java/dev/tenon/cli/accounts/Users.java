package dev.tenon.cli.accounts;

import dev.tenon.cli.Field;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.util.List;
import java.util.Locale;

/** How commands name and print accounts. */
public final class Users {

    static final List<Field<Account>> FIELDS = List.of(
            Field.shown("id", "Id", Account::id),
            Field.shown("email", "E-mail", Account::email),
            Field.shown("userName", "User name", Account::userName),
            Field.scripted("firstName", Account::firstName),
            Field.scripted("lastName", Account::lastName),
            Field.shown("status", "Status", account -> account.status().name().toLowerCase(Locale.ROOT)),
            Field.shown("isEmailVerified", "Verified", Account::emailVerified),
            Field.scripted("lastLoginAt", Account::lastLoginAt),
            Field.shown("createdAt", "Created", Account::createdAt),
            Field.scripted("updatedAt", Account::updatedAt));

    private Users() {}

    /** The account that an id or an e-mail address names. */
    public static Account named(Work work, String name) {
        if (name.indexOf('@') < 0) {
            UserId id = UserId.parse(name)
                    .orElseThrow(() -> new Stopped(Kind.MALFORMED, "Name a user by e-mail address or id, not " + name));
            return work.tenon().accounts().get(work.operator(), id);
        }
        EmailAddress email = EmailAddress.require(name, "/email");
        AccountFilter filter = new AccountFilter(email.value(), null, null);
        return work
                .tenon()
                .accounts()
                .list(work.operator(), filter, PageRequest.first(PageRequest.HIGHEST_LIMIT))
                .items()
                .stream()
                .filter(account -> account.email().equals(email))
                .findFirst()
                .orElseThrow(() -> new Stopped(Kind.NOT_FOUND, "There is no account with the address " + email + "."));
    }
}
