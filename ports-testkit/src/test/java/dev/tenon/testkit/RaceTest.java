package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RaceTest {

    @Test
    void runs_everyone_at_once_and_returns_in_the_order_of_numbers() {
        CountDownLatch all = new CountDownLatch(10);

        List<String> results = Race.of(10, number -> {
            all.countDown();
            Race.await(all);
            return "runner " + number;
        });

        assertThat(results).hasSize(10).startsWith("runner 0", "runner 1").endsWith("runner 9");
    }

    @Test
    void throws_what_a_runner_threw() {
        IllegalArgumentException failure = new IllegalArgumentException("fell");

        assertThatThrownBy(() -> Race.of(3, number -> {
                    if (number == 1) {
                        throw failure;
                    }
                    return number;
                }))
                .isSameAs(failure);
    }

    @Test
    void wraps_a_checked_failure_of_work_that_was_begun_elsewhere() {
        IOException failure = new IOException("away");

        assertThatThrownBy(() -> Race.await(CompletableFuture.failedFuture(failure)))
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }
}
