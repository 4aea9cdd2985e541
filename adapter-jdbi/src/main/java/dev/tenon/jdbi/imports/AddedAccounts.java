package dev.tenon.jdbi.imports;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.imports.ImportId;
import dev.tenon.ports.imports.spi.ImportStore.NewAccount;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.SocialLogin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Adds many accounts with a statement for each table, whatever their number: columns travel as arrays. */
record AddedAccounts(Handle handle, ImportId batch, Plan plan, Instant now) {

    Set<UserId> add(List<NewAccount> wanted) {
        Set<UserId> ids = users(wanted);
        List<NewAccount> added = wanted.stream()
                .filter(each -> ids.contains(each.account().id()))
                .toList();
        if (!added.isEmpty()) {
            rows(added);
            roles(added);
            socialLogins(added);
            List<NewAccount> verified = added.stream()
                    .filter(each -> each.account().emailVerified())
                    .toList();
            subscriptions(verified);
            quotas(verified);
        }
        return ids;
    }

    private Set<UserId> users(List<NewAccount> wanted) {
        return new HashSet<>(handle.createQuery("""
                        INSERT INTO users
                            (id, email, password_hash, user_name, first_name, last_name, status, is_email_verified,
                             last_login_at, created_at, updated_at)
                        SELECT id, email, hash, user_name, first_name, last_name, status, verified::boolean,
                               last_login::timestamptz, created::timestamptz, :now
                        FROM unnest(:ids, :emails, :hashes, :userNames, :firstNames, :lastNames, :statuses, :verified,
                                    :lastLogins, :created)
                             AS given (id, email, hash, user_name, first_name, last_name, status, verified,
                                       last_login, created)
                        ON CONFLICT DO NOTHING
                        RETURNING id
                        """)
                .bindArray("ids", UUID.class, ids(wanted))
                .bindArray(
                        "emails",
                        String.class,
                        of(wanted, account -> account.email().value()))
                .bindArray(
                        "hashes",
                        String.class,
                        wanted.stream().map(NewAccount::passwordHash).toList())
                .bindArray("userNames", String.class, of(wanted, Account::userName))
                .bindArray("firstNames", String.class, of(wanted, Account::firstName))
                .bindArray("lastNames", String.class, of(wanted, Account::lastName))
                .bindArray("statuses", String.class, of(wanted, account -> Columns.word(account.status())))
                .bindArray("verified", String.class, of(wanted, account -> Boolean.toString(account.emailVerified())))
                .bindArray("lastLogins", String.class, of(wanted, account -> text(account.lastLoginAt())))
                .bindArray("created", String.class, of(wanted, account -> text(account.createdAt())))
                .bind("now", now)
                .map((row, context) -> new UserId(Columns.uuid(row, "id")))
                .list());
    }

    private void rows(List<NewAccount> added) {
        handle.createUpdate("""
                        INSERT INTO import_rows (user_id, batch_id, source_id, imported_at)
                        SELECT id, :batch, left(source_id, 255), :now
                        FROM unnest(:ids, :sourceIds) AS given (id, source_id)
                        """)
                .bindArray("ids", UUID.class, ids(added))
                .bindArray(
                        "sourceIds",
                        String.class,
                        added.stream().map(NewAccount::sourceId).toList())
                .bind("batch", batch.value())
                .bind("now", now)
                .execute();
    }

    private void roles(List<NewAccount> added) {
        List<UUID> holders = new ArrayList<>();
        List<UUID> held = new ArrayList<>();
        for (NewAccount each : added) {
            for (RoleId role : each.roles()) {
                holders.add(each.account().id().value());
                held.add(role.value());
            }
        }
        handle.createUpdate("""
                        INSERT INTO user_roles (user_id, role_id, assigned_at)
                        SELECT user_id, role_id, :now FROM unnest(:holders, :held) AS given (user_id, role_id)
                        """)
                .bindArray("holders", UUID.class, holders)
                .bindArray("held", UUID.class, held)
                .bind("now", now)
                .execute();
    }

    private void socialLogins(List<NewAccount> added) {
        List<SocialLogin> logins =
                added.stream().flatMap(each -> each.socialLogins().stream()).toList();
        if (logins.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO user_social_logins
                            (id, user_id, login_method_id, issuer, provider_user_id, provider_email,
                             provider_email_verified, linked_at)
                        SELECT given.id, given.user_id, m.id, given.issuer, given.subject, given.email,
                               given.verified::boolean, :now
                        FROM unnest(:ids, :owners, :methods, :issuers, :subjects, :emails, :verified)
                             AS given (id, user_id, method, issuer, subject, email, verified)
                        JOIN login_methods m ON m.method_name = given.method
                        ON CONFLICT DO NOTHING
                        """)
                .bindArray(
                        "ids",
                        UUID.class,
                        logins.stream().map(login -> login.id().value()).toList())
                .bindArray(
                        "owners",
                        UUID.class,
                        logins.stream().map(login -> login.userId().value()).toList())
                .bindArray("methods", String.class, texts(logins, SocialLogin::method))
                .bindArray("issuers", String.class, texts(logins, SocialLogin::issuer))
                .bindArray("subjects", String.class, texts(logins, SocialLogin::subject))
                .bindArray("emails", String.class, texts(logins, SocialLogin::email))
                .bindArray("verified", String.class, texts(logins, login -> Boolean.toString(login.emailVerified())))
                .bind("now", now)
                .execute();
    }

    private void subscriptions(List<NewAccount> verified) {
        handle.createUpdate("""
                        INSERT INTO subscriptions
                            (id, user_id, plan_id, start_date, status, price, currency, billing_interval, billing_anchor,
                             current_period_start, current_period_end, created_at, updated_at)
                        SELECT given.id, given.user_id, p.id, (:now::timestamptz AT TIME ZONE 'UTC')::date, 'active', p.price,
                               p.currency, p.billing_interval, :now, :now,
                               (:now::timestamptz AT TIME ZONE 'UTC' + ('1 ' || p.billing_interval)::interval) AT TIME ZONE 'UTC',
                               :now, :now
                        FROM unnest(:ids, :owners) AS given (id, user_id)
                        JOIN plans p ON p.id = :plan
                        """)
                .bindArray(
                        "ids",
                        UUID.class,
                        verified.stream().map(NewAccount::subscriptionId).toList())
                .bindArray("owners", UUID.class, ids(verified))
                .bind("plan", plan.id().value())
                .bind("now", now)
                .execute();
    }

    private void quotas(List<NewAccount> verified) {
        handle.createUpdate("""
                        INSERT INTO storage_quotas (id, user_id, max_storage, max_documents, updated_at)
                        SELECT id, user_id, :bytes::bigint, :documents::bigint, :now
                        FROM unnest(:ids, :owners) AS given (id, user_id)
                        """)
                .bindArray(
                        "ids",
                        UUID.class,
                        verified.stream().map(NewAccount::quotaId).toList())
                .bindArray("owners", UUID.class, ids(verified))
                .bind("bytes", plan.maxStorageBytes().orElse(null))
                .bind("documents", plan.maxDocuments())
                .bind("now", now)
                .execute();
    }

    private static List<UUID> ids(List<NewAccount> accounts) {
        return accounts.stream().map(each -> each.account().id().value()).toList();
    }

    private static List<@Nullable String> of(List<NewAccount> accounts, Function<Account, @Nullable String> column) {
        List<@Nullable String> values = new ArrayList<>(accounts.size());
        accounts.forEach(each -> values.add(column.apply(each.account())));
        return values;
    }

    private static List<@Nullable String> texts(
            List<SocialLogin> logins, Function<SocialLogin, @Nullable String> column) {
        List<@Nullable String> values = new ArrayList<>(logins.size());
        logins.forEach(login -> values.add(column.apply(login)));
        return values;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
