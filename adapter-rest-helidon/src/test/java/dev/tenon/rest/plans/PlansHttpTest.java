package dev.tenon.rest.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.testkit.Fixtures;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlansHttpTest extends HttpTest {

    @Test
    void anyone_may_look_at_the_plans_cheapest_first() {
        Answer plans = http().get("/v1/plans").expect(200);

        assertThat(plans.items("name")).containsExactly("Free", "Standard", "Premium");
    }

    @Test
    void shows_prices_as_decimals_and_sizes_in_bytes() {
        JsonNode standard = http().get("/v1/plans").expect(200).json().at("/items/1");

        assertThat(standard.at("/price/amount").textValue()).isEqualTo("12.00");
        assertThat(standard.at("/price/currency").textValue()).isEqualTo("USD");
        assertThat(standard.at("/billingInterval").textValue()).isEqualTo("month");
        assertThat(standard.at("/maxStorage").asLong()).isEqualTo(50L << 30);
        assertThat(standard.at("/maxDocuments").asLong()).isEqualTo(2_000);
    }

    @Test
    void shows_no_limit_as_null() {
        JsonNode premium = http().get("/v1/plans").expect(200).json().at("/items/2");

        assertThat(premium.at("/maxDocuments").isNull()).isTrue();
        assertThat(premium.at("/maxSeats").isNull()).isTrue();
    }

    @Test
    void shows_one_plan_with_its_features() {
        JsonNode free = http().get("/v1/plans").expect(200).json().at("/items/0");

        Answer plan = http().get("/v1/plans/" + free.path("id").asText()).expect(200);

        assertThat(plan.json()).isEqualTo(free);
        Set<String> keys = new HashSet<>();
        plan.json()
                .path("features")
                .forEach(feature -> keys.add(feature.path("key").asText()));
        assertThat(keys).containsExactlyInAnyOrder("document-sharing", "upload-size");
    }

    @Test
    void knows_only_plans_that_there_are() {
        String missing = http().get("/v1/plans/" + Fixtures.anId())
                .refused(404, "plan-not-found")
                .withoutRequestId();

        assertThat(http().get("/v1/plans/free").send().withoutRequestId()).isEqualTo(missing);
    }
}
