package dev.tenon.rest.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvoicesHttpTest extends HttpTest {

    private static final Map<String, Object> LINE = Map.of(
            "description", "Setting up", "quantity", 2, "unitAmount", Map.of("amount", "50.00", "currency", "EUR"));

    @Test
    void an_invoice_is_drafted_changed_finalized_and_voided() {
        ValidatingClient admin = staff();
        Person ana = tenon().person("ana@example.org");

        Answer draft = admin.post("/v1/invoices")
                .json(Map.of("subscriptionId", subscription(ana), "lines", List.of(LINE)))
                .expect(201);
        String path = "/v1/invoices/" + draft.at("/id");
        assertThat(draft.header("Location"))
                .hasValueSatisfying(where -> assertThat(where).endsWith(path));
        assertThat(draft.at("/total/amount")).isEqualTo("100.00");
        ana.http().get(path).refused(404, "invoice-not-found");

        Map<String, Object> other = Map.of(
                "lines",
                List.of(Map.of(
                        "description",
                        "Setting up",
                        "unitAmount",
                        Map.of("amount", "80.00", "currency", "EUR"),
                        "periodStart",
                        "2026-11-01T00:00:00Z",
                        "periodEnd",
                        "2026-12-01T00:00:00Z")));
        Answer changed = admin.patch(path).patch(draft.etag(), other).expect(200);
        admin.patch(path).patch(draft.etag(), other).refused(412, "request-precondition-failed");
        Answer asked = admin.post(path + "/finalize").expect(200);
        admin.post(path + "/finalize").refused(409, "invoice-not-a-draft");
        admin.delete(path).refused(409, "invoice-not-a-draft");

        assertThat(changed.at("/lines/0/quantity")).isEqualTo("1");
        assertThat(asked.at("/reference")).isEqualTo("INV-000001");
        assertThat(asked.at("/status")).isEqualTo("pending");
        assertThat(ana.http().get("/v1/invoices").expect(200).items("id")).containsExactly(draft.at("/id"));
        assertThat(ana.http().get(path).expect(200).at("/amountDue/amount")).isEqualTo("80.00");
        assertThat(admin.post(path + "/void").expect(200).at("/status")).isEqualTo("void");
        admin.post(path + "/mark-uncollectible").refused(409, "invoice-not-open");
        assertThat(admin.get("/v1/invoices")
                        .query("all", "true")
                        .query("status", "void")
                        .expect(200)
                        .items("id"))
                .containsExactly(draft.at("/id"));
        ana.http().post(path + "/void").refused(403, "request-forbidden");
    }

    @Test
    void it_is_shown_as_data_as_a_page_and_as_a_file() {
        Person ana = tenon().person("ana@example.org");
        String path = finalized(ana);

        Answer page = ana.http().get(path).header("Accept", "text/html").expect(200);
        Answer pdf = ana.http().get(path).header("Accept", "application/pdf").expect(200);
        Answer named = ana.http().get(path).query("format", "html").expect(200);

        assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.text()).contains("INV-000001", "ana@example.org");
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "sandbox"));
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(pdf.header("Content-Type")).hasValue("application/pdf");
        assertThat(pdf.header("Content-Disposition")).hasValue("inline; filename=\"INV-000001.pdf\"");
        assertThat(pdf.text()).startsWith("%PDF-");
        assertThat(named.text()).isEqualTo(page.text());
        ana.http().get(path).header("Accept", "image/png").refused(406, "http-not-acceptable");
        ana.http().get(path).query("format", "docx").refused(422, "request-invalid");
    }

    @Test
    void what_is_taken_back_has_a_note_of_its_own() {
        ValidatingClient admin = staff();
        Person ana = tenon().person("ana@example.org");
        String path = finalized(ana);

        Answer note = admin.post(path + "/credit-notes")
                .json(Map.of("amount", Map.of("amount", "10.00", "currency", "EUR"), "reason", "Late"))
                .expect(201);
        admin.post(path + "/credit-notes")
                .json(Map.of("amount", Map.of("amount", "90.01", "currency", "EUR")))
                .refused(409, "invoice-more-than-charged");
        admin.post(path + "/credit-notes")
                .json(Map.of("amount", Map.of("amount", "0.001", "currency", "EUR")))
                .refused(422, "request-invalid");

        assertThat(note.at("/reference")).isEqualTo("CN-000001");
        assertThat(ana.http().get(path + "/credit-notes").expect(200).items("id"))
                .containsExactly(note.at("/id"));
        String one = path + "/credit-notes/" + note.at("/id");
        assertThat(ana.http().get(one).expect(200).at("/total/amount")).isEqualTo("10.00");
        assertThat(ana.http().get(one).header("Accept", "text/html").expect(200).text())
                .contains("CN-000001");
        assertThat(ana.http().get(path).expect(200).at("/amountDue/amount")).isEqualTo("90.00");
        ana.http().get(path + "/credit-notes/" + UUID.randomUUID()).refused(404, "invoice-credit-note-not-found");
    }

    @Test
    void a_credit_is_shown_with_the_invoices_that_it_is_kept_on() {
        ValidatingClient admin = staff();
        Person ana = tenon().person("ana@example.org");
        Person ben = tenon().person("ben@example.org");
        String path = paid(ana);
        admin.post(path + "/credit-notes")
                .json(Map.of("amount", Map.of("amount", "10.00", "currency", "EUR")))
                .expect(201);

        Answer credit = ana.http().get("/v1/credit").expect(200);

        assertThat(credit.at("/items/0/amount/amount")).isEqualTo("10.00");
        assertThat(credit.at("/items/0/sources/0/left/amount")).isEqualTo("10.00");
        assertThat(credit.at("/items/0/sources/0/reference")).isEqualTo("INV-000001");
        assertThat(path).endsWith(credit.at("/items/0/sources/0/invoiceId"));
        assertThat(admin.get("/v1/credit").query("userId", ana.id()).expect(200).text())
                .isEqualTo(credit.text());
        assertThat(ben.http().get("/v1/credit").expect(200).json().path("items"))
                .isEmpty();
        ben.http().get("/v1/credit").query("userId", ana.id()).refused(403, "request-forbidden");
        ben.http()
                .get("/v1/credit")
                .query("organizationId", tenon().organizations().found(id(ana)))
                .refused(404, "organization-not-found");
    }

    @Test
    void M4_invoices_outlive_who_was_erased_and_name_them_nowhere() {
        ValidatingClient admin = staff();
        Person ana = tenon().person("ana@example.org");
        ana.http()
                .patch("/v1/me")
                .patch(etagOf(ana), Map.of("firstName", "Anastasia"))
                .expect(200);
        String path = paid(ana);
        Answer before = admin.get(path).expect(200);
        assertThat(admin.get(path).query("format", "html").expect(200).text()).contains("Anastasia");

        admin.delete("/v1/users/" + ana.id()).expect(204);

        Answer after = admin.get(path).expect(200);
        assertThat(after.at("/status")).isEqualTo("paid");
        assertThat(after.json().path("lines")).isEqualTo(before.json().path("lines"));
        assertThat(after.at("/total/amount")).isEqualTo("100.00");
        assertThat(admin.get("/v1/invoices").query("all", "true").expect(200).items("id"))
                .containsExactly(after.at("/id"));
        assertThat(admin.get(path + "/payments").expect(200).items("status")).containsExactly("succeeded");
        for (String format : List.of("html", "pdf")) {
            assertThat(admin.get(path).query("format", format).expect(200).text())
                    .contains("INV-000001", ana.id())
                    .doesNotContain("Anastasia", "ana@example.org");
        }
    }

    @Test
    void M2_a_repeated_request_finalizes_once_and_answers_alike() {
        ValidatingClient admin = staff();
        Person ana = tenon().person("ana@example.org");
        String draft = draft(ana);

        Answer first = admin.post(draft + "/finalize")
                .header("Idempotency-Key", "key-1")
                .expect(200);
        Answer again = admin.post(draft + "/finalize")
                .header("Idempotency-Key", "key-1")
                .expect(200);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void what_an_organization_pays_is_seen_by_who_runs_it_alone() {
        Person ana = tenon().person("ana@example.org");
        Person ben = tenon().person("ben@example.org");
        Person stranger = tenon().person("eve@example.org");
        var acme = tenon().organizations().found(id(ana));
        tenon().organizations().join(acme, id(ben), MemberRole.MEMBER);

        ana.http().get("/v1/invoices").query("organizationId", acme).expect(200);
        ben.http().get("/v1/invoices").query("organizationId", acme).refused(403, "request-forbidden");
        stranger.http().get("/v1/invoices").query("organizationId", acme).refused(404, "organization-not-found");
        stranger.http().get("/v1/invoices").query("all", "true").refused(403, "request-forbidden");
        stranger.http().get("/v1/invoices").query("userId", ana.id()).refused(403, "request-forbidden");
        ana.http()
                .get("/v1/invoices")
                .query("organizationId", acme)
                .query("userId", ana.id())
                .refused(422, "request-invalid");
    }

    private static UserId id(Person person) {
        return new UserId(UUID.fromString(person.id()));
    }

    private ValidatingClient staff() {
        return tenon().person("staff-" + Fixtures.anId() + "@example.org", Set.of(Role.ADMIN))
                .http();
    }

    private String paid(Person person) {
        String path = finalized(person);
        staff().post(path + "/payments")
                .json(Map.of("gateway", "manual", "reference", "transfer"))
                .expect(201);
        return path;
    }

    private static String etagOf(Person person) {
        return person.http().get("/v1/me").expect(200).etag();
    }

    private String finalized(Person person) {
        String path = draft(person);
        staff().post(path + "/finalize").expect(200);
        return path;
    }

    private String draft(Person person) {
        return "/v1/invoices/"
                + staff().post("/v1/invoices")
                        .json(Map.of("subscriptionId", subscription(person), "lines", List.of(LINE)))
                        .expect(201)
                        .at("/id");
    }

    private static String subscription(Person person) {
        return person.http().get("/v1/subscriptions").expect(200).items("id").get(0);
    }
}
