package dev.tenon.rest.contract;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Installation.Person;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The one path from sign-up to a stored document, as a client walks it. */
class WalkHttpTest extends HttpTest {

    @Test
    void from_sign_up_to_a_stored_document() {
        // 1. An account, verified by mail and on the Free plan.
        http().post("/v1/registrations").json(credentials("ana@example.org")).expect(202);
        http().post("/v1/email-verifications")
                .json(Map.of("token", tenon().mailedToken("ana@example.org")))
                .expect(200);

        // 2. Two sessions, of which one ends.
        Answer session =
                http().post("/v1/sessions").json(credentials("ana@example.org")).expect(201);
        ValidatingClient ana = http().as(session.at("/token"));
        assertThat(ana.get("/v1/me").expect(200).at("/email")).isEqualTo("ana@example.org");
        Answer second =
                http().post("/v1/sessions").json(credentials("ana@example.org")).expect(201);
        assertThat(ana.get("/v1/sessions").expect(200).items("id")).hasSize(2);
        ana.delete("/v1/sessions/" + second.at("/session/id")).expect(204);
        http().as(second.at("/token")).get("/v1/me").refused(401, "request-unauthenticated");

        // 3. What there is to have, and what Ana has.
        assertThat(http().get("/v1/plans").expect(200).items("name")).containsExactly("Free", "Standard", "Premium");
        assertThat(ana.get("/v1/entitlements").expect(200).at("/planName")).isEqualTo("Free");
        assertThat(used(ana)).isZero();

        // 4. A document: stored, read back whole and in part, deleted.
        byte[] file = new byte[48_213];
        new Random(7).nextBytes(file);
        Answer stored = ana.post("/v1/documents")
                .file("file", "report.pdf", "application/pdf", file)
                .expect(201);
        String path = stored.header("Location").orElseThrow();
        assertThat(used(ana)).isEqualTo(file.length);
        assertThat(ana.get("/v1/documents").expect(200).items("fileName")).containsExactly("report.pdf");
        assertThat(ana.get(path + "/content").expect(200).body()).isEqualTo(file);
        assertThat(ana.get(path + "/content")
                        .header("Range", "bytes=100-199")
                        .expect(206)
                        .body())
                .isEqualTo(Arrays.copyOfRange(file, 100, 200));
        ana.delete(path).expect(204);
        assertThat(used(ana)).isZero();
        ana.post("/v1/documents")
                .header("Content-Disposition", "attachment; filename=\"large.bin\"")
                .body("application/octet-stream", new byte[Installation.FREE_UPLOAD + 1])
                .refused(413, "document-too-large");
        assertThat(used(ana)).isZero();
        assertThat(tenon().blobs().count()).as("what is in the trash").isEqualTo(1);

        // 5. Each change, with its actor, in a chain that holds.
        Person admin = tenon().admin();
        String user = ana.get("/v1/me").expect(200).at("/id");
        assertThat(admin.http()
                        .get("/v1/audit-logs")
                        .query("user", user)
                        .expect(200)
                        .items("action"))
                .containsExactly(
                        "document.deleted", "document.uploaded", "session.ended", "session.opened", "session.opened");
        assertThat(admin.http()
                        .get("/v1/audit-logs")
                        .query("record", user)
                        .expect(200)
                        .items("action"))
                .containsExactly("quota.opened", "account.verified", "account.registered");
        JsonNode verification =
                admin.http().get("/v1/audit-logs/verification").expect(200).json();
        assertThat(verification.path("intact").booleanValue()).isTrue();
    }

    private static long used(ValidatingClient client) {
        return client.get("/v1/quota").expect(200).json().path("used").asLong();
    }
}
