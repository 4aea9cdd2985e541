package dev.tenon.rest.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanChangesHttpTest extends HttpTest {

    private static final String FREE = "/v1/plans/01920000-0000-7000-8000-000000000301";
    private static final String UPLOAD = "01920000-0000-7000-8000-000000000401";

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
    }

    @Test
    void a_plan_is_offered_shown_changed_and_archived() {
        Answer made = admin.http().post("/v1/plans").json(team("29.00", "EUR")).expect(201);
        String path = "/v1/plans/" + made.at("/id");
        assertThat(made.header("Location")).get().asString().endsWith(path);
        assertThat(made.at("/price/amount")).isEqualTo("29.00");
        assertThat(made.at("/maxStorage")).isEqualTo("107374182400");

        Answer shown = http().get(path).expect(200);
        assertThat(shown.json()).isEqualTo(made.json());
        assertThat(shown.etag()).isEqualTo(made.etag());
        Answer changed = admin.http()
                .patch(path)
                .header("If-Match", shown.etag())
                .json(Map.of(
                        "price", Map.of("amount", "31.00", "currency", "EUR"), "trialDays", 7, "unpaidAction", "pause"))
                .expect(200);
        assertThat(changed.at("/price/amount")).isEqualTo("31.00");
        assertThat(changed.at("/maxDocuments")).isEqualTo("5000");
        assertThat(changed.at("/unpaidAction")).isEqualTo("pause");
        assertThat(changed.at("/trialEndAction")).isEqualTo("cancel");
        Map<String, Object> unlimited = new HashMap<>();
        unlimited.put("maxDocuments", null);
        assertThat(admin.http()
                        .patch(path)
                        .header("If-Match", changed.etag())
                        .json(unlimited)
                        .expect(200)
                        .json()
                        .path("maxDocuments")
                        .isNull())
                .isTrue();
        admin.http()
                .patch(path)
                .header("If-Match", shown.etag())
                .json(Map.of("name", "Crew"))
                .refused(412, "request-precondition-failed");
        admin.http().patch(path).json(Map.of("name", "Crew")).refused(428, "request-precondition-required");

        admin.http().delete(path).expect(204);
        admin.http().delete(path).expect(204);

        assertThat(http().get("/v1/plans").expect(200).items("name")).doesNotContain("Team");
        assertThat(admin.http().get("/v1/archived-plans").expect(200).items("name"))
                .containsExactly("Team");
        assertThat(http().get(path).expect(200).at("/isActive")).isEqualTo("false");
    }

    @Test
    void D2_a_repeated_request_offers_one_plan() {
        Map<String, Object> team = team("29.00", "EUR");

        Answer first =
                admin.http().post("/v1/plans").idempotencyKey("k1").json(team).expect(201);
        Answer second =
                admin.http().post("/v1/plans").idempotencyKey("k1").json(team).expect(201);

        assertThat(second.json()).isEqualTo(first.json());
        admin.http().post("/v1/plans").json(team).refused(409, "plan-name-taken");
    }

    @Test
    void prices_have_the_decimals_of_their_currency() {
        assertThat(admin.http()
                        .post("/v1/plans")
                        .json(Map.of("name", "Yen", "price", Map.of("amount", "1200", "currency", "JPY")))
                        .expect(201)
                        .at("/price/amount"))
                .isEqualTo("1200");
        assertThat(admin.http()
                        .post("/v1/plans")
                        .json(Map.of("name", "Dinar", "price", Map.of("amount", "3.5", "currency", "KWD")))
                        .expect(201)
                        .at("/price/amount"))
                .isEqualTo("3.500");
        assertPointers(team("12.5", "JPY"), "/price/amount");
        assertPointers(team("12.345", "USD"), "/price/amount");
        assertPointers(team("1e3", "USD"), "/price/amount");
        assertPointers(team("-1.00", "USD"), "/price/amount");
        assertPointers(team("1.0000", "CLF"), "/price/currency");
        assertPointers(team("1.00", "usd"), "/price/currency");
    }

    @Test
    void C2_what_breaks_a_rule_is_named() {
        assertPointers(with("name", " "), "/name");
        assertPointers(with("price", "12.00"), "/price");
        assertPointers(with("price", Map.of("amount", 12, "currency", "USD")), "/price/amount");
        assertPointers(with("price", Map.of("amount", "12.00")), "/price/currency");
        assertPointers(with("price", Map.of("amount", "1", "currency", "USD", "cents", 1)), "/price/cents");
        assertPointers(with("maxStorage", 1_000_000), "/maxStorage");
        assertPointers(with("maxDocuments", -1), "/maxDocuments");
        assertPointers(with("maxSeats", 0), "/maxSeats");
        assertPointers(with("trialDays", 731), "/trialDays");
        assertPointers(with("billingInterval", "week"), "/billingInterval");
        assertPointers(with("isActive", true), "/isActive");
        assertPointers(with("king", 1), "/king");
        assertPointers(Map.of("name", "Team"), "/price");
    }

    @Test
    void Free_stays_what_it_is() {
        admin.http().delete(FREE).refused(409, "plan-stays-free");
        admin.http()
                .patch(FREE)
                .header("If-Match", "*")
                .json(Map.of("price", Map.of("amount", "1.00", "currency", "USD")))
                .refused(409, "plan-stays-free");
    }

    @Test
    void features_are_granted_and_revoked() {
        String granted = FREE + "/features/" + UPLOAD;

        assertThat(limitOfUploads(
                        admin.http().put(granted).json(Map.of("limit", 7)).expect(200)))
                .isEqualTo("7");
        assertThat(limitOfUploads(admin.http().put(granted).json(Map.of()).expect(200)))
                .isEqualTo("null");
        admin.http().delete(granted).expect(204);
        admin.http().delete(granted).expect(204);
        assertThat(http().get(FREE).expect(200).json().path("features").findValuesAsText("key"))
                .containsExactly("document-sharing");

        admin.http().put(granted).json(Map.of("limit", -1)).refused(422, "request-invalid");
        admin.http().put(FREE + "/features/" + Fixtures.anId()).json(Map.of()).refused(404, "feature-not-found");
        admin.http()
                .put("/v1/plans/" + Fixtures.anId() + "/features/" + UPLOAD)
                .json(Map.of())
                .refused(404, "plan-not-found");
    }

    @Test
    void a_feature_is_added_renamed_and_deleted() {
        Answer made = admin.http()
                .post("/v1/features")
                .json(Map.of("key", "invoice-approval", "name", "Invoice Approval"))
                .expect(201);
        String path = "/v1/features/" + made.at("/id");
        assertThat(made.header("Location")).get().asString().endsWith(path);
        Answer renamed = admin.http()
                .patch(path)
                .header("If-Match", made.etag())
                .json(Map.of("name", "Approving"))
                .expect(200);
        assertThat(admin.http().get(path).expect(200).json()).isEqualTo(renamed.json());
        assertThat(admin.http().get("/v1/features").expect(200).items("key")).contains("invoice-approval");
        admin.http()
                .patch(path)
                .header("If-Match", renamed.etag())
                .json(Map.of("key", "other"))
                .refused(422, "request-invalid");
        admin.http().delete(path).expect(204);
        admin.http().get(path).refused(404, "feature-not-found");

        admin.http().delete("/v1/features/" + UPLOAD).refused(409, "feature-built-in");
        admin.http()
                .post("/v1/features")
                .json(Map.of("key", "api-access", "name", "x"))
                .refused(409, "feature-key-taken");
        admin.http()
                .post("/v1/features")
                .json(Map.of("key", "x", "name", "API Access"))
                .refused(409, "feature-name-taken");
        admin.http().delete("/v1/features/01920000-0000-7000-8000-000000000404").refused(409, "feature-in-use");
    }

    private void assertPointers(Map<String, Object> body, String pointer) {
        assertThat(admin.http()
                        .post("/v1/plans")
                        .json(body)
                        .refused(422, "request-invalid")
                        .at("/errors/0/pointer"))
                .isEqualTo(pointer);
    }

    private static String limitOfUploads(Answer plan) {
        for (var feature : plan.json().path("features")) {
            if (feature.path("key").asText().equals("upload-size")) {
                return feature.path("limit").asText();
            }
        }
        throw new AssertionError("The plan grants no uploads");
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> body = new HashMap<>(team("29.00", "EUR"));
        body.put(field, value);
        return body;
    }

    private static Map<String, Object> team(String amount, String currency) {
        return Map.of(
                "name",
                "Team",
                "price",
                Map.of("amount", amount, "currency", currency),
                "billingInterval",
                "month",
                "maxDocuments",
                5_000,
                "maxStorage",
                107_374_182_400L,
                "maxSeats",
                10,
                "trialDays",
                14);
    }
}
