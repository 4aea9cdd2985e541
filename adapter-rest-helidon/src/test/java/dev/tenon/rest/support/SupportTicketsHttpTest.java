package dev.tenon.rest.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.access.Role;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SupportTicketsHttpTest extends HttpTest {

    private static final String TICKETS = "/v1/support-tickets";

    private Person ana;
    private Person sue;

    @BeforeEach
    void people() {
        ana = tenon().ana();
        sue = tenon().person("sue@example.org", Set.of(Role.SUPPORT));
    }

    private Answer ask(Map<String, Object> wanted) {
        return ana.http().post(TICKETS).json(wanted).expect(201);
    }

    private static Map<String, Object> question() {
        return Map.of("subject", "The export does not open", "description", "It says nothing.");
    }

    @Test
    void a_ticket_goes_its_way() {
        Answer asked = ask(question());
        String path = TICKETS + "/" + asked.at("/id");
        assertThat(asked.header("Location").orElse("")).endsWith(path);
        assertThat(asked.at("/number")).isEqualTo("1");
        assertThat(asked.at("/status")).isEqualTo("open");

        sue.http()
                .post(path + "/messages")
                .json(Map.of("body", "Which version?"))
                .expect(201);
        sue.http()
                .post(path + "/messages")
                .json(Map.of("body", "For us", "isInternal", true))
                .expect(201);
        Answer seen = sue.http().get(path).expect(200);
        assertThat(seen.at("/status")).isEqualTo("in_progress");
        Answer given = sue.http()
                .patch(path)
                .patch(seen.etag(), Map.of("assigneeId", sue.id(), "priority", "high", "status", "resolved"))
                .expect(200);
        assertThat(given.at("/assigneeId")).isEqualTo(sue.id());
        sue.http().patch(path).patch(seen.etag(), Map.of("status", "open")).refused(412, "request-precondition-failed");
        ana.http().post(path + "/messages").json(Map.of("body", "Still not")).expect(201);

        Answer mine = ana.http().get(path).expect(200);
        assertThat(mine.at("/status")).isEqualTo("open");
        assertThat(mine.json().get("assigneeId").isNull()).isTrue();
        assertThat(ana.http().get(path + "/messages").expect(200).items("body"))
                .containsExactly("Which version?", "Still not");
        assertThat(sue.http().get(path + "/messages").expect(200).items("body"))
                .containsExactly("Which version?", "For us", "Still not");
        Map<String, Object> nobody = new HashMap<>();
        nobody.put("assigneeId", null);
        Answer free = sue.http().patch(path).patch("*", nobody).expect(200);
        assertThat(free.json().get("assigneeId").isNull()).isTrue();
        sue.http().patch(path).patch("*", Map.of("assigneeId", ana.id())).refused(422, "ticket-assignee-unfit");
        ana.http().patch(path).patch("*", Map.of("priority", "high")).refused(403, "request-forbidden");
        ana.http().patch(path).json(Map.of("status", "resolved")).refused(428, "request-precondition-required");
    }

    @Test
    void tickets_are_listed_and_found_by_who_may() {
        ask(question());
        sue.http().post(TICKETS).json(Map.of("subject", "Wrong invoice")).expect(201);

        assertThat(ana.http().get(TICKETS).expect(200).items("number")).containsExactly("1");
        assertThat(sue.http().get(TICKETS).query("order", "oldest").expect(200).items("number"))
                .containsExactly("1", "2");
        assertThat(sue.http()
                        .get(TICKETS)
                        .query("q", "export")
                        .query("status", "open")
                        .query("userId", ana.id())
                        .expect(200)
                        .items("number"))
                .containsExactly("1");
        assertThat(sue.http()
                        .get(TICKETS)
                        .query("unassigned", true)
                        .query("priority", "medium")
                        .expect(200)
                        .items("id"))
                .hasSize(2);
        ana.http().get(TICKETS).query("assigneeId", sue.id()).refused(403, "request-forbidden");
        ana.http().get(TICKETS).query("status", "in progress").refused(422, "request-invalid");
        Person ben = tenon().person("ben@example.org");
        ben.http()
                .get(TICKETS + "/" + ana.http().get(TICKETS).expect(200).at("/items/0/id"))
                .refused(404, "ticket-not-found");
    }

    @Test
    void an_attachment_is_downloaded_through_the_ticket() {
        String document = ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8))
                .expect(201)
                .at("/id");
        String path = TICKETS + "/"
                + ask(Map.of("subject", "Look", "attachments", List.of(document)))
                        .at("/id");
        String content = path + "/attachments/" + document + "/content";

        assertThat(sue.http().get(path + "/attachments").expect(200).items("fileName"))
                .containsExactly("a.txt");
        Answer whole = sue.http().get(content).expect(200);
        assertThat(whole.text()).isEqualTo("hello");
        assertThat(whole.header("Content-Disposition").orElse("")).startsWith("attachment;");
        assertThat(sue.http()
                        .get(content)
                        .header("Range", "bytes=1-2")
                        .expect(206)
                        .text())
                .isEqualTo("el");
        sue.http().get("/v1/documents/" + document).refused(404, "document-not-found");
        ana.http().delete("/v1/documents/" + document).expect(204);
        sue.http().get(content).refused(404, "ticket-attachment-not-found");
        ana.http()
                .post(path + "/messages")
                .json(Map.of("body", "Look", "attachments", List.of(document)))
                .refused(404, "document-not-found");
    }

    @Test
    void a_mail_server_hands_over_what_came() {
        Person post = tenon().person("post@example.org", Set.of(receiver()));
        String mail = "From: Ana <" + ana.email() + ">\r\nSubject: By mail\r\nMessage-ID: <1@laptop>\r\n\r\nHello\r\n";

        Answer opened = post.http()
                .post("/v1/support-mails")
                .body("message/rfc822", mail)
                .expect(200);
        assertThat(opened.at("/outcome")).isEqualTo("opened");
        assertThat(opened.at("/number")).isEqualTo("1");
        assertThat(post.http()
                        .post("/v1/support-mails")
                        .body("message/rfc822", mail)
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("repeated");
        tenon().runJobs();
        String ours = tenon().mailsTo(ana.email()).getLast().messageId();
        String answer = mail.replace("<1@", "<2@").replace("Subject", "In-Reply-To: " + ours + "\r\nSubject");
        assertThat(post.http()
                        .post("/v1/support-mails")
                        .body("message/rfc822", answer)
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("added");
        Answer away = post.http()
                .post("/v1/support-mails")
                .body("message/rfc822", "Auto-Submitted: auto-replied\r\n" + answer.replace("<2@", "<3@"))
                .expect(200);
        assertThat(away.at("/dropped")).isEqualTo("automatic");
        post.http()
                .post("/v1/support-mails")
                .body(
                        "message/rfc822",
                        mail.replace(ana.email(), "eve@example.org").replace("<1@", "<4@"))
                .refused(422, "ticket-sender-unknown");
        post.http().post("/v1/support-mails").body("message/rfc822", "nothing").refused(400, "ticket-mail-unreadable");
        post.http().post("/v1/support-mails").body("text/plain", mail).refused(415, "http-media-type-unsupported");
        sue.http().post("/v1/support-mails").body("message/rfc822", mail).refused(403, "request-forbidden");
    }

    private String receiver() {
        tenon().role("post", Set.of("tickets:receive"));
        return "post";
    }

    @Test
    void the_staff_knows_the_person_and_the_figures() {
        String path = TICKETS + "/" + ask(question()).at("/id");

        Answer context = sue.http().get(path + "/context").expect(200);
        assertThat(context.at("/plans/0/planName")).isEqualTo("Free");
        assertThat(context.json().get("withheld")).isEmpty();
        ana.http().get(path + "/context").refused(403, "request-forbidden");
        Answer report = sue.http().get("/v1/support-ticket-report").expect(200);
        assertThat(report.at("/rows/3/opened")).isEqualTo("1");
        sue.http()
                .get("/v1/support-ticket-report")
                .query("from", "2026-02-01")
                .query("to", "2026-01-01")
                .refused(422, "request-invalid");
        ana.http().get("/v1/support-ticket-report").refused(403, "request-forbidden");
    }

    @Test
    void a_question_is_asked_once_however_often_it_is_sent() {
        Answer first =
                ana.http().post(TICKETS).idempotencyKey("k1").json(question()).expect(201);
        Answer second =
                ana.http().post(TICKETS).idempotencyKey("k1").json(question()).expect(201);

        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(ana.http().get(TICKETS).expect(200).items("id")).hasSize(1);
    }
}
