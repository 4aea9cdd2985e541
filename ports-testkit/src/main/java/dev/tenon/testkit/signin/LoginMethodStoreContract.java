package dev.tenon.testkit.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.ports.signin.spi.LoginMethodStore.StoredMethod;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store of login methods does. */
public abstract class LoginMethodStoreContract extends StorageContract {

    /** The methods are seeded, so a storage that is emptied between tests keeps them. */
    @AfterEach
    void openEveryMethod() {
        storage.loginMethods().list().stream()
                .filter(method -> !method.enabled())
                .forEach(method -> set(method.name(), true));
    }

    @Test
    void lists_the_methods_of_a_new_database_by_name() {
        assertThat(storage.loginMethods().list())
                .extracting(StoredMethod::name, StoredMethod::description)
                .containsExactly(
                        tuple("email", "Email and password"),
                        tuple("facebook", "Facebook Login"),
                        tuple("github", "GitHub Login"),
                        tuple("google", "Google Login"),
                        tuple("passkey", "Passkey"));
        assertThat(storage.loginMethods().list()).allMatch(StoredMethod::enabled);
    }

    @Test
    void a_method_that_is_closed_is_closed_for_all_who_ask_after_the_commit() {
        StoredMethod before = named("google");

        StoredMethod closed = set("google", false);

        assertThat(closed).isEqualTo(new StoredMethod("google", "Google Login", false, START, before.revision() + 1));
        assertThat(named("google")).isEqualTo(closed);
        assertThat(storage.loginMethods().isEnabled("google")).isFalse();
        assertThat(storage.loginMethods().isEnabled("github")).isTrue();
        assertThat(storage.loginMethods().isEnabled("no-such-method")).isFalse();
    }

    @Test
    void what_was_rolled_back_leaves_the_method_as_it_was() {
        rollBack(() -> storage.loginMethods().setEnabled("google", false, START));

        assertThat(storage.loginMethods().isEnabled("google")).isTrue();
    }

    @Test
    void of_two_who_lock_all_and_close_one_the_second_sees_what_the_first_did() {
        List<String> names = List.of("google", "github");

        List<Long> open = Race.of(
                2,
                number -> commit(() -> {
                    long before = storage.loginMethods().lockAll().stream()
                            .filter(StoredMethod::enabled)
                            .count();
                    storage.loginMethods().setEnabled(names.get(number), false, START);
                    return before;
                }));

        assertThat(open).containsExactlyInAnyOrder(5L, 4L);
    }

    @Test
    void adds_a_method_once_and_open() {
        rollBack(() -> {
            assertThat(storage.loginMethods().add("acme", "Acme", START)).isTrue();
            assertThat(storage.loginMethods().add("acme", "Another", START)).isFalse();
            assertThat(storage.loginMethods().list()).contains(new StoredMethod("acme", "Acme", true, START, 1));
        });

        assertThat(storage.loginMethods().isEnabled("acme")).isFalse();
    }

    private StoredMethod set(String name, boolean enabled) {
        return commit(() -> storage.loginMethods().setEnabled(name, enabled, START));
    }

    private StoredMethod named(String name) {
        return storage.loginMethods().list().stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
