package dev.tenon.rest.http;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.RawClient.RawAnswer;
import dev.tenon.rest.http.Route.Load;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stopping fails nobody. */
class StoppingTest {

    private static final String ASK = " HTTP/1.1\nHost: a\n\n";

    @Test
    void H4_lets_a_request_under_way_finish() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Workbench bench = new Workbench(
                RestLimits.standard(),
                routes -> routes.add(get("/v1/slow", ANYBODY, call -> {
                            entered.countDown();
                            await(leave);
                            return Answer.json(200, Map.of("finished", true));
                        })
                        .load(Load.LONG)));
        try (RawClient client = bench.client()) {
            client.send("GET /v1/slow" + ASK);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            Thread stopping = Thread.ofVirtual().start(bench::stop);
            assertThat(stopping.join(Duration.ofMillis(600))).isFalse();
            leave.countDown();
            RawAnswer answer = client.read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
            assertThatThrownBy(bench::client).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void H4_fails_no_request_of_clients_that_go_on_while_it_stops() throws Exception {
        Workbench bench = new Workbench(
                RestLimits.standard(),
                Duration.ofMillis(500),
                routes -> routes.add(get("/v1/quick", ANYBODY, call -> Answer.json(200, Map.of()))));
        int clients = 8;
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch warm = new CountDownLatch(clients);
        List<Thread> threads = new ArrayList<>();
        for (int index = 0; index < clients; index++) {
            // Not virtual: clients that never rest would keep the carriers from the server
            threads.add(Thread.ofPlatform().start(() -> askUntilStopped(bench, stopped, answered, failed, warm)));
        }
        Thread stopping;
        try {
            assertThat(warm.await(20, TimeUnit.SECONDS)).isTrue();

            // As a proxy does: sends no more once it has noticed.
            stopping = Thread.ofVirtual().start(bench::stop);
            stopping.join(Duration.ofMillis(300));
        } finally {
            stopped.set(true);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        stopping.join();

        assertThat(failed).hasValue(0);
        assertThat(answered.get()).isGreaterThan(clients);
    }

    private static void askUntilStopped(
            Workbench bench, AtomicBoolean stopped, AtomicInteger answered, AtomicInteger failed, CountDownLatch warm) {
        boolean first = true;
        while (!stopped.get()) {
            try (RawClient client = bench.client()) {
                RawAnswer answer;
                do {
                    answer = client.send("GET /v1/quick" + ASK).read();
                    (answer.status() == 200 ? answered : failed).incrementAndGet();
                    if (first) {
                        warm.countDown();
                        first = false;
                    }
                } while (!stopped.get() && answer.header("Connection") == null);
            } catch (UncheckedIOException broken) {
                failed.incrementAndGet();
            }
        }
    }

    @Test
    void stops_at_once_when_nothing_is_under_way() {
        Workbench bench = new Workbench(
                RestLimits.standard(),
                routes -> routes.add(get("/v1/quick", ANYBODY, call -> Answer.json(200, Map.of()))));
        try (RawClient idle = bench.client()) {
            idle.send("GET /v1/quick" + ASK).read();

            long before = System.nanoTime();
            bench.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
            assertThat(idle.drain()).isZero();
        }
    }

    @Test
    void says_that_a_port_is_taken() {
        try (Workbench first = new Workbench(RestLimits.standard(), routes -> {})) {
            assertThatThrownBy(() -> new Workbench(RestLimits.standard(), first.port(), routes -> {}))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + first.port() + " (Address already in use).");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody let it leave");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
