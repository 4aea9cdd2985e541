package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.testkit.kernel.UnitOfWorkContract;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InMemoryUnitOfWorkTest extends UnitOfWorkContract {

    @Override
    protected Storage newStorage() {
        return new InMemoryStorage();
    }

    @Test
    void refuses_a_wait_that_would_never_end() {
        Account ana = stored(Fixtures.anAccount());
        Account ben = stored(Fixtures.anAccount());
        CountDownLatch bothHoldOne = new CountDownLatch(2);

        List<String> outcomes = Race.of(
                2, number -> number == 0 ? locksInOrder(ana, ben, bothHoldOne) : locksInOrder(ben, ana, bothHoldOne));

        assertThat(outcomes).as("the other one goes on").contains("locked both");
        assertThat(outcomes).anyMatch(outcome -> outcome.startsWith("Deadlock"));
    }

    @Test
    void two_storages_have_nothing_in_common() {
        InMemoryStorage other = new InMemoryStorage();
        Account ana = Fixtures.anAccount();

        storage.unitOfWork()
                .run(() -> other.unitOfWork().run(() -> other.accounts().insertIfAbsent(ana, "!")));

        assertThat(other.accounts().find(ana.id())).isPresent();
        assertThat(storage.accounts().find(ana.id())).isEmpty();
    }

    private String locksInOrder(Account one, Account other, CountDownLatch bothHoldOne) {
        try {
            return storage.unitOfWork().run(() -> {
                storage.accounts().lock(one.id());
                bothHoldOne.countDown();
                Race.await(bothHoldOne);
                storage.accounts().lock(other.id());
                return "locked both";
            });
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
