package dev.tenon.app;

import static dev.tenon.app.Browser.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.app.postgres.LocalPostgres;
import dev.tenon.cli.TenonCli;
import dev.tenon.cli.Terminal;
import dev.tenon.testkit.Race;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two servers over one data directory, as an operator runs them, and what happens when they are killed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerProcessTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String ADMIN = "root@example.org";
    private static final int RACERS = 100;
    /** An overloaded server may say so; what it says it did must be so. */
    private static final int BUSY = 503;

    @TempDir
    static Path directory;

    private static Path data;
    private static ServerProcess first;
    private static ServerProcess second;

    @BeforeAll
    static void start() throws Exception {
        data = directory.resolve("data");
        first = ServerProcess.start(data);
        second = ServerProcess.start(data);
        tenon(PASSWORD, "users", "create", ADMIN, "--role", "admin", "--password-stdin");
    }

    @AfterAll
    static void stop() throws Exception {
        second.close();
        first.close();
    }

    @Test
    @Order(1)
    void the_demo_walks_the_main_job_on_the_running_server() {
        tenon("", "demo", "--file", "pom.xml");
    }

    @Test
    @Order(1)
    void doctor_finds_nothing_broken() {
        tenon("", "doctor");
    }

    @Test
    @Order(2)
    void S1_a_dump_holds_no_token_that_works() throws Exception {
        Browser browser = new Browser(first.address());
        browser.post("/v1/registrations", registration("dump@example.org"), "Idempotency-Key", "register-dump");
        String mailed = mailedToken("dump@example.org");
        browser.post("/v1/email-verifications", "{\"token\":\"" + mailed + "\"}");
        HttpResponse<String> session =
                browser.post("/v1/sessions", credentials("dump@example.org"), "Idempotency-Key", "sign-in-dump");

        String dump = dump();

        assertThat(dump).contains("dump@example.org");
        assertThat(dump).doesNotContain(field(session.body(), "token"));
        assertThat(dump).doesNotContain(mailed);
        assertThat(dump).doesNotContain(PASSWORD);
    }

    @Test
    @Order(2)
    void one_address_becomes_one_account_however_many_register_it_on_two_servers() throws Exception {
        List<Integer> statuses = race(browser -> browser.post("/v1/registrations", registration("racer@example.org"))
                .statusCode());

        assertThat(statuses).isSubsetOf(202, BUSY).contains(202);
        assertThat(count("SELECT count(*) FROM users WHERE email = 'racer@example.org'"))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM email_queue WHERE recipient = 'racer@example.org'"))
                .isEqualTo(1);
    }

    @Test
    @Order(2)
    void A6_one_token_verifies_once_on_two_servers() throws Exception {
        new Browser(first.address()).post("/v1/registrations", registration("once@example.org"));
        String token = mailedToken("once@example.org");

        List<Integer> statuses =
                race(browser -> browser.post("/v1/email-verifications", "{\"token\":\"" + token + "\"}")
                        .statusCode());

        assertThat(statuses).isSubsetOf(200, 410, BUSY);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(count("SELECT count(*) FROM subscriptions s JOIN users u ON u.id = s.user_id"
                        + " WHERE u.email = 'once@example.org'"))
                .isEqualTo(1);
    }

    @Test
    @Order(2)
    void D2_one_idempotency_key_makes_one_account_and_one_answer_on_two_servers() throws Exception {
        String[] admin = new Browser(first.address()).signIn(ADMIN, PASSWORD);
        Queue<String> answers = new ConcurrentLinkedQueue<>();

        List<Integer> statuses = race(browser -> {
            HttpResponse<String> answer = browser.post(
                    "/v1/users",
                    "{\"email\":\"keyed@example.org\"}",
                    admin[0],
                    admin[1],
                    "Idempotency-Key",
                    "make-keyed");
            if (answer.statusCode() == 201) {
                answers.add(answer.body());
            }
            return answer.statusCode();
        });

        assertThat(statuses).isSubsetOf(201, 409, BUSY).contains(201);
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(count("SELECT count(*) FROM users WHERE email = 'keyed@example.org'"))
                .isEqualTo(1);
    }

    @Test
    @Order(2)
    void the_quota_is_never_exceeded_on_two_servers() throws Exception {
        String[] ana = verified("quota@example.org");
        execute("UPDATE storage_quotas SET max_storage = 10000 WHERE user_id ="
                + " (SELECT id FROM users WHERE email = 'quota@example.org')");

        List<Integer> statuses =
                race(browser -> browser.upload("a.bin", new byte[1000], ana).statusCode());

        long stored = statuses.stream().filter(status -> status == 201).count();
        assertThat(statuses).isSubsetOf(201, 409, BUSY);
        assertThat(stored).isPositive().isLessThanOrEqualTo(10);
        assertThat(count("SELECT used_storage FROM storage_quotas q JOIN users u ON u.id = q.user_id"
                        + " WHERE u.email = 'quota@example.org'"))
                .isEqualTo(1000 * stored);
        assertThat(count("SELECT reserved_storage FROM storage_quotas q JOIN users u ON u.id = q.user_id"
                        + " WHERE u.email = 'quota@example.org'"))
                .isZero();
    }

    @Test
    @Order(2)
    void of_a_hundred_who_bring_one_piece_on_two_servers_one_makes_the_document() throws Exception {
        String[] ana = verified("pieces@example.org");
        String path = new Browser(first.address()).begin("a.bin", 1000, ana);

        List<Integer> statuses =
                race(browser -> browser.piece(path, 0, new byte[1000], ana).statusCode());

        assertThat(statuses).isSubsetOf(204, 409, BUSY);
        assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
        String ofAna = " FROM storage_quotas q JOIN users u ON u.id = q.user_id WHERE u.email = 'pieces@example.org'";
        assertThat(count("SELECT used_storage" + ofAna)).isEqualTo(1000);
        assertThat(count("SELECT used_documents" + ofAna)).isEqualTo(1);
        assertThat(count("SELECT reserved_storage" + ofAna)).isZero();
        assertThat(count("SELECT count(*) FROM upload_parts")).isZero();
    }

    @Test
    @Order(2)
    void A5_of_200_parallel_guesses_no_more_than_the_limit_are_evaluated() throws Exception {
        verified("guessed@example.org");
        String wrong = "{\"email\":\"guessed@example.org\",\"password\":\"a wrong password, long enough\"}";

        List<Integer> statuses = new ArrayList<>();
        statuses.addAll(race(browser -> browser.post("/v1/sessions", wrong).statusCode()));
        statuses.addAll(race(browser -> browser.post("/v1/sessions", wrong).statusCode()));

        assertThat(statuses).hasSize(200).isSubsetOf(401, 429, BUSY);
        assertThat(statuses).filteredOn(status -> status == 401).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    @Order(3)
    void U2_after_all_races_the_audit_chain_holds() {
        tenon("", "audit", "verify");
    }

    @Test
    @Order(4)
    void H4_a_signal_drains_with_no_failed_request() throws Exception {
        ServerProcess third = ServerProcess.start(data);
        Browser balancer = new Browser(third.address());
        AtomicBoolean isReady = new AtomicBoolean(true);
        List<Thread> clients = new ArrayList<>();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        for (int index = 0; index < 8; index++) {
            Browser browser = new Browser(third.address());
            clients.add(Thread.ofVirtual().start(() -> {
                while (isReady.get()) {
                    try {
                        int status = browser.get("/v1/plans").statusCode();
                        if (status != 200) {
                            failures.add("status " + status);
                        }
                    } catch (IOException | InterruptedException failed) {
                        failures.add(failed.toString());
                    }
                }
            }));
        }

        balancer.get("/v1/plans");
        third.terminate();
        while (balancer.get("/health/ready").statusCode() == 200) {
            assertThat(failures).isEmpty();
        }
        isReady.set(false);
        for (Thread client : clients) {
            client.join();
        }

        assertThat(failures).isEmpty();
        third.awaitEnd();
        assertThat(third.output()).hasSize(1);
    }

    @Test
    @Order(4)
    void H4_a_signal_loses_no_download_from_the_usage_log() throws Exception {
        String[] reader = verified("reader@example.org");
        Path file = Files.writeString(directory.resolve("read.txt"), "what is read");
        tenon("", "documents", "upload", file.toString(), "--as", "reader@example.org");
        String content = "/v1/documents/"
                + texts(
                                "SELECT d.id::text FROM documents d JOIN users u ON u.id = d.user_id WHERE u.email = 'reader@example.org'")
                        .get(0)
                + "/content";
        ServerProcess third = ServerProcess.start(data);

        List<Integer> statuses = Race.of(20, index -> {
            try {
                return new Browser(third.address()).get(content, reader).statusCode();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        third.terminate();
        third.awaitEnd();

        assertThat(statuses).isSubsetOf(200, BUSY).contains(200);
        assertThat(count("SELECT count(*) FROM usage_logs l JOIN users u ON u.id = l.user_id"
                        + " WHERE l.action = 'document.downloaded' AND u.email = 'reader@example.org'"))
                .isEqualTo(statuses.stream().filter(status -> status == 200).count());
    }

    @Test
    @Order(4)
    void S5_uses_of_a_key_on_two_servers_add_up_and_a_signal_loses_none() throws Exception {
        String[] owner = verified("program@example.org");
        String made = new Browser(first.address())
                .post("/v1/api-keys", "{\"permissions\":\"read\"}", owner)
                .body();
        Matcher key = Pattern.compile("tnk_[0-9A-Za-z]{36}").matcher(made);
        assertThat(key.find()).as(made).isTrue();
        String[] program = {"Authorization", "Bearer " + key.group()};
        ServerProcess third = ServerProcess.start(data);
        ServerProcess fourth = ServerProcess.start(data);

        List<Integer> statuses = Race.of(RACERS, index -> {
            try {
                return new Browser((index % 2 == 0 ? third : fourth).address())
                        .get("/v1/me", program)
                        .statusCode();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        third.terminate();
        fourth.terminate();
        third.awaitEnd();
        fourth.awaitEnd();

        long answered = statuses.stream().filter(status -> status == 200).count();
        assertThat(statuses).isSubsetOf(200, BUSY).contains(200);
        assertThat(count("SELECT sum(request_count) FROM api_keys")).isEqualTo(answered);
        assertThat(count("SELECT count(*) FROM api_usage_logs WHERE response_status = 200"))
                .isEqualTo(answered);
    }

    @Test
    @Order(5)
    void D1_what_was_answered_survives_kill_9_of_servers_and_database() throws Exception {
        String[] admin = new Browser(first.address()).signIn(ADMIN, PASSWORD);
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        Queue<String> unknown = new ConcurrentLinkedQueue<>();
        AtomicBoolean goOn = new AtomicBoolean(true);
        List<Thread> writers = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            int number = index;
            Browser browser = new Browser((index % 2 == 0 ? first : second).address());
            writers.add(Thread.ofVirtual().start(() -> {
                for (int turn = 0; goOn.get(); turn++) {
                    String email = "ledger-" + number + "-" + turn + "@example.org";
                    (isCreated(browser, email, admin) ? acknowledged : unknown).add(email);
                }
            }));
        }
        while (acknowledged.size() < 50) {
            Thread.onSpinWait();
        }
        killDatabase();
        goOn.set(false);
        for (Thread writer : writers) {
            writer.join();
        }
        first.kill();
        second.kill();

        first = ServerProcess.start(data);
        second = ServerProcess.start(data);

        assertThat(emails()).containsAll(acknowledged);
        Browser again = new Browser(first.address());
        for (String email : unknown) {
            assertThat(isCreated(again, email, admin)).isTrue();
        }
        assertThat(count("SELECT count(*) FROM users WHERE email LIKE 'ledger-%'"))
                .isEqualTo(acknowledged.size() + unknown.size());
        assertThat(
                        count(
                                "SELECT count(*) FROM users u WHERE email LIKE 'ledger-%' AND ("
                                        + " NOT EXISTS (SELECT 1 FROM email_queue q WHERE q.user_id = u.id) OR NOT EXISTS"
                                        + " (SELECT 1 FROM audit_logs a WHERE a.record_id = u.id::text AND a.action = 'account.registered'))"))
                .isZero();
        tenon("", "audit", "verify");
    }

    @Test
    @Order(6)
    void quota_says_what_is_stored_after_kill_9_in_the_middle_of_uploads_and_deletions() throws Exception {
        String[] ana = verified("killed@example.org");
        for (int kill = 0; kill < 2; kill++) {
            AtomicInteger stored = new AtomicInteger();
            AtomicBoolean goOn = new AtomicBoolean(true);
            List<Thread> writers = IntStream.range(0, 6)
                    .mapToObj(number -> Thread.ofVirtual().start(() -> {
                        Browser browser = new Browser((number % 2 == 0 ? first : second).address());
                        while (goOn.get() && isStoredAndDeleted(browser, stored.incrementAndGet(), ana)) {
                            Thread.onSpinWait();
                        }
                    }))
                    .toList();
            while (stored.get() < 60) {
                Thread.onSpinWait();
            }
            second.kill();
            goOn.set(false);
            for (Thread writer : writers) {
                writer.join();
            }
            tenon("", "quota", "check");
            second = ServerProcess.start(data);
        }

        assertThat(count("SELECT count(*) FROM documents d JOIN users u ON u.id = d.user_id"
                        + " WHERE u.email = 'killed@example.org' AND d.deleted_at IS NULL"))
                .isPositive();
        tenon("", "quota", "check");
        tenon("", "blobs", "fsck", "--verify-content");
    }

    /** Stores a file, and puts every second one into the trash; whether its server still answers. */
    private static boolean isStoredAndDeleted(Browser browser, int number, String[] session) {
        try {
            HttpResponse<String> stored = browser.upload("a.bin", new byte[100_000], session);
            if (number % 2 == 0 && stored.statusCode() == 201) {
                browser.delete("/v1/documents/" + field(stored.body(), "id"), session);
            }
            return true;
        } catch (IOException | InterruptedException killed) {
            return false;
        }
    }

    /** Makes an account under a key of its own, so that a second try makes no second one. */
    private static boolean isCreated(Browser browser, String email, String[] admin) {
        try {
            return browser.post(
                                    "/v1/users",
                                    "{\"email\":\"" + email + "\"}",
                                    admin[0],
                                    admin[1],
                                    "Idempotency-Key",
                                    email)
                            .statusCode()
                    == 201;
        } catch (IOException | InterruptedException nobodyKnows) {
            return false;
        }
    }

    /** A call by one of many at once. */
    private interface Call {
        int on(Browser browser) throws IOException, InterruptedException;
    }

    private static List<Integer> race(Call call) {
        return Race.of(RACERS, index -> {
            try {
                return call.on(new Browser((index % 2 == 0 ? first : second).address()));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    private static String[] verified(String email) throws Exception {
        tenon(PASSWORD, "users", "create", email, "--password-stdin");
        return new Browser(first.address()).signIn(email, PASSWORD);
    }

    private static String registration(String email) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
    }

    private static String credentials(String email) {
        return registration(email);
    }

    private static String mailedToken(String email) throws IOException {
        Pattern token = Pattern.compile("token=(tnm_[0-9A-Za-z]{36})");
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            try (Stream<Path> mails = Files.list(Files.createDirectories(data.resolve("mailbox")))) {
                for (Path mail :
                        mails.filter(file -> file.toString().endsWith(".eml")).toList()) {
                    String text = Files.readString(mail);
                    Matcher matcher = token.matcher(text);
                    if (text.contains(email) && matcher.find()) {
                        return matcher.group(1);
                    }
                }
            }
        }
        throw new AssertionError("No mail to " + email);
    }

    /** A command in this process, beside the servers. */
    /** Runs a command, which succeeds. */
    private static void tenon(String input, String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add("--data-dir");
        words.add(data.toString());
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                prompt -> Optional.empty(),
                Map.of());
        int exitCode = TenonCli.run(
                words.toArray(String[]::new),
                terminal,
                (flags, progress) -> AppSurroundings.open(Map.of("TENON_PASSWORD_COST", "10"), flags, progress));
        assertThat(exitCode).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static void killDatabase() throws IOException {
        String pid = Files.readAllLines(postmasterPid()).get(0);
        ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
    }

    private static Path postmasterPid() throws IOException {
        try (Stream<Path> files = Files.walk(data, 4)) {
            return files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private interface Query<T> {
        T on(Statement statement) throws SQLException;
    }

    private static <T> T query(Query<T> query) throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.startOrJoin(data, line -> {});
                Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            return query.on(statement);
        }
    }

    private static long count(String sql) throws SQLException {
        return query(statement -> {
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static void execute(String sql) throws SQLException {
        query(statement -> statement.execute(sql));
    }

    private static List<String> emails() throws SQLException {
        return texts("SELECT email FROM users");
    }

    /** Every row of every table, as text. */
    private static String dump() throws SQLException {
        StringBuilder dump = new StringBuilder();
        for (String table : texts("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")) {
            texts("SELECT t::text FROM " + table + " t")
                    .forEach(row -> dump.append(row).append('\n'));
        }
        return dump.toString();
    }

    private static List<String> texts(String sql) throws SQLException {
        return query(statement -> {
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }
}
