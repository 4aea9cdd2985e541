package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import org.junit.jupiter.api.Test;

class QuotaHttpTest extends HttpTest {

    @Test
    void starts_empty_with_the_limits_of_the_plan() {
        JsonNode quota = tenon().ana().http().get("/v1/quota").expect(200).json();

        assertThat(quota.path("used").asLong()).isZero();
        assertThat(quota.path("reserved").asLong()).isZero();
        assertThat(quota.path("max").asLong()).isEqualTo(1L << 30);
        assertThat(quota.at("/documents/used").asLong()).isZero();
        assertThat(quota.at("/documents/max").asLong()).isEqualTo(100);
    }

    @Test
    void rises_by_the_size_of_what_is_stored_and_falls_by_what_is_deleted() {
        Person ana = tenon().ana();

        String id = ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[1_234])
                .expect(201)
                .at("/id");
        assertThat(ana.http().get("/v1/quota").expect(200).json().path("used").asLong())
                .isEqualTo(1_234);

        ana.http().delete("/v1/documents/" + id).expect(204);
        assertThat(ana.http().get("/v1/quota").expect(200).json().path("used").asLong())
                .isZero();
        assertThat(ana.http()
                        .get("/v1/quota")
                        .expect(200)
                        .json()
                        .at("/documents/used")
                        .asLong())
                .isZero();
    }

    @Test
    void takes_no_more_documents_than_the_plan() {
        Person ana = tenon().ana();
        for (int index = 0; index < 100; index++) {
            ana.http()
                    .post("/v1/documents")
                    .file("file", index + ".txt", "text/plain", new byte[1])
                    .expect(201);
        }

        ana.http()
                .post("/v1/documents")
                .file("file", "100.txt", "text/plain", new byte[1])
                .refused(409, "quota-documents-exceeded");

        assertThat(ana.http().get("/v1/quota").expect(200).json().path("used").asLong())
                .isEqualTo(100);
    }

    @Test
    void belongs_to_the_caller_alone() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");

        ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[7])
                .expect(201);

        assertThat(ben.http().get("/v1/quota").expect(200).json().path("used").asLong())
                .isZero();
    }
}
