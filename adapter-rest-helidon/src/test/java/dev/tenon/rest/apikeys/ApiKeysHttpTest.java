package dev.tenon.rest.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeysHttpTest extends HttpTest {

    private static final Map<String, String> READ = Map.of("permissions", "read");

    @Test
    void S5_a_key_is_shown_once_and_works_at_once() {
        Person ana = tenon().ana();

        Answer made = ana.http()
                .post("/v1/api-keys")
                .json(Map.of("name", "nightly", "permissions", "write"))
                .expect(201);

        String id = made.at("/id");
        assertThat(made.header("Location"))
                .hasValueSatisfying(where -> assertThat(where).endsWith("/v1/api-keys/" + id));
        assertThat(made.at("/key")).startsWith(made.at("/start")).endsWith(made.at("/lastFour"));
        assertThat(ana.http().get("/v1/api-keys/" + id).expect(200).text()).doesNotContain(made.at("/key"));
        ValidatingClient program = http().as(made.at("/key"));
        assertThat(program.get("/v1/me").expect(200).at("/email")).isEqualTo("ana@example.org");
        assertThat(program.get("/v1/api-keys/current").expect(200).at("/name")).isEqualTo("nightly");
        program.get("/v1/quota").expect(200);
        program.get("/v1/documents").expect(200);
    }

    @Test
    void S5_a_key_to_read_does_not_write() {
        ValidatingClient reader = key(tenon().ana(), READ);
        String etag = reader.get("/v1/me").expect(200).etag();

        reader.patch("/v1/me").patch(etag, Map.of("userName", "x")).refused(403, "request-forbidden");
        reader.put("/v1/me/settings/theme").json(Map.of("dark", true)).refused(403, "request-forbidden");
        reader.post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[] {'a'})
                .refused(403, "request-forbidden");
    }

    @Test
    void S5_a_key_opens_no_session_and_makes_no_key() {
        ValidatingClient everything = key(tenon().admin(), Map.of("permissions", "admin"));

        everything.post("/v1/api-keys").json(READ).refused(403, "api-key-not-here");
        everything.get("/v1/sessions").refused(403, "api-key-not-here");
        everything.get("/v1/sessions/current").refused(403, "api-key-not-here");
        everything
                .put("/v1/me/password")
                .json(Map.of("current", Fixtures.PASSWORD, "password", "another long password"))
                .refused(403, "api-key-not-here");
        everything
                .post("/v1/users/" + tenon().ana().id() + "/impersonations")
                .json(Map.of("reason", "x"))
                .refused(403, "api-key-not-here");
        everything.get("/v1/users").expect(200);
    }

    @Test
    void S5_a_key_without_scopes_may_do_nothing() {
        ValidatingClient nobody = key(tenon().ana(), Map.of("scopes", List.of()));

        nobody.get("/v1/me").refused(403, "request-forbidden");
        nobody.get("/v1/documents").refused(403, "request-forbidden");
        assertThat(nobody.get("/v1/api-keys/current").expect(200).at("/permissions"))
                .isEqualTo("custom");
    }

    @Test
    void S5_a_revoked_key_is_refused_at_its_next_request() {
        Person ana = tenon().ana();
        Answer made = ana.http().post("/v1/api-keys").json(READ).expect(201);
        ValidatingClient program = http().as(made.at("/key"));
        program.get("/v1/me").expect(200);

        ana.http()
                .delete("/v1/api-keys/" + made.at("/id"))
                .query("reason", "it leaked")
                .expect(204);

        program.get("/v1/me").refused(401, "request-unauthenticated");
        Answer after = ana.http().get("/v1/api-keys/" + made.at("/id")).expect(200);
        assertThat(after.json().path("isRevoked").asBoolean()).isTrue();
        assertThat(after.at("/revokedReason")).isEqualTo("it leaked");
        ana.http().delete("/v1/api-keys/" + made.at("/id")).expect(204);
    }

    @Test
    void S5_a_program_may_revoke_its_own_key() {
        ValidatingClient program = key(tenon().ana(), Map.of("scopes", List.of()));

        program.delete("/v1/api-keys/current").expect(204);

        program.get("/v1/api-keys/current").refused(401, "request-unauthenticated");
    }

    @Test
    void S5_a_key_is_rotated_with_grace_and_once() {
        Person ana = tenon().ana();
        Answer old = ana.http().post("/v1/api-keys").json(READ).expect(201);
        String rotations = "/v1/api-keys/" + old.at("/id") + "/rotations";

        Answer next =
                ana.http().post(rotations).json(Map.of("graceSeconds", 60)).expect(201);

        assertThat(next.at("/rotatedFrom")).isEqualTo(old.at("/id"));
        http().as(old.at("/key")).get("/v1/me").expect(200);
        http().as(next.at("/key")).get("/v1/me").expect(200);
        ana.http().post(rotations).json(Map.of()).refused(409, "api-key-rotated");
        tenon().clock().advance(Duration.ofSeconds(60));
        http().as(old.at("/key")).get("/v1/me").refused(401, "request-unauthenticated");
        ana.http().post(rotations).json(Map.of()).refused(409, "api-key-expired");
    }

    @Test
    void D2_a_key_that_is_asked_for_twice_is_made_once() {
        Person ana = tenon().ana();

        Answer first =
                ana.http().post("/v1/api-keys").json(READ).idempotencyKey("k-1").expect(201);
        Answer again =
                ana.http().post("/v1/api-keys").json(READ).idempotencyKey("k-1").expect(201);

        assertThat(again.at("/key")).isEqualTo(first.at("/key"));
        assertThat(ana.http().get("/v1/api-keys").expect(200).items("id")).hasSize(1);
    }

    @Test
    void a_key_is_renamed_under_its_revision() {
        Person ana = tenon().ana();
        Answer made = ana.http().post("/v1/api-keys").json(READ).expect(201);
        String path = "/v1/api-keys/" + made.at("/id");

        Answer renamed = ana.http()
                .patch(path)
                .patch(made.etag(), Map.of("name", "nightly"))
                .expect(200);

        assertThat(renamed.at("/name")).isEqualTo("nightly");
        ana.http().patch(path).patch(made.etag(), Map.of("name", "late")).refused(412, "request-precondition-failed");
        ana.http().patch(path).json(Map.of("name", "late")).refused(428, "request-precondition-required");
        assertThat(ana.http()
                        .patch(path)
                        .patch("*", Map.of("name", "x", "scopes", List.of()))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/scopes");
        ana.http().patch(path).patch("*", Map.of()).refused(422, "request-invalid");
    }

    @Test
    void says_everything_that_is_wrong_with_a_wanted_key() {
        Person ana = tenon().ana();

        assertThat(ana.http()
                        .post("/v1/api-keys")
                        .json(Map.of(
                                "permissions", "root", "organizationId", "7", "expiresAt", "soon", "userId", ana.id()))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactlyInAnyOrder("/permissions", "/organizationId", "/expiresAt", "/userId");
        assertThat(ana.http()
                        .post("/v1/api-keys")
                        .json(Map.of("permissions", "read", "scopes", List.of("documents:read")))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/permissions");
        ana.http()
                .post("/v1/api-keys")
                .json(Map.of("scopes", List.of("documents:burn")))
                .refused(422, "request-invalid");
        ana.http()
                .post("/v1/api-keys")
                .json(Map.of("expiresAt", "2020-01-01T00:00:00Z"))
                .refused(422, "request-invalid");
    }

    @Test
    void A7_a_session_that_is_not_new_gives_the_password_again() {
        Person ana = tenon().ana();
        tenon().clock().advance(Duration.ofMinutes(10));

        assertThat(ana.http()
                        .post("/v1/api-keys")
                        .json(READ)
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/password");
        ana.http()
                .post("/v1/api-keys")
                .json(Map.of("permissions", "read", "password", "another long password"))
                .refused(403, "password-wrong");
        ana.http()
                .post("/v1/api-keys")
                .json(Map.of("permissions", "read", "password", Fixtures.PASSWORD))
                .expect(201);
    }

    @Test
    void C1_a_foreign_key_answers_as_one_that_there_is_not() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        String anas = ana.http().post("/v1/api-keys").json(READ).expect(201).at("/id");

        for (String path : List.of("", "/usage", "/requests")) {
            String foreign = ben.http()
                    .get("/v1/api-keys/" + anas + path)
                    .refused(404, "api-key-not-found")
                    .withoutRequestId();
            assertThat(ben.http()
                            .get("/v1/api-keys/" + Fixtures.anId() + path)
                            .send()
                            .withoutRequestId())
                    .isEqualTo(foreign);
        }
        ben.http().delete("/v1/api-keys/" + anas).refused(404, "api-key-not-found");
        ben.http().get("/v1/api-keys").query("userId", ana.id()).refused(403, "request-forbidden");
        ben.http().get("/v1/api-keys").query("of", "everyone").refused(403, "request-forbidden");
        ben.http().get("/v1/api-keys/current").refused(404, "api-key-not-found");
    }

    @Test
    void an_administrator_sees_everyones_keys_and_revokes_them() {
        Person ana = tenon().ana();
        String anas = ana.http().post("/v1/api-keys").json(READ).expect(201).at("/id");
        Person admin = tenon().admin();

        assertThat(admin.http()
                        .get("/v1/api-keys")
                        .query("of", "everyone")
                        .query("status", "live")
                        .expect(200)
                        .items("id"))
                .containsExactly(anas);
        admin.http().delete("/v1/api-keys/" + anas).expect(204);
        assertThat(admin.http()
                        .get("/v1/api-keys")
                        .query("userId", ana.id())
                        .query("status", "live")
                        .expect(200)
                        .items("id"))
                .isEmpty();
    }

    @Test
    void S5_a_key_of_an_organization_acts_for_it_and_not_for_a_person() {
        Person ana = tenon().ana();
        OrganizationId organization = tenon().organizations().found(new UserId(UUID.fromString(ana.id())));
        Answer made = ana.http()
                .post("/v1/api-keys")
                .json(Map.of("organizationId", organization.toString(), "permissions", "write"))
                .expect(201);
        ValidatingClient program = http().as(made.at("/key"));

        assertThat(program.get("/v1/api-keys/current").expect(200).at("/organizationId"))
                .isEqualTo(organization.toString());
        program.get("/v1/me").refused(403, "request-forbidden");
        program.get("/v1/users").refused(403, "request-forbidden");
        assertThat(ana.http()
                        .get("/v1/api-keys")
                        .query("organizationId", organization)
                        .expect(200)
                        .items("id"))
                .containsExactly(made.at("/id"));
        assertThat(ana.http().get("/v1/api-keys").expect(200).items("id")).isEmpty();
        tenon().person("ben@example.org")
                .http()
                .get("/v1/api-keys")
                .query("organizationId", organization)
                .refused(404, "organization-not-found");
    }

    @Test
    void every_request_with_a_key_is_kept_and_counted() {
        Person ana = tenon().ana();
        Answer made = ana.http()
                .post("/v1/api-keys")
                .json(Map.of("permissions", "write"))
                .expect(201);
        String path = "/v1/api-keys/" + made.at("/id");
        ValidatingClient program = http().as(made.at("/key"));
        program.get("/v1/me").expect(200);
        program.get("/v1/documents/" + Fixtures.anId()).expect(404);
        program.put("/v1/me/settings/theme")
                .json(Map.of("canary", "canary-7", "size", 12))
                .expect(201);
        program.patch("/v1/me").patch("*", Map.of("userName", "canary-8")).expect(200);
        assertThat(ana.http().get(path + "/requests").expect(200).items("id")).isEmpty();

        tenon().runJobs();
        tenon().clock().advance(Duration.ofSeconds(1));

        Answer kept = ana.http().get(path + "/requests").expect(200);
        assertThat(kept.items("endpoint"))
                .containsExactlyInAnyOrder(
                        "GET /v1/me", "GET /v1/documents/{id}", "PUT /v1/me/settings/{key}", "PATCH /v1/me");
        assertThat(kept.items("responseStatus")).containsExactlyInAnyOrder("200", "404", "201", "200");
        assertThat(kept.text()).contains("\"text of 8\"", "omittedBytes").doesNotContain("canary");
        Answer usage = ana.http().get(path + "/usage").query("per", "hour").expect(200);
        assertThat(usage.items("requests")).hasSize(25).endsWith("4");
        assertThat(usage.items("failed")).endsWith("1");
        assertThat(ana.http().get(path).expect(200).at("/requestCount")).isEqualTo("4");
    }

    @Test
    void refuses_a_period_that_is_none_or_too_long() {
        Person ana = tenon().ana();
        String path = "/v1/api-keys/"
                + ana.http().post("/v1/api-keys").json(READ).expect(201).at("/id") + "/usage";

        ana.http()
                .get(path)
                .query("from", "2026-11-22T00:00:00Z")
                .query("to", "2026-11-21T00:00:00Z")
                .refused(422, "request-invalid");
        ana.http()
                .get(path)
                .query("per", "hour")
                .query("from", "2020-01-01T00:00:00Z")
                .refused(422, "request-invalid");
        ana.http().get(path).query("per", "second").refused(422, "request-invalid");
    }

    private ValidatingClient key(Person owner, Map<String, ?> wanted) {
        return http().as(owner.http()
                .post("/v1/api-keys")
                .json(wanted)
                .expect(201)
                .at("/key"));
    }
}
