package dev.tenon.rest.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class SubscriptionsHttpTest extends HttpTest {

    @Test
    void shows_the_free_subscription_that_every_verified_account_has() {
        Person ana = tenon().ana();

        JsonNode live = ana.http().get("/v1/subscriptions").expect(200).json().at("/items/0");

        assertThat(live.path("userId").asText()).isEqualTo(ana.id());
        assertThat(live.path("status").asText()).isEqualTo("active");
        assertThat(live.at("/price/amount").asText()).isEqualTo("0.00");
        assertThat(live.path("startDate").asText()).isEqualTo("2026-01-01");
        assertThat(live.path("endDate").isNull()).isTrue();
        assertThat(live.path("currentPeriodEnd").asText()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(ana.http()
                        .get("/v1/subscriptions/" + live.path("id").asText())
                        .expect(200)
                        .json())
                .isEqualTo(live);
    }

    @Test
    void C1_anothers_subscription_is_byte_for_byte_one_that_does_not_exist() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        String id = ana.http().get("/v1/subscriptions").expect(200).items("id").get(0);

        String others = ben.http()
                .get("/v1/subscriptions/" + id)
                .refused(404, "subscription-not-found")
                .withoutRequestId();

        assertThat(ben.http().get("/v1/subscriptions/" + Fixtures.anId()).send().withoutRequestId())
                .isEqualTo(others);
        assertThat(ben.http().get("/v1/subscriptions/1").send().withoutRequestId())
                .isEqualTo(others);
        tenon().admin().http().get("/v1/subscriptions/" + id).expect(200);
    }
}
