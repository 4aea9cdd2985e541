package dev.tenon.rest.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import org.junit.jupiter.api.Test;

class EntitlementsHttpTest extends HttpTest {

    @Test
    void shows_every_feature_granted_or_not_and_where_that_comes_from() {
        Person ana = tenon().ana();

        JsonNode upload = entitlement(ana, "upload-size");
        JsonNode api = entitlement(ana, "api-access");

        assertThat(upload.path("granted").booleanValue()).isTrue();
        assertThat(upload.path("limit").asLong()).isEqualTo(25L << 20);
        assertThat(upload.path("source").asText()).isEqualTo("plan:Free");
        assertThat(api.path("granted").booleanValue()).isFalse();
        assertThat(api.path("source").asText()).isEqualTo("default");
    }

    @Test
    void shows_what_is_used_of_each_limit() {
        Person ana = tenon().ana();

        ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[123])
                .expect(201);

        assertThat(entitlement(ana, "max-storage").path("used").asLong()).isEqualTo(123);
        assertThat(entitlement(ana, "max-storage").path("limit").asLong()).isEqualTo(1L << 30);
        assertThat(entitlement(ana, "max-documents").path("used").asLong()).isEqualTo(1);
    }

    private static JsonNode entitlement(Person person, String key) {
        for (JsonNode each :
                person.http().get("/v1/entitlements").expect(200).json().path("entitlements")) {
            if (each.path("key").asText().equals(key)) {
                return each;
            }
        }
        throw new AssertionError("No entitlement is called " + key);
    }
}
