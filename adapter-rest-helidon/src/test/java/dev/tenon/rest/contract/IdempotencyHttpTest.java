package dev.tenon.rest.contract;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Installation.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Idempotency-Key} on every POST. */
class IdempotencyHttpTest extends HttpTest {

    private static final String KEY = "5f1c9a36-3f4b-4a40-9f5e-6d0f0c2a7b11";

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
    }

    @Test
    void D2_a_repeated_request_gets_the_first_answer_byte_for_byte() {
        Answer first = create("ben@example.org", KEY).expect(201);
        tenon().clock().advance(Duration.ofHours(23));

        Answer second = create("ben@example.org", KEY).expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotent-Replayed")).contains("true");
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.etag()).isEqualTo(first.etag());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(admin.http().get("/v1/users").query("q", "ben").expect(200).items("id"))
                .hasSize(1);
    }

    @Test
    void a_key_of_another_request_is_refused() {
        create("ben@example.org", KEY).expect(201);

        create("cleo@example.org", KEY).refused(422, "request-key-reused");
        admin.http()
                .post("/v1/documents")
                .idempotencyKey(KEY)
                .file("file", "a.txt", "text/plain", new byte[1])
                .refused(422, "request-key-reused");
    }

    @Test
    void a_refusal_is_not_kept() {
        tenon().account("ben@example.org");
        create("ben@example.org", KEY).refused(409, "account-email-taken");

        create("cleo@example.org", KEY).expect(201);
    }

    @Test
    void keys_belong_to_their_caller() {
        Person other = tenon().person("other@example.org", Set.of("admin"));
        Answer first = create("ben@example.org", KEY).expect(201);

        Answer second = other.http()
                .post("/v1/users")
                .idempotencyKey(KEY)
                .json(Map.of("email", "cleo@example.org"))
                .expect(201);

        assertThat(second.at("/id")).isNotEqualTo(first.at("/id"));
    }

    @Test
    void keys_are_kept_for_a_day() {
        create("ben@example.org", KEY).expect(201);
        tenon().clock().advance(Duration.ofHours(24));

        create("ben@example.org", KEY).refused(409, "account-email-taken");
    }

    @Test
    void D2_a_repeated_sign_in_opens_one_session() {
        tenon().account("ana@example.org");

        Answer first = http().post("/v1/sessions")
                .idempotencyKey(KEY)
                .json(credentials("ana@example.org"))
                .expect(201);
        Answer second = http().post("/v1/sessions")
                .idempotencyKey(KEY)
                .json(credentials("ana@example.org"))
                .expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(http().as(first.at("/token")).get("/v1/sessions").expect(200).items("id"))
                .hasSize(1);
    }

    @Test
    void D2_a_repeated_registration_mails_once() {
        for (int repetition = 0; repetition < 3; repetition++) {
            Answer answer = http().post("/v1/registrations")
                    .idempotencyKey(KEY)
                    .json(credentials("ana@example.org"))
                    .expect(202);
            assertThat(answer.header("Idempotent-Replayed").isPresent()).isEqualTo(repetition > 0);
        }

        assertThat(tenon().mailsTo("ana@example.org")).hasSize(1);
    }

    @Test
    void D2_a_repeated_verification_is_answered_as_the_first() {
        http().post("/v1/registrations").json(credentials("ana@example.org")).expect(202);
        Map<String, String> token = Map.of("token", tenon().mailedToken("ana@example.org"));

        Answer first = http().post("/v1/email-verifications")
                .idempotencyKey(KEY)
                .json(token)
                .expect(200);
        Answer second = http().post("/v1/email-verifications")
                .idempotencyKey(KEY)
                .json(token)
                .expect(200);

        assertThat(second.body()).isEqualTo(first.body());
        http().post("/v1/email-verifications").json(token).refused(410, "token-gone");
    }

    @Test
    void D2_a_repeated_upload_stores_one_document() {
        byte[] file = "hello".getBytes(StandardCharsets.UTF_8);

        Answer first = admin.http()
                .post("/v1/documents")
                .idempotencyKey(KEY)
                .file("file", "a.txt", "text/plain", file)
                .expect(201);
        Answer second = admin.http()
                .post("/v1/documents")
                .idempotencyKey(KEY)
                .file("file", "a.txt", "text/plain", file)
                .expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(admin.http().get("/v1/quota").expect(200).json().path("used").asInt())
                .isEqualTo(file.length);
        assertThat(tenon().blobs().count()).isEqualTo(1);
    }

    @Test
    void D2_of_many_who_send_one_request_at_once_it_happens_once() throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<Answer>> tries = Stream.generate(() ->
                            threads.submit(() -> create("ben@example.org", KEY).send()))
                    .limit(20)
                    .toList();
            for (Future<Answer> each : tries) {
                answers.add(each.get());
            }
        }

        assertThat(answers)
                .allMatch(answer -> answer.status() == 201
                        || answer.status() == 409 && answer.text().contains("request-key-in-use"));
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(Answer::text)
                        .distinct())
                .hasSize(1);
        assertThat(admin.http().get("/v1/users").query("q", "ben").expect(200).items("id"))
                .hasSize(1);
        assertThat(create("ben@example.org", KEY).expect(201).header("Idempotent-Replayed"))
                .contains("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a b", "a\tb", ""})
    void a_key_is_visible_ascii(String key) {
        create("ben@example.org", key).refused(400, "request-malformed");
    }

    @Test
    void a_key_has_at_most_255_characters() {
        create("ben@example.org", "k".repeat(256)).refused(400, "request-malformed");
        create("ben@example.org", "k".repeat(255)).expect(201);
    }

    private ValidatingClient.Call create(String email, String key) {
        return admin.http().post("/v1/users").idempotencyKey(key).json(Map.of("email", email));
    }
}
