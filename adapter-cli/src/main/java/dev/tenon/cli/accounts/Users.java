package dev.tenon.cli.accounts;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How commands name and print accounts. */
public final class Users {

    static final List<Field<Account>> FIELDS = List.of(
            Field.shown("id", "Id", Account::id),
            Field.shown("email", "E-mail", Account::email),
            Field.shown("status", "Status", account -> account.status().name().toLowerCase(Locale.ROOT)),
            Field.shown("isEmailVerified", "Verified", Account::emailVerified),
            Field.shown("createdAt", "Created", Account::createdAt),
            Field.shown("userName", "User name", Account::userName),
            Field.tabled("Name", Look.WHOLE, Users::wholeName),
            Field.scripted("firstName", Account::firstName),
            Field.scripted("lastName", Account::lastName),
            Field.shown("lastLoginAt", "Last login", Account::lastLoginAt),
            Field.scripted("updatedAt", Account::updatedAt));

    private Users() {}

    private static @Nullable Object wholeName(Account account) {
        String name = Stream.of(account.firstName(), account.lastName())
                .flatMap(Stream::ofNullable)
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    /** The account that an e-mail address or an id names, as far as the actor may see it. */
    public static Account named(Work work, Actor actor, String name) {
        if (name.indexOf('@') < 0) {
            return work.tenon().accounts().get(actor, Work.userId(name));
        }
        EmailAddress email = EmailAddress.require(name, "/user");
        AccountFilter filter = new AccountFilter(email.value(), null, null);
        PageRequest request = PageRequest.first(PageRequest.HIGHEST_LIMIT);
        while (true) {
            Page<Account> page = work.tenon().accounts().list(actor, filter, request);
            Optional<Account> found = page.items().stream()
                    .filter(account -> account.email().equals(email))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            request = new PageRequest(
                    PageRequest.HIGHEST_LIMIT,
                    page.next()
                            .orElseThrow(() -> new Stopped(
                                    Kind.NOT_FOUND, "There is no account with the address " + email + ".")));
        }
    }
}
