package dev.tenon.core.kernel;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Idempotency;
import dev.tenon.ports.kernel.IdempotencyClaim;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Idempotency idempotency = house.tenon.idempotency();

    @Test
    void D2_a_request_that_was_carried_out_is_found_by_its_key_with_its_answer() {
        Account account = house.tenon.accounts().register(claiming("key-1", "print"), registration("ana"));

        assertThat(idempotency.find(house.operator, "key-1", "print"))
                .contains(account.id().toString());
        assertThat(idempotency.find(house.operator, "key-2", "print")).isEmpty();
        assertThat(idempotency.find(Actor.operator("ben"), "key-1", "print")).isEmpty();
    }

    @Test
    void D2_a_second_request_with_the_key_changes_nothing() {
        house.tenon.accounts().register(claiming("key-1", "print"), registration("ana"));

        assertRefused(
                RequestRefusal.KEY_IN_USE,
                () -> house.tenon.accounts().register(claiming("key-1", "print"), registration("ben")));

        assertThat(house.accountCount()).isEqualTo(1);
    }

    @Test
    void a_key_is_good_for_one_request_only() {
        house.tenon.accounts().register(claiming("key-1", "print"), registration("ana"));

        assertRefused(RequestRefusal.KEY_REUSED, () -> idempotency.find(house.operator, "key-1", "other"));
    }

    @Test
    void a_refused_request_leaves_its_key_free() {
        house.tenon.accounts().register(house.operator, registration("ana"));

        assertRefused(
                AccountRefusal.EMAIL_TAKEN,
                () -> house.tenon.accounts().register(claiming("key-1", "print"), registration("ana")));

        assertThat(house.tenon.accounts().register(claiming("key-1", "print"), registration("ben")))
                .isNotNull();
    }

    @Test
    void answers_are_kept_for_a_day() {
        house.tenon.accounts().register(claiming("key-1", "print"), registration("ana"));

        house.clock.advance(Duration.ofHours(24));
        house.runJobs();

        assertThat(idempotency.find(house.operator, "key-1", "print")).isEmpty();
    }

    private Actor claiming(String key, String fingerprint) {
        return house.operator.claiming(new IdempotencyClaim(
                house.operator.label(),
                key,
                fingerprint,
                result -> ((Account) result).id().toString()));
    }

    private static Registration registration(String name) {
        return new Registration(name + "@example.org", Fixtures.PASSWORD).verified();
    }
}
