package dev.tenon.rest.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.SandboxEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaymentsHttpTest extends HttpTest {

    private static final Map<String, Object> DOLLAR = Map.of("amount", "1.00", "currency", "USD");

    @Test
    void a_way_of_paying_is_added_listed_preferred_and_removed_and_never_shows_its_token() {
        ValidatingClient ana = tenon().ana().http();

        Answer first = add(ana, "card-succeeds");
        Answer second = ana.post("/v1/payment-methods")
                .json(Map.of("token", "card-declines-softly", "isDefault", false))
                .expect(201);

        assertThat(first.at("/isDefault")).isEqualTo("true");
        assertThat(second.at("/isDefault")).isEqualTo("false");
        Answer listed = ana.get("/v1/payment-methods").expect(200);
        assertThat(listed.items("id")).containsExactly(second.at("/id"), first.at("/id"));
        assertThat(listed.text()).doesNotContain("card-succeeds");
        ana.put("/v1/payment-methods/" + second.at("/id") + "/default").expect(204);
        ana.delete("/v1/payment-methods/" + second.at("/id")).expect(204);
        assertThat(ana.get("/v1/payment-methods").expect(200).items("isDefault"))
                .containsExactly("true");
        ana.delete("/v1/payment-methods/" + second.at("/id")).refused(404, "payment-method-not-found");
        ana.post("/v1/payment-methods").json(Map.of("token", "card-of-mine")).refused(422, "payment-method-refused");
        ana.post("/v1/payment-methods")
                .json(Map.of("token", "card-succeeds", "gateway", "bank"))
                .refused(422, "request-invalid");
    }

    @Test
    void nobody_has_more_than_ten() {
        ValidatingClient ana = tenon().ana().http();
        for (int i = 0; i < 10; i++) {
            add(ana, "card-succeeds");
        }

        ana.post("/v1/payment-methods").json(Map.of("token", "card-succeeds")).refused(409, "payment-too-many-methods");
    }

    @Test
    void an_invoice_is_paid_and_given_back_in_parts() {
        Person ana = tenon().ana();
        add(ana.http(), "card-succeeds");
        String path = invoice(ana);

        Answer paid = ana.http().post(path + "/payments").json(Map.of()).expect(201);

        assertThat(paid.at("/status")).isEqualTo("succeeded");
        assertThat(paid.at("/amount/amount")).isEqualTo("29.00");
        assertThat(ana.http().get(path + "/payments").expect(200).items("id")).containsExactly(paid.at("/id"));
        ana.http().get("/v1/payments/" + paid.at("/id")).expect(200);
        ana.http().post(path + "/payments").json(Map.of()).refused(409, "payment-nothing-due");
        ValidatingClient staff = tenon().admin().http();
        Answer refund = staff.post(path + "/refunds")
                .json(Map.of("amount", DOLLAR, "note", "goodwill"))
                .expect(201);
        assertThat(refund.at("/status")).isEqualTo("succeeded");
        assertThat(staff.post(path + "/refunds").json(Map.of()).expect(201).at("/amount/amount"))
                .isEqualTo("28.00");
        staff.post(path + "/refunds").json(Map.of("amount", DOLLAR)).refused(409, "invoice-more-than-paid");
        assertThat(ana.http().get(path + "/refunds").expect(200).items("id")).hasSize(2);
        ana.http().post(path + "/refunds").json(Map.of()).refused(403, "request-forbidden");
    }

    @Test
    void M2_a_request_that_is_sent_again_with_its_key_pays_once() {
        Person ana = tenon().ana();
        add(ana.http(), "card-succeeds");
        String path = invoice(ana) + "/payments";

        Answer first = ana.http()
                .post(path)
                .header("Idempotency-Key", "once")
                .json(Map.of())
                .expect(201);
        Answer again = ana.http()
                .post(path)
                .header("Idempotency-Key", "once")
                .json(Map.of())
                .expect(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).hasValue("true");
        assertThat(tenon().bank().charges()).isEqualTo(1);
    }

    @Test
    void M2_what_got_no_answer_is_202_until_it_is_known() {
        Person ana = tenon().ana();
        add(ana.http(), "card-times-out");
        String path = invoice(ana) + "/payments";

        Answer unknown = ana.http().post(path).json(Map.of()).expect(202);

        assertThat(unknown.at("/status")).isEqualTo("unknown");
        ana.http().post(path).json(Map.of()).refused(409, "payment-under-way");
        tenon().clock().advance(Duration.ofMinutes(6));
        tenon().runJobs();
        assertThat(ana.http()
                        .get("/v1/payments/" + unknown.at("/id"))
                        .expect(200)
                        .at("/status"))
                .isEqualTo("succeeded");
        assertThat(tenon().bank().charges()).isEqualTo(1);
    }

    @Test
    void what_has_to_be_confirmed_says_where_and_is_asked_for_by_hand() {
        Person ana = tenon().ana();
        add(ana.http(), "card-needs-action");

        Answer waiting =
                ana.http().post(invoice(ana) + "/payments").json(Map.of()).expect(202);

        assertThat(waiting.at("/actionUrl")).startsWith("https://");
        assertThat(ana.http()
                        .post("/v1/payments/" + waiting.at("/id") + "/checks")
                        .expect(200)
                        .at("/status"))
                .isEqualTo("succeeded");
    }

    @Test
    void staff_notes_what_came_in_by_transfer() {
        Person ana = tenon().ana();
        String path = invoice(ana) + "/payments";
        ValidatingClient staff = tenon().admin().http();

        Answer noted = staff.post(path)
                .json(Map.of("gateway", "manual", "reference", "line 17", "amount", DOLLAR))
                .expect(201);

        assertThat(noted.at("/trigger")).isEqualTo("staff");
        assertThat(noted.at("/amount/amount")).isEqualTo("1.00");
        staff.post(path)
                .json(Map.of(
                        "gateway", "manual", "reference", "a", "amount", Map.of("amount", "1.001", "currency", "USD")))
                .refused(422, "request-invalid");
        staff.post(path)
                .json(Map.of("gateway", "manual", "reference", "a", "amount", Map.of("amount", "1", "currency", "EUR")))
                .refused(422, "request-invalid");
        staff.post(path).json(Map.of("gateway", "stripe", "reference", "a")).refused(422, "request-invalid");
        staff.post(path).json(Map.of("gateway", "manual")).refused(422, "request-invalid");
        ana.http()
                .post(path)
                .json(Map.of("gateway", "manual", "reference", "mine"))
                .refused(403, "request-forbidden");
        ana.http().post(path).json(Map.of()).refused(409, "payment-no-method");
    }

    @Test
    void strangers_see_nothing() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        add(ana.http(), "card-succeeds");
        String path = invoice(ana);
        String payment =
                ana.http().post(path + "/payments").json(Map.of()).expect(201).at("/id");

        ben.http().get(path + "/payments").refused(404, "invoice-not-found");
        ben.http().get(path + "/refunds").refused(404, "invoice-not-found");
        ben.http().get("/v1/payments/" + payment).refused(404, "payment-not-found");
        ben.http().post(path + "/payments").json(Map.of()).refused(404, "invoice-not-found");
    }

    @Test
    void staff_settles_what_the_gateway_never_answers() {
        Person ana = tenon().ana();
        add(ana.http(), "card-never-answers");
        String path = invoice(ana);
        String id =
                ana.http().post(path + "/payments").json(Map.of()).expect(202).at("/id");
        Map<String, Object> found = Map.of("status", "succeeded", "reference", "pi_1", "reason", "in the dashboard");
        tenon().admin()
                .http()
                .post("/v1/payments/" + id + "/settlements")
                .json(found)
                .refused(409, "payment-still-asked");
        for (int day = 0; day < 8; day++) {
            tenon().clock().advance(Duration.ofDays(1));
            tenon().runJobs();
        }
        ValidatingClient staff =
                tenon().person("staff@example.org", Set.of("admin")).http();
        String settlements = "/v1/payments/" + id + "/settlements";

        tenon().signInAgain(ana).http().post(settlements).json(found).refused(403, "request-forbidden");
        staff.post(settlements).json(Map.of("reason", "x")).refused(422, "request-invalid");
        staff.post(settlements).json(Map.of("status", "unknown", "reason", "x")).refused(422, "request-invalid");
        Answer settled =
                staff.post(settlements).idempotencyKey("once").json(found).expect(200);

        assertThat(settled.at("/status")).isEqualTo("succeeded");
        assertThat(settled.at("/reference")).isEqualTo("pi_1");
        assertThat(settled.at("/reason")).isEqualTo("in the dashboard");
        assertThat(staff.get(path).expect(200).at("/status")).isEqualTo("paid");
        staff.post(settlements).idempotencyKey("once").json(found).expect(200);
        staff.post(settlements).json(found).refused(409, "payment-already-known");
    }

    @Test
    void M3_an_event_counts_if_its_very_bytes_are_signed() {
        Person ana = tenon().ana();
        add(ana.http(), "card-is-never-confirmed");
        String payment = ana.http()
                .post(invoice(ana) + "/payments")
                .json(Map.of())
                .expect(202)
                .at("/id");
        Instant now = tenon().clock().instant();
        String event = SandboxEvents.charge("1", now, PaymentId.parse(payment).orElseThrow(), "succeeded");
        String signature = tenon().events().sign(event, now);

        assertThat(event(event, signature).expect(200).at("/receipt")).isEqualTo("applied");
        assertThat(event(event, signature).expect(200).at("/receipt")).isEqualTo("repeated");

        assertThat(ana.http().get("/v1/payments/" + payment).expect(200).at("/status"))
                .isEqualTo("succeeded");
        event(event + "\n", signature).refused(403, "payment-event-not-signed");
        event("{}", tenon().events().sign("{}", now)).refused(400, "payment-event-not-readable");
        tenon().clock().advance(Duration.ofMinutes(6));
        event(event, signature).refused(403, "payment-event-not-signed");
        tenon().http()
                .post("/v1/payment-events/nobody")
                .header("Stripe-Signature", signature)
                .json(Map.of())
                .refused(404, "payment-gateway-not-found");
    }

    private ValidatingClient.Call event(String body, String signature) {
        return tenon().http()
                .post("/v1/payment-events/sandbox")
                .header("Payment-Signature", signature)
                .body("application/json", body);
    }

    private String invoice(Person person) {
        return "/v1/invoices/" + tenon().invoiceOf(person, 2900).id();
    }

    private static Answer add(ValidatingClient person, String token) {
        return person.post("/v1/payment-methods").json(Map.of("token", token)).expect(201);
    }
}
