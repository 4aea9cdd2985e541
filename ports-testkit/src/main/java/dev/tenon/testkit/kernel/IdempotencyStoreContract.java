package dev.tenon.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.spi.IdempotencyStore.KeptAnswer;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of idempotency keys does. */
public abstract class IdempotencyStoreContract extends StorageContract {

    private static final String CALLER = "user:0192";
    private static final String KEY = "a key of the caller's";
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Instant EXPIRED = START.plus(KEPT);

    @Test
    void keeps_the_answer_with_the_claim() {
        boolean claimed = answer(KEY, "fingerprint", "sealed answer", START);

        assertThat(claimed).isTrue();
        assertThat(find(START)).contains(new KeptAnswer("fingerprint", "sealed answer"));
    }

    @Test
    void finds_nothing_that_was_not_claimed() {
        answer(KEY, "fingerprint", "sealed answer", START);

        assertThat(storage.idempotency().find(CALLER, "another key", START)).isEmpty();
        assertThat(storage.idempotency().find("user:0193", KEY, START)).isEmpty();
    }

    @Test
    void refuses_a_key_that_was_claimed() {
        answer(KEY, "fingerprint", "first", START);

        assertThat(answer(KEY, "fingerprint", "second", START)).isFalse();
        assertThat(answer(KEY, "another fingerprint", "second", START)).isFalse();
        assertThat(find(START)).contains(new KeptAnswer("fingerprint", "first"));
    }

    @Test
    void every_caller_has_keys_of_its_own() {
        answer(KEY, "fingerprint", "first", START);

        boolean claimed = commit(() -> storage.idempotency().claim("user:0193", KEY, "other", START, EXPIRED));

        assertThat(claimed).isTrue();
        assertThat(answer("another key", "other", "second", START)).isTrue();
        assertThat(find(START)).contains(new KeptAnswer("fingerprint", "first"));
    }

    @Test
    void D2_of_twenty_who_claim_a_key_one_gets_it() {
        List<Boolean> claimed = Race.of(20, number -> answer(KEY, "fingerprint", "answer " + number, START));

        assertThat(claimed).containsOnlyOnce(true).hasSize(20);
        assertThat(find(START)).contains(new KeptAnswer("fingerprint", "answer " + claimed.indexOf(true)));
    }

    @Test
    void D2_who_comes_while_the_first_is_running_is_told_without_waiting() {
        List<Boolean> others = new ArrayList<>();
        List<Optional<KeptAnswer>> seen = new ArrayList<>();

        change(() -> {
            assertThat(storage.idempotency().claim(CALLER, KEY, "fingerprint", START, EXPIRED))
                    .isTrue();
            others.add(Race.aside(() -> answer(KEY, "fingerprint", "second", START)));
            seen.add(Race.aside(() -> find(START)));
            storage.idempotency().complete(CALLER, KEY, "first");
            others.add(Race.aside(() -> answer(KEY, "fingerprint", "third", START)));
            seen.add(Race.aside(() -> find(START)));
        });

        assertThat(others).containsExactly(false, false);
        assertThat(seen).as("nothing is committed yet").containsExactly(Optional.empty(), Optional.empty());
        assertThat(find(START)).contains(new KeptAnswer("fingerprint", "first"));
    }

    @Test
    void D2_a_claim_does_not_stand_in_the_way_of_other_keys_and_callers() {
        List<Boolean> others = new ArrayList<>();

        change(() -> {
            storage.idempotency().claim(CALLER, KEY, "fingerprint", START, EXPIRED);
            others.add(Race.aside(() -> answer("another key", "fingerprint", "other", START)));
            others.add(Race.aside(
                    () -> commit(() -> storage.idempotency().claim("user:0193", KEY, "other", START, EXPIRED))));
        });

        assertThat(others).containsExactly(true, true);
    }

    @Test
    void a_key_whose_request_failed_is_free_again() {
        rollBack(() -> {
            storage.idempotency().claim(CALLER, KEY, "fingerprint", START, EXPIRED);
            storage.idempotency().complete(CALLER, KEY, "never seen");
        });

        assertThat(find(START)).isEmpty();
        assertThat(answer(KEY, "another fingerprint", "answer", START)).isTrue();
        assertThat(find(START)).contains(new KeptAnswer("another fingerprint", "answer"));
    }

    @Test
    void a_claim_that_expired_is_replaced() {
        answer(KEY, "fingerprint", "first", START);

        assertThat(find(EXPIRED.minusNanos(1_000))).isPresent();
        assertThat(answer(KEY, "other", "second", EXPIRED.minusNanos(1_000))).isFalse();
        assertThat(find(EXPIRED)).isEmpty();
        assertThat(answer(KEY, "other", "second", EXPIRED)).isTrue();
        assertThat(find(EXPIRED)).contains(new KeptAnswer("other", "second"));
    }

    @Test
    void of_twenty_who_replace_a_claim_that_expired_one_does() {
        answer(KEY, "fingerprint", "first", START);

        List<Boolean> claimed = Race.of(20, number -> answer(KEY, "other", "answer " + number, EXPIRED));

        assertThat(claimed).containsOnlyOnce(true).hasSize(20);
        assertThat(find(EXPIRED)).contains(new KeptAnswer("other", "answer " + claimed.indexOf(true)));
    }

    @Test
    void forgets_claims_that_expired() {
        answer(KEY, "fingerprint", "old", START);
        answer("a newer key", "fingerprint", "new", START.plusSeconds(1));

        assertThat(commit(() -> storage.idempotency().deleteExpired(EXPIRED.minusNanos(1_000), 10)))
                .isZero();
        assertThat(commit(() -> storage.idempotency().deleteExpired(EXPIRED, 10)))
                .isOne();
        assertThat(storage.idempotency().find(CALLER, "a newer key", EXPIRED)).isPresent();
    }

    @Test
    void forgets_no_more_claims_at_a_time_than_asked_for() {
        IntStream.range(0, 5).forEach(number -> answer("key " + number, "fingerprint", "answer", START));

        assertThat(commit(() -> storage.idempotency().deleteExpired(EXPIRED, 3)))
                .isEqualTo(3);
        assertThat(commit(() -> storage.idempotency().deleteExpired(EXPIRED, 3)))
                .isEqualTo(2);
        assertThat(commit(() -> storage.idempotency().deleteExpired(EXPIRED, 3)))
                .isZero();
    }

    /** Claims and answers as a use case does. */
    private boolean answer(String key, String fingerprint, String sealedAnswer, Instant now) {
        return commit(() -> {
            boolean claimed = storage.idempotency().claim(CALLER, key, fingerprint, now, now.plus(KEPT));
            if (claimed) {
                storage.idempotency().complete(CALLER, key, sealedAnswer);
            }
            return claimed;
        });
    }

    private Optional<KeptAnswer> find(Instant now) {
        return storage.idempotency().find(CALLER, KEY, now);
    }
}
