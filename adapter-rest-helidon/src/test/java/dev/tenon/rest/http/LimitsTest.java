package dev.tenon.rest.http;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.OPERATOR;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.RawClient.RawAnswer;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Nothing is unlimited, and whoever meets a limit is told. */
class LimitsTest {

    private static final String ASK = " HTTP/1.1\nHost: a\n\n";

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicLong uploaded = new AtomicLong();

    private void mount(RouteTable routes) {
        routes.add(get("/v1/quick", ANYBODY, call -> Answer.json(200, Map.of())));
        routes.add(get("/v1/made", ANYBODY, call -> Answer.written(200, "text/plain", out -> waitForLeave()))
                .answering(null)
                .load(Load.LONG));
        routes.add(get("/v1/slow", ANYBODY, call -> waitForLeave()));
        routes.add(get("/v1/long", ANYBODY, call -> waitForLeave()).load(Load.LONG));
        routes.add(get(
                        "/v1/download",
                        ANYBODY,
                        call -> Answer.stream(200, "application/octet-stream", 256L << 20, () -> new Zeros(256L << 20)))
                .answering(null)
                .load(Load.LONG));
        routes.add(get(
                        "/v1/truncated",
                        ANYBODY,
                        call -> Answer.stream(
                                200, "application/octet-stream", 1000, () -> new ByteArrayInputStream(new byte[10])))
                .answering(null)
                .load(Load.LONG));
        routes.add(post("/v1/echo", ANYBODY, call -> {
            call.fields();
            return Answer.json(200, Map.of());
        }));
        routes.add(post("/v1/upload", ANYBODY, this::upload).taking(Takes.FILE).load(Load.LONG));
        routes.add(get("/health/live", OPERATOR, call -> Answer.json(200, Map.of()))
                .load(Load.FREE));
    }

    private Answer waitForLeave() {
        entered.countDown();
        try {
            if (!leave.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody let it leave");
            }
            return Answer.json(200, Map.of());
        } catch (InterruptedException tooLong) {
            interrupted.set(true);
            throw new IllegalStateException(tooLong);
        }
    }

    private Answer upload(Call call) {
        try (InputStream in = call.stream()) {
            byte[] bytes = new byte[64 * 1024];
            int read = in.read(bytes);
            while (read >= 0) {
                uploaded.addAndGet(read);
                read = in.read(bytes);
            }
            return Answer.json(201, Map.of("size", uploaded.get()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void H2_answers_503_with_a_time_when_too_many_requests_are_at_work() throws Exception {
        try (Workbench bench = new Workbench(Workbench.TIGHT.atOnce(100, 1, 1), this::mount);
                RawClient first = bench.client()) {
            first.send("GET /v1/long" + ASK);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            long before = System.nanoTime();
            RawAnswer refused = bench.ask("GET /v1/long" + ASK);
            Duration waited = Duration.ofNanos(System.nanoTime() - before);
            RawAnswer alive = bench.ask("GET /health/live" + ASK);
            RawAnswer quick = bench.ask("GET /v1/quick" + ASK);
            leave.countDown();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.text()).contains("/problems/request-busy");
            assertThat(waited).isLessThan(Duration.ofSeconds(2));
            assertThat(alive.status()).isEqualTo(200);
            assertThat(quick.status()).isEqualTo(200);
            assertThat(first.read().status()).isEqualTo(200);
        }
    }

    @Test
    void H1_answers_503_when_too_many_answers_are_made_while_they_are_sent() throws Exception {
        RestLimits limits = RestLimits.standard().making(1);
        try (Workbench bench = new Workbench(limits, this::mount);
                RawClient first = bench.client()) {
            first.send("GET /v1/made" + ASK);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            RawAnswer refused = bench.ask("GET /v1/made" + ASK);
            RawAnswer quick = bench.ask("GET /v1/quick" + ASK);
            leave.countDown();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(quick.status()).isEqualTo(200);
            assertThat(first.read().status()).isEqualTo(200);
            assertThat(first.send("GET /v1/made" + ASK).read().status())
                    .as("the place is given back")
                    .isEqualTo(200);
        }
    }

    @Test
    void H1_a_request_waits_for_its_turn_for_a_while() throws Exception {
        RestLimits patient = RestLimits.standard().atOnce(100, 1, 1);
        try (Workbench bench = new Workbench(patient, this::mount);
                RawClient first = bench.client();
                RawClient second = bench.client()) {
            first.send("GET /v1/slow" + ASK);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            second.send("GET /v1/quick" + ASK);
            leave.countDown();

            assertThat(second.read().status()).isEqualTo(200);
            assertThat(first.read().status()).isEqualTo(200);
        }
    }

    @Test
    void H2_answers_503_to_a_request_that_takes_too_long() throws Exception {
        RestLimits limits = RestLimits.standard()
                .within(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(30), Duration.ofSeconds(5));
        try (Workbench bench = new Workbench(limits, this::mount);
                RawClient client = bench.client()) {
            RawAnswer answer = client.send("GET /v1/slow" + ASK).read();
            RawAnswer next = client.send("GET /v1/quick" + ASK).read();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("took too long");
            assertThat(interrupted).isTrue();
            assertThat(next.status()).isEqualTo(200);
        }
    }

    @Test
    void H1_answers_503_to_one_connection_too_many() {
        try (Workbench bench = new Workbench(RestLimits.standard().atOnce(2, 10, 10), this::mount);
                RawClient one = bench.client();
                RawClient two = bench.client()) {
            assertThat(one.send("GET /v1/quick" + ASK).read().status()).isEqualTo(200);
            assertThat(two.send("GET /v1/quick" + ASK).read().status()).isEqualTo(200);
            RawAnswer refused = bench.ask("GET /v1/quick" + ASK);
            two.close();
            RawAnswer later = askUntilServed(bench);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("Connection")).isEqualTo("close");
            assertThat(later.status()).isEqualTo(200);
        }
    }

    /** The server learns of a closed connection a moment after it is closed. */
    private static RawAnswer askUntilServed(Workbench bench) {
        RawAnswer answer = bench.ask("GET /v1/quick" + ASK);
        for (int tries = 0; tries < 200 && answer.status() == 503; tries++) {
            answer = bench.ask("GET /v1/quick" + ASK);
        }
        return answer;
    }

    @Test
    void H1_connections_that_are_closed_after_their_answer_do_not_count() {
        try (Workbench bench = new Workbench(RestLimits.standard().atOnce(4, 10, 10), this::mount)) {
            for (int round = 0; round < 50; round++) {
                RawAnswer answer = bench.ask("GET /v1/quick HTTP/1.1\nHost: a\nConnection: close\n\n");

                assertThat(answer.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void H1_closes_a_connection_that_is_silent() {
        try (Workbench bench = new Workbench(Workbench.TIGHT, this::mount);
                RawClient never = bench.client();
                RawClient after = bench.client()) {
            after.send("GET /v1/quick" + ASK).read();

            assertThat(never.drain()).isZero();
            assertThat(after.drain()).isZero();
        }
    }

    @Test
    void H1_closes_a_connection_whose_headers_do_not_end() {
        try (Workbench bench = new Workbench(Workbench.TIGHT, this::mount);
                RawClient half = bench.client();
                RawClient line = bench.client()) {
            half.send("GET /v1/quick HTTP/1.1\nHost: a\nX-Half: ");
            line.send("GET /v1/qui");

            assertThat(half.drain()).isZero();
            assertThat(line.drain()).isZero();
        }
    }

    @Test
    void H1_closes_a_connection_whose_body_trickles() {
        try (Workbench bench = new Workbench(Workbench.TIGHT, this::mount);
                RawClient json = bench.client();
                RawClient file = bench.client()) {
            json.send("POST /v1/echo HTTP/1.1\nHost: a\nContent-Type: application/json\nContent-Length: 100\n\n{");
            file.send("POST /v1/upload HTTP/1.1\nHost: a\nContent-Length: 100000\n\nx");

            assertThat(json.drain()).isZero();
            assertThat(file.drain()).isZero();
        }
    }

    @Test
    void H1_closes_a_connection_that_does_not_take_its_answer() throws Exception {
        try (Workbench bench = new Workbench(Workbench.TIGHT, this::mount);
                RawClient client = bench.client()) {
            client.send("GET /v1/download" + ASK);
            // Reads nothing until the server has given up; then what is in the pipe ends early.
            assertThat(closed.await(15, TimeUnit.SECONDS)).isTrue();

            assertThat(client.drain()).isLessThan(256L << 20);
        }
    }

    @Test
    void a_long_transfer_that_makes_progress_is_left_alone() {
        try (Workbench bench = new Workbench(Workbench.TIGHT, this::mount);
                RawClient client = bench.client()) {
            RawAnswer answer = client.send("GET /v1/download" + ASK).read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).hasSize(256 << 20);
        }
    }

    @Test
    void closes_the_connection_if_the_content_breaks_off() {
        try (Workbench bench = new Workbench(RestLimits.standard(), this::mount);
                RawClient client = bench.client()) {
            client.send("GET /v1/truncated" + ASK);

            assertThat(client.drain()).isPositive();
        }
    }

    @Test
    void F5_refuses_a_file_beyond_the_limit_by_its_declared_length_before_reading_it() {
        try (Workbench bench = new Workbench(RestLimits.standard().uploads(1_000), this::mount)) {
            RawAnswer exact =
                    bench.ask("POST /v1/upload HTTP/1.1\nHost: a\nContent-Length: 1000\n\n" + "x".repeat(1_000));
            RawAnswer over =
                    bench.ask("POST /v1/upload HTTP/1.1\nHost: a\nContent-Length: 1001\n\n" + "x".repeat(1_001));

            assertThat(exact.status()).isEqualTo(201);
            assertThat(over.status()).isEqualTo(413);
            assertThat(over.text()).contains("/problems/http-body-too-large");
            assertThat(uploaded).hasValue(1_000);
        }
    }

    @Test
    void H1_refuses_JSON_beyond_one_mebibyte_declared_or_chunked() {
        String declared =
                "POST /v1/echo HTTP/1.1\nHost: a\nContent-Type: application/json\nContent-Length: 1048577\n\n";
        String chunked =
                "POST /v1/echo HTTP/1.1\nHost: a\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n";
        try (Workbench bench = new Workbench(RestLimits.standard(), this::mount);
                RawClient first = bench.client();
                RawClient second = bench.client()) {
            first.send(declared).sendUntilClosed(" ".repeat(1_048_577).getBytes(US_ASCII));
            second.send(chunked)
                    .sendUntilClosed(("100010\r\n" + " ".repeat(0x100010) + "\r\n0\r\n\r\n").getBytes(US_ASCII));

            assertThat(first.read().status()).isEqualTo(413);
            assertThat(second.read().status()).isEqualTo(413);
        }
    }

    @Test
    void H1_refuses_bodies_beyond_what_fits_into_the_buffers_together() throws Exception {
        RestLimits small = new RestLimits(
                16 * 1024,
                1_000,
                8_000,
                16_000,
                100,
                10,
                10,
                10,
                16 * 1024,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                1_000,
                Duration.ofSeconds(10));
        try (Workbench bench = new Workbench(small, routes -> {
                    mount(routes);
                    routes.add(post("/v1/holds", ANYBODY, call -> waitForLeave()));
                });
                RawClient first = bench.client()) {
            String body = "{\"a\":\"" + "x".repeat(10_000) + "\"}";
            String headers = " HTTP/1.1\nHost: a\nContent-Type: application/json\nContent-Length: ";
            first.send("POST /v1/holds" + headers + body.length() + "\n\n" + body);
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            RawAnswer refused = bench.ask("POST /v1/echo" + headers + body.length() + "\n\n" + body);
            leave.countDown();
            RawAnswer firstAnswer = first.read();
            RawAnswer later = bench.ask("POST /v1/echo" + headers + body.length() + "\n\n" + body);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains(RequestRefusal.BUSY.code());
            assertThat(firstAnswer.status()).isEqualTo(200);
            assertThat(later.status()).isEqualTo(200);
        }
    }

    /** As many zeros as wanted, from no memory. */
    private final class Zeros extends InputStream {
        private long left;

        private Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(left, length);
            left -= read;
            return read;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
