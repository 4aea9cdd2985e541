package dev.tenon.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.OneTimeToken;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store that tells and erases people does. The tables that it knows differ; these every store knows. */
public abstract class PersonalDataStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofHours(1));

    private static final List<String> WITHOUT_A_TRACE = List.of(
            "user_settings",
            "one_time_tokens",
            "sessions",
            "login_history",
            "user_social_logins",
            "user_roles",
            "storage_quotas");

    @Test
    void tells_the_rows_of_a_person_and_of_nobody_else() {
        Account ana = aPerson();
        Account ben = aPerson();

        for (String table : WITHOUT_A_TRACE) {
            assertThat(rows(table, ana)).as(table).hasSize(1);
            assertThat(rows(table, ana).toString())
                    .as(table)
                    .doesNotContain(ben.id().toString());
        }
        assertThat(rows("users", ana))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("email", ana.email().value()));
        assertThat(rows("users", Fixtures.anAccount())).isEmpty();
    }

    @Test
    void tells_no_secret() {
        Account ana = aPerson();
        String digest = Fixtures.aDigest();
        OneTimeToken token = Fixtures.aOneTimeToken(ana, Purpose.VERIFY_EMAIL);
        change(() -> {
            storage.sessions().insert(Fixtures.aSession(ana.id()), digest);
            storage.oneTimeTokens().replace(token);
        });

        assertThat(rows("users", ana).toString()).doesNotContain("{fast}hash");
        assertThat(rows("sessions", ana).toString()).doesNotContain(digest);
        assertThat(rows("one_time_tokens", ana).toString()).doesNotContain(token.digest());
    }

    @Test
    void erases_a_person_table_by_table_and_nobody_else() {
        Account ana = aPerson();
        Account ben = aPerson();

        change(() -> WITHOUT_A_TRACE.forEach(table -> storage.personalData().erase(table, ana, LATER)));

        for (String table : WITHOUT_A_TRACE) {
            assertThat(rows(table, ana)).as(table).isEmpty();
            assertThat(rows(table, ben)).as(table).hasSize(1);
        }
        assertThat(storage.socialLogins().find("google", "https://accounts.google.com", "of-" + ana.id()))
                .isEmpty();
        assertThat(storage.socialLogins().find("google", "https://accounts.google.com", "of-" + ben.id()))
                .isPresent();
    }

    @Test
    void an_account_leaves_a_row_that_says_nothing_and_its_address_is_free() {
        Account ana = aPerson();

        change(() -> storage.personalData().erase("users", ana, LATER));

        assertThat(storage.accounts().find(ana.id()))
                .contains(new Account(
                        ana.id(),
                        EmailAddress.ofErased(ana.id()),
                        null,
                        null,
                        null,
                        AccountStatus.ERASED,
                        false,
                        null,
                        ana.createdAt(),
                        LATER,
                        ana.revision() + 1));
        assertThat(storage.accounts().passwordHash(ana.id())).contains("!");
        stored(Fixtures.anAccount(ana.email()));
    }

    @Test
    void a_subscription_ends_and_stays_on_the_books() {
        Account ana = aPerson();

        change(() -> storage.personalData().erase("subscriptions", ana, LATER));

        assertThat(storage.subscriptions().findLive(ana.id())).isEmpty();
        assertThat(rows("subscriptions", ana)).hasSize(1);
    }

    @Test
    void nothing_is_erased_by_a_commit_that_failed() {
        Account ana = aPerson();

        rollBack(() -> {
            WITHOUT_A_TRACE.forEach(table -> storage.personalData().erase(table, ana, LATER));
            storage.personalData().erase("users", ana, LATER);
        });

        WITHOUT_A_TRACE.forEach(table -> assertThat(rows(table, ana)).as(table).hasSize(1));
        assertThat(storage.accounts().findByEmail(ana.email())).contains(ana);
    }

    @Test
    void locks_the_account_there_is() {
        Account ana = aPerson();

        assertThat(commit(() -> storage.personalData().lock(ana.id()))).contains(ana);
        assertThat(commit(() -> storage.personalData().lock(Fixtures.aUserId())))
                .isEmpty();
    }

    @Test
    void knows_no_table_of_another_name() {
        Account ana = aPerson();

        for (String name : List.of("plans", "users; DROP TABLE users", "", "Users")) {
            assertThatThrownBy(() -> rows(name, ana)).as(name).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> change(() -> storage.personalData().erase(name, ana, LATER)))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void the_last_administrator_and_a_paid_subscription_stand_in_the_way() {
        Account ana = aPerson();
        Account ben = aPerson();
        grant(ana.id(), Role.ADMIN);
        Plan paid = storage.plans().findByName("Standard").orElseThrow();
        Subscription ofBen = Fixtures.aSubscription(anAccount().id(), paid);
        change(() -> storage.subscriptions().insert(ofBen));

        assertThat(blocking(Reason.LAST_ADMIN, ana.id()))
                .containsExactly(ana.id().toString());
        assertThat(blocking(Reason.LAST_ADMIN, ben.id())).isEmpty();
        assertThat(blocking(Reason.LIVE_SUBSCRIPTION, ofBen.userId()))
                .containsExactly(ofBen.id().toString());
        assertThat(blocking(Reason.LIVE_SUBSCRIPTION, ana.id()))
                .as("a free one does not")
                .isEmpty();
        for (Reason reason : Reason.values()) {
            assertThat(blocking(reason, ben.id())).as(reason.name()).isEmpty();
        }

        grant(ben.id(), Role.ADMIN);

        assertThat(blocking(Reason.LAST_ADMIN, ana.id())).isEmpty();
    }

    private List<String> blocking(Reason reason, UserId person) {
        return storage.personalData().blocking(reason, person, 10);
    }

    private List<Map<String, @Nullable Object>> rows(String table, Account person) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        storage.unitOfWork().run(() -> {
            storage.personalData().read(table, person, rows::add);
            return Boolean.TRUE;
        });
        return rows;
    }

    private void grant(UserId person, String role) {
        change(() -> storage.roles()
                .assign(person, storage.roles().findByName(role).orElseThrow().id(), null, START));
    }

    /** Somebody with a row in each of the tables. */
    private Account aPerson() {
        Account person = anAccount();
        UserId id = person.id();
        Plan free = storage.plans().findByName(Plan.FREE).orElseThrow();
        grant(id, Role.MEMBER);
        change(() -> {
            storage.settings().put(Fixtures.anId(), id, "theme", JsonText.of("\"dark\""), START);
            storage.oneTimeTokens().replace(Fixtures.aOneTimeToken(person, Purpose.VERIFY_EMAIL));
            storage.sessions().insert(Fixtures.aSession(id), Fixtures.aDigest());
            storage.loginHistory()
                    .noteSuccess(id, LoginMethod.EMAIL, new RequestOrigin("r-1", "203.0.113.7", "test"), START);
            storage.socialLogins()
                    .insertIfAbsent(
                            new SocialLogin(
                                    new SocialLoginId(Fixtures.anId()),
                                    id,
                                    "google",
                                    "https://accounts.google.com",
                                    "of-" + id,
                                    person.email().value(),
                                    true,
                                    START),
                            null);
            storage.subscriptions().insert(Fixtures.aSubscription(id, free));
            storage.quotas().open(Fixtures.anId(), id, free.maxStorageBytes().orElse(null), free.maxDocuments(), START);
        });
        return person;
    }
}
