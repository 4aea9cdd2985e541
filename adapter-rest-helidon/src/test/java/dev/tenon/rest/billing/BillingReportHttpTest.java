package dev.tenon.rest.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BillingReportHttpTest extends HttpTest {

    private static final String STANDARD = "01920000-0000-7000-8000-000000000302";
    private static final String PREMIUM = "01920000-0000-7000-8000-000000000303";

    private void pays(Person person, String plan) {
        person.http()
                .post("/v1/payment-methods")
                .json(Map.of("token", "card-succeeds"))
                .expect(201);
        person.http().post("/v1/subscriptions").json(Map.of("planId", plan)).expect(201);
        tenon().runJobs();
    }

    @Test
    void tells_of_every_month_what_was_sold_paid_and_lost() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        pays(ana, STANDARD);
        pays(ben, PREMIUM);
        String id = ana.http().get("/v1/subscriptions").expect(200).items("id").get(0);
        tenon().clock().advance(Duration.ofDays(31));
        tenon().runJobs();
        ValidatingClient staff = tenon().admin().http();
        String etag = staff.get("/v1/subscriptions/" + id).expect(200).etag();
        staff.delete("/v1/subscriptions/" + id).header("If-Match", etag).expect(204);

        Answer answer = staff.get("/v1/billing-report")
                .query("from", "2026-01-01")
                .query("to", "2027-01-01")
                .expect(200);

        assertThat(answer.at("/to"))
                .as("months that have not begun are left out")
                .isEqualTo("2026-03-01");
        assertThat(answer.at("/timeZone")).isEqualTo("UTC");
        JsonNode dollars = answer.json().at("/currencies/0");
        assertThat(dollars.path("currency").asText()).isEqualTo("USD");
        JsonNode january = dollars.at("/months/0");
        assertThat(january.at("/mrr/opening/amount").asText()).isEqualTo("0.00");
        assertThat(january.at("/mrr/added/amount").asText()).isEqualTo("61.00");
        assertThat(january.at("/subscribers/closing").asInt()).isEqualTo(2);
        assertThat(january.path("subscriberChurnRate").isNull()).isTrue();
        assertThat(january.at("/received/amount").asText()).isEqualTo("61.00");
        assertThat(january.at("/plans/0/plan").asText()).isEqualTo("Premium");
        assertThat(january.at("/plans/0/planId").asText()).isEqualTo(PREMIUM);
        assertThat(january.at("/plans/1/amount/amount").asText()).isEqualTo("12.00");
        JsonNode february = dollars.at("/months/1");
        assertThat(february.at("/mrr/churned/amount").asText()).isEqualTo("-12.00");
        assertThat(february.at("/mrr/closing/amount").asText()).isEqualTo("49.00");
        assertThat(february.path("subscriberChurnRate").asText()).isEqualTo("0.5000");
        assertThat(february.path("revenueChurnRate").asText()).isEqualTo("0.1967");
        assertThat(dollars.at("/unpaid/0/age").asText()).isEqualTo("not_due");
        assertThat(dollars.at("/unpaid")).hasSize(5);
    }

    @Test
    void refuses_days_that_are_none_and_spans_that_are_too_long() {
        ValidatingClient staff = tenon().admin().http();

        staff.get("/v1/billing-report").query("from", "2026-13-01").refused(422, "request-invalid");
        staff.get("/v1/billing-report").query("from", "2026-1-1").refused(422, "request-invalid");
        staff.get("/v1/billing-report").query("from", "2020-01-01").refused(422, "request-invalid");
        staff.get("/v1/billing-report")
                .query("from", "2026-01-01")
                .query("to", "2026-01-01")
                .refused(422, "request-invalid");
        assertThat(staff.get("/v1/billing-report").expect(200).json().path("currencies"))
                .isEmpty();
    }

    @Test
    void is_for_staff_alone() {
        tenon().ana().http().get("/v1/billing-report").refused(403, "request-forbidden");
    }
}
