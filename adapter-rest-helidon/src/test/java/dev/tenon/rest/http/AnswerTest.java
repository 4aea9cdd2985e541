package dev.tenon.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void what_is_kept_is_given_back_byte_for_byte() {
        Answer answer = Answer.json(201, Map.of("name", "Ana \u00e9 \ud83d\ude00\n"))
                .withRevision(3)
                .with("Location", "/v1/things/1");

        Answer kept = Answer.decoded(answer.encoded());

        assertThat(kept.status()).isEqualTo(201);
        assertThat(kept.contentType()).isEqualTo("application/json");
        assertThat(kept.headers()).containsExactly("ETag", "\"3\"", "Location", "/v1/things/1");
        assertThat(((Answer.Bytes) kept.body()).value()).isEqualTo(((Answer.Bytes) answer.body()).value());
    }

    @Test
    void an_answer_without_a_body_is_kept_too() {
        Answer kept = Answer.decoded(Answer.empty(202).encoded());

        assertThat(kept.status()).isEqualTo(202);
        assertThat(kept.contentType()).isNull();
        assertThat(kept.headers()).isEmpty();
        assertThat(kept.body().length()).isZero();
    }
}
