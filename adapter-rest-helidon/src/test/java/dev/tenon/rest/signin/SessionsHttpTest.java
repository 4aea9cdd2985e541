package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionsHttpTest extends HttpTest {

    private static final String WRONG = "another long enough password";

    @Test
    void opens_a_session_that_the_location_points_to() {
        tenon().account("ana@example.org");

        Answer opened = http().with("User-Agent", "curl/8.5.0")
                .post("/v1/sessions")
                .json(credentials("ana@example.org"))
                .expect(201);

        ValidatingClient ana = http().as(opened.at("/token"));
        Answer session = ana.get(opened.header("Location").orElseThrow()).expect(200);
        assertThat(session.at("/userAgent")).isEqualTo("curl/8.5.0");
        assertThat(session.json()).isEqualTo(opened.json().path("session"));
        assertThat(ana.get("/v1/sessions/current").expect(200).json()).isEqualTo(session.json());
    }

    @Test
    void A2_the_whole_password_counts() {
        String password = "seven purple lanterns drift across the quiet harbour before the mornings" + "\uD83D\uDC1D"
                + "b".repeat(100);
        http().post("/v1/registrations")
                .json(credentials("ana@example.org", password))
                .expect(202);
        http().post("/v1/email-verifications")
                .json(Map.of("token", tenon().mailedToken("ana@example.org")))
                .expect(200);

        for (String near : List.of(
                password.substring(0, password.length() - 1),
                password.substring(0, password.length() - 1) + "c",
                password + "b",
                password + "\u0000",
                password.toUpperCase(Locale.ROOT),
                " " + password)) {
            http().post("/v1/sessions")
                    .json(credentials("ana@example.org", near))
                    .refused(401, "sign-in-failed");
        }
        http().post("/v1/sessions")
                .json(credentials("ana@example.org", password))
                .expect(201);
    }

    @Test
    void A4_every_failure_has_the_same_body_and_costs_the_same_work() {
        tenon().account("ana@example.org");
        tenon().accountWithoutPassword("social@example.org");
        Person banned = tenon().person("banned@example.org");
        setStatus(banned, "banned");
        Person resting = tenon().person("resting@example.org");
        setStatus(resting, "inactive");
        Map<String, Map<String, String>> failures = new LinkedHashMap<>();
        failures.put("wrong", credentials("ana@example.org", WRONG));
        failures.put("unknown", credentials("nobody@example.org"));
        failures.put("empty password", credentials("ana@example.org", ""));
        failures.put("overlong password", credentials("ana@example.org", "a".repeat(5_000)));
        failures.put("password with NUL", credentials("ana@example.org", Fixtures.PASSWORD + "\u0000"));
        failures.put("without password", credentials("social@example.org"));
        failures.put("without password, its marker", credentials("social@example.org", "!"));
        failures.put("banned", credentials("banned@example.org"));
        failures.put("resting", credentials("resting@example.org"));
        failures.put("no address", credentials("ana"));
        failures.put("empty address", credentials(""));
        failures.put("long address", credentials("a".repeat(1_000) + "@example.org"));
        Map<String, Integer> work = new LinkedHashMap<>();
        Map<String, String> answers = new LinkedHashMap<>();

        failures.forEach((name, credentials) -> {
            int before = tenon().passwords().verifications();
            answers.put(
                    name,
                    http().post("/v1/sessions")
                            .json(credentials)
                            .refused(401, "sign-in-failed")
                            .withoutRequestId());
            work.put(name, tenon().passwords().verifications() - before);
        });

        assertThat(Set.copyOf(answers.values())).as("%s", answers).hasSize(1);
        assertThat(Set.copyOf(work.values())).as("%s", work).containsExactly(1);
    }

    @Test
    void A5_guesses_for_one_account_end_after_ten() {
        tenon().account("ana@example.org");
        for (int guess = 0; guess < 10; guess++) {
            http().post("/v1/sessions")
                    .json(credentials("ana@example.org", WRONG + guess))
                    .refused(401, "sign-in-failed");
        }

        Answer throttled =
                http().post("/v1/sessions").json(credentials("ana@example.org")).refused(429, "sign-in-throttled");

        long wait = Long.parseLong(throttled.header("Retry-After").orElseThrow());
        assertThat(wait).isBetween(1L, 900L);
        tenon().clock().advance(Duration.ofSeconds(wait));
        http().post("/v1/sessions").json(credentials("ana@example.org")).expect(201);
    }

    @Test
    void A5_an_account_that_does_not_exist_is_throttled_alike() {
        for (int guess = 0; guess < 10; guess++) {
            http().post("/v1/sessions").json(credentials("nobody@example.org")).refused(401, "sign-in-failed");
        }

        http().post("/v1/sessions").json(credentials("nobody@example.org")).refused(429, "sign-in-throttled");
    }

    @Test
    void A5_strangers_elsewhere_do_not_lock_the_owner_out() {
        tenon().account("ana@example.org");
        ValidatingClient stranger = http().from("127.0.0.2");
        for (int guess = 0; guess < 11; guess++) {
            stranger.post("/v1/sessions")
                    .json(credentials("ana@example.org", WRONG))
                    .send();
        }
        stranger.post("/v1/sessions")
                .json(credentials("ana@example.org", WRONG))
                .refused(429, "sign-in-throttled");

        http().post("/v1/sessions").json(credentials("ana@example.org")).expect(201);
    }

    @Test
    void A5_a_client_that_calls_itself_others_is_still_one() {
        tenon().account("ana@example.org");
        for (int guess = 0; guess < 10; guess++) {
            http().with("X-Forwarded-For", "192.0.2." + guess)
                    .with("Forwarded", "for=192.0.2." + guess)
                    .with("X-Real-IP", "192.0.2." + guess)
                    .post("/v1/sessions")
                    .json(credentials("ana@example.org", WRONG))
                    .refused(401, "sign-in-failed");
        }

        http().with("X-Forwarded-For", "192.0.2.99")
                .post("/v1/sessions")
                .json(credentials("ana@example.org", WRONG))
                .refused(429, "sign-in-throttled");
    }

    @Test
    void A5_of_200_parallel_guesses_no_more_than_the_limit_are_evaluated() throws Exception {
        tenon().account("ana@example.org");
        int before = tenon().passwords().verifications();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Future<Integer>> guesses = IntStream.range(0, 200)
                    .mapToObj(guess -> threads.submit(() -> http().post("/v1/sessions")
                            .json(credentials("ana@example.org", WRONG + guess))
                            .send()
                            .status()))
                    .toList();
            for (Future<Integer> guess : guesses) {
                statuses.add(guess.get());
            }
        }

        assertThat(statuses.stream().filter(status -> status == 401).count()).isEqualTo(10);
        assertThat(statuses).allMatch(status -> status == 401 || status == 429);
        assertThat(tenon().passwords().verifications() - before).isEqualTo(10);
    }

    @Test
    void a_sign_in_that_finds_no_free_hasher_is_told_when_to_come_back() {
        tenon().account("ana@example.org");
        tenon().passwords().setBusy(true);

        Answer busy =
                http().post("/v1/sessions").json(credentials("ana@example.org")).refused(503, "password-hashing-busy");

        assertThat(busy.header("Retry-After")).contains("1");
    }

    @Test
    void S1_a_token_is_shown_once_and_nowhere_else() {
        Person admin = tenon().admin();
        Person ana = tenon().ana();
        String secret = ana.token().substring(4);

        String shown = Stream.of("/v1/sessions", "/v1/sessions/current", "/v1/me")
                        .map(path -> ana.http().get(path).expect(200).text())
                        .reduce("", String::concat)
                + Stream.of("/v1/audit-logs", "/v1/emails", "/v1/users")
                        .map(path -> admin.http().get(path).expect(200).text())
                        .reduce("", String::concat);

        assertThat(shown).doesNotContain(secret);
        assertThat(shown).doesNotContain(new PlainSecrets().sha256(ana.token()));
    }

    @Test
    void S1_a_token_that_is_mistyped_foreign_or_made_up_opens_nothing() {
        Person ana = tenon().ana();
        String token = ana.token();
        String mailToken = new PlainSecrets().newToken("tnm_").text();

        for (String wrong : List.of(
                token.substring(0, token.length() - 1),
                token + "0",
                token.toLowerCase(Locale.ROOT) + "x",
                token.substring(4),
                "tnm_" + token.substring(4),
                new PlainSecrets().newToken("tns_").text(),
                mailToken,
                new PlainSecrets().sha256(token),
                "null",
                "tns_")) {
            http().as(wrong).get("/v1/me").refused(401, "request-unauthenticated");
        }
    }

    @Test
    void S2_every_sign_in_gives_a_new_token() {
        Person ana = tenon().ana();
        Person again = tenon().signInAgain(ana);

        assertThat(again.token()).isNotEqualTo(ana.token());
        assertThat(again.sessionId()).isNotEqualTo(ana.sessionId());
    }

    @Test
    void S2_an_idle_session_ends_after_a_week() {
        Person ana = tenon().ana();

        tenon().clock().advance(Duration.ofDays(7).minusSeconds(1));
        ana.http().get("/v1/me").expect(200);
        tenon().clock().advance(Duration.ofDays(7));

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void S2_a_session_in_use_ends_after_thirty_days() {
        Person ana = tenon().ana();
        Instant end = tenon().clock().instant().plus(Duration.ofDays(30));
        while (tenon().clock().instant().plus(Duration.ofDays(5)).isBefore(end)) {
            tenon().clock().advance(Duration.ofDays(5));
            ana.http().get("/v1/me").expect(200);
        }

        tenon().clock().moveTo(end);

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void S2_lists_the_live_sessions_newest_first_and_marks_the_one_that_asks() {
        Person phone = tenon().ana();
        tenon().clock().advance(Duration.ofDays(3));
        Person laptop = tenon().signInAgain(phone);
        tenon().person("ben@example.org");

        Answer sessions = laptop.http().get("/v1/sessions").expect(200);

        assertThat(sessions.items("id")).containsExactly(laptop.sessionId(), phone.sessionId());
        assertThat(sessions.items("current")).containsExactly("true", "false");
        tenon().clock().advance(Duration.ofDays(5));
        assertThat(laptop.http().get("/v1/sessions").expect(200).items("id")).containsExactly(laptop.sessionId());
    }

    @Test
    void S2_ends_a_session_by_its_id() {
        Person phone = tenon().ana();
        Person laptop = tenon().signInAgain(phone);

        laptop.http().delete("/v1/sessions/" + phone.sessionId()).expect(204);

        phone.http().get("/v1/me").refused(401, "request-unauthenticated");
        laptop.http().get("/v1/me").expect(200);
        laptop.http().get("/v1/sessions/" + phone.sessionId()).refused(404, "session-not-found");
        laptop.http().delete("/v1/sessions/" + phone.sessionId()).refused(404, "session-not-found");
    }

    @Test
    void S2_signs_out() {
        Person ana = tenon().ana();

        ana.http().delete("/v1/sessions/current").expect(204);

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        ana.http().delete("/v1/sessions/current").refused(401, "request-unauthenticated");
    }

    @Test
    void S2_signs_out_everywhere_else() {
        Person ana = tenon().ana();
        Person phone = tenon().signInAgain(ana);
        Person laptop = tenon().signInAgain(ana);
        Person ben = tenon().person("ben@example.org");

        assertThat(laptop.http()
                        .delete("/v1/sessions")
                        .expect(200)
                        .json()
                        .path("ended")
                        .asInt())
                .isEqualTo(2);

        laptop.http().get("/v1/me").expect(200);
        ben.http().get("/v1/me").expect(200);
        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        phone.http().get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void C1_anothers_session_is_byte_for_byte_one_that_does_not_exist() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        String missing = Fixtures.anId().toString();

        for (String method : List.of("GET", "DELETE")) {
            String others = ben.http()
                    .call(method, "/v1/sessions/" + ana.sessionId())
                    .refused(404, "session-not-found")
                    .withoutRequestId();
            for (String id : List.of(missing, "not-an-id", "00000000-0000-0000-0000-000000000000", "%27")) {
                assertThat(ben.http().call(method, "/v1/sessions/" + id).send().withoutRequestId())
                        .isEqualTo(others);
            }
        }
        ana.http().get("/v1/me").expect(200);
    }

    @Test
    void an_administrator_may_end_anybodys_session() {
        Person ana = tenon().ana();

        tenon().admin().http().delete("/v1/sessions/" + ana.sessionId()).expect(204);

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void an_old_token_does_not_stand_in_the_way_of_signing_in() {
        Person ana = tenon().ana();
        ana.http().delete("/v1/sessions/current").expect(204);

        ana.http().post("/v1/sessions").json(credentials(ana.email())).expect(201);
    }

    private void setStatus(Person person, String status) {
        Person admin = tenon().person(status + "-admin@example.org", Set.of("admin"));
        String path = "/v1/users/" + person.id();
        String etag = admin.http().get(path).expect(200).etag();
        admin.http().patch(path).patch(etag, Map.of("status", status)).expect(200);
    }
}
