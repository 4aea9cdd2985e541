package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.testkit.FaultySmtpServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of mail when the mail server or Tenon itself fails: real processes over a real database, killed by SIGKILL, and
 * a mail server that does what no good one would. Time is that of the test clock.
 */
class MailFaultsTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int WORKERS = 3;
    private static final AtomicInteger NAMES = new AtomicInteger();
    /** The clock is not moved over the lease of a mail that is just being sent. */
    private static final String SHORTER_THAN_A_LEASE = "PT45S";

    @TempDir
    static Path directory;

    private final String name = "t" + NAMES.incrementAndGet();

    @Test
    void E2_what_a_killed_server_was_sending_or_had_claimed_goes_out_once_more_within_a_minute_of_its_lease()
            throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        try (FaultySmtpServer mail =
                FaultySmtpServer.that(line -> silent.get() && line.equals(".") ? FaultySmtpServer.SILENCE : null)) {
            ServerProcess killed = start(mail);
            register(killed, 10);
            // Each worker has sent a mail as a whole and waits for the answer; the others are claimed and not begun.
            await(() -> mail.mails() == WORKERS);
            assertThat(mail.taken()).isEmpty();
            killed.kill();
            silent.set(false);

            try (ServerProcess next = start(mail)) {
                advance(next, 3);
                await(() -> mail.taken().size() == 10);
                advance(next, 10);

                assertThat(mail.taken()).as("each was taken once").hasSize(10).doesNotHaveDuplicates();
                assertThat(mail.mails())
                        .as("and so many were in flight at the kill")
                        .isEqualTo(10 + WORKERS);
                assertThat(gauge(next, "tenon_mail_dead")).isZero();
            }
        }
    }

    @Test
    void E1_a_mail_whose_server_was_killed_after_the_commit_and_before_it_was_sent_goes_out_after_the_next_start()
            throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        try (FaultySmtpServer mail = FaultySmtpServer.that(
                line -> silent.get() && line.equals("CONNECT") ? FaultySmtpServer.SILENCE : null)) {
            ServerProcess killed = start(mail);
            register(killed, 5);
            killed.kill();
            assertThat(mail.mails()).isZero();
            silent.set(false);

            try (ServerProcess next = start(mail)) {
                advance(next, 2);
                await(() -> mail.taken().size() == 5);
                advance(next, 2);

                assertThat(mail.taken()).doesNotHaveDuplicates();
                assertThat(mail.mails()).isEqualTo(5);
            }
        }
    }

    @Test
    void E2_a_mail_server_that_is_down_for_ten_minutes_fails_no_request_and_loses_and_doubles_no_mail()
            throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        try (FaultySmtpServer mail = FaultySmtpServer.that(
                        line -> down.get() && line.equals("CONNECT") ? FaultySmtpServer.HANG_UP : null);
                ServerProcess server = start(mail)) {
            for (int step = 0; step < 15; step++) {
                register(server, IntStream.of(2 * step, 2 * step + 1));
                advance(server, 1);
            }
            await(() -> gauge(server, "tenon_mail_due") + gauge(server, "tenon_mail_waiting") == 30);
            assertThat(mail.mails()).isZero();
            down.set(false);

            advance(server, 30);
            await(() -> mail.taken().size() == 30);

            assertThat(mail.taken()).doesNotHaveDuplicates();
            assertThat(mail.mails()).isEqualTo(30);
            await(() -> gauge(server, "tenon_mail_due") + gauge(server, "tenon_mail_waiting") == 0);
            assertThat(gauge(server, "tenon_mail_dead")).isZero();
        }
    }

    @Test
    void E2_a_mail_server_that_drops_before_its_answer_gets_one_mail_twice_under_one_message_id() throws Exception {
        AtomicInteger mails = new AtomicInteger();
        try (FaultySmtpServer mail = FaultySmtpServer.that(
                        line -> line.equals(".") && mails.incrementAndGet() == 3 ? FaultySmtpServer.HANG_UP : null);
                ServerProcess server = start(mail)) {
            register(server, 5);
            await(() -> mail.taken().size() == 4);
            await(() -> gauge(server, "tenon_mail_due") == 0 && gauge(server, "tenon_mail_waiting") == 1);
            advance(server, 1);
            await(() -> mail.taken().size() == 5);

            assertThat(mail.taken()).doesNotHaveDuplicates();
            assertThat(mail.mails()).isEqualTo(6);
        }
    }

    @Test
    void H1_a_connection_of_one_byte_a_second_holds_up_no_other_mail() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (FaultySmtpServer mail =
                        FaultySmtpServer.that(line -> line.equals("CONNECT") && connections.incrementAndGet() == 1
                                ? FaultySmtpServer.ONE_BYTE_A_SECOND
                                : null);
                ServerProcess server = start(directory.resolve("data of its own"), mail)) {
            register(server, 12);

            await(() -> mail.taken().size() == 11);
            // Its mail is not sent at the end, and would be sent in another test if the data were not its own.
            assertThat(mail.heard()).as("it is slow still").doesNotContain("(gone)");
            assertThat(mail.taken()).doesNotHaveDuplicates();
            // Or the server would wait for it before it stops.
            mail.close();
        }
    }

    @Test
    void E2_each_mail_of_two_servers_goes_out_once() throws Exception {
        try (FaultySmtpServer mail = FaultySmtpServer.that(line -> null);
                ServerProcess one = start(mail);
                ServerProcess other = start(mail)) {
            register(one, IntStream.range(0, 20));
            register(other, IntStream.range(20, 40));
            await(() -> mail.taken().size() >= 40);

            assertThat(mail.taken()).hasSize(40).doesNotHaveDuplicates();
            assertThat(mail.mails()).isEqualTo(40);
            assertThat(mail.connections()).as("connections are used again").isLessThan(40);
        }
    }

    private static ServerProcess start(FaultySmtpServer mail) throws IOException {
        return start(directory.resolve("data"), mail);
    }

    private static ServerProcess start(Path data, FaultySmtpServer mail) throws IOException {
        Map<String, String> environment = Map.of(
                "TENON_SMTP_URL", "smtp://localhost:" + mail.port(), "TENON_MAIL_WORKERS", String.valueOf(WORKERS));
        return ServerProcess.start(data, environment, "--test-clock");
    }

    private void register(ServerProcess server, int count) throws Exception {
        register(server, IntStream.range(0, count));
    }

    /** Whatever becomes of the mail, the request is answered as always. */
    private void register(ServerProcess server, IntStream numbers) throws Exception {
        Browser browser = new Browser(server.address());
        for (int number : numbers.toArray()) {
            HttpResponse<String> answer = browser.post(
                    "/v1/registrations",
                    "{\"email\":\"" + name + "-" + number + "@example.org\",\"password\":\"" + PASSWORD + "\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }

    /** Moves the clock so many times, each time by less than a lease, and runs what is due. */
    private static void advance(ServerProcess server, int steps) throws Exception {
        for (int step = 0; step < steps; step++) {
            HttpResponse<String> answer = new Browser(server.address())
                    .post("/v1/test-clock/advance", "{\"duration\":\"" + SHORTER_THAN_A_LEASE + "\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static double gauge(ServerProcess server, String name) {
        try {
            String metrics = new Browser(server.address()).get("/metrics").body();
            Matcher line = Pattern.compile("(?m)^" + name + " ([0-9.E]+)$").matcher(metrics);
            assertThat(line.find()).as(metrics).isTrue();
            return Double.parseDouble(line.group(1));
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("what is waited for does not happen")
                    .isLessThan(end);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
