package dev.tenon.rest.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OverridesHttpTest extends HttpTest {

    private static final String STORAGE = "/v1/entitlement-overrides/max-storage";

    private Person admin;
    private Person ana;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
        ana = tenon().ana();
    }

    @Test
    void an_exception_is_made_shown_changed_and_taken_back() {
        Answer made = admin.http()
                .put(STORAGE)
                .query("userId", ana.id())
                .json(Map.of("limit", 10, "reason", "Little"))
                .expect(200);
        assertThat(made.at("/isInForce")).isEqualTo("true");
        assertThat(ana.http().get("/v1/quota").expect(200).at("/max")).isEqualTo("10");
        assertThat(ana.http().get("/v1/entitlements/max-storage").expect(200).at("/source"))
                .isEqualTo("exception");

        assertThat(admin.http()
                        .get(STORAGE)
                        .query("userId", ana.id())
                        .expect(200)
                        .json())
                .isEqualTo(made.json());
        Answer changed = admin.http()
                .put(STORAGE)
                .query("userId", ana.id())
                .header("If-Match", made.etag())
                .json(Map.of("limit", 20, "reason", "More"))
                .expect(200);
        assertThat(changed.at("/id")).isEqualTo(made.at("/id"));
        admin.http()
                .put(STORAGE)
                .query("userId", ana.id())
                .header("If-Match", made.etag())
                .json(Map.of("limit", 30, "reason", "Stale"))
                .refused(412, "request-precondition-failed");
        assertThat(admin.http()
                        .get("/v1/entitlement-overrides")
                        .query("userId", ana.id())
                        .expect(200)
                        .items("key"))
                .containsExactly("max-storage");

        admin.http().delete(STORAGE).query("userId", ana.id()).expect(204);
        admin.http().delete(STORAGE).query("userId", ana.id()).refused(404, "override-not-found");
        assertThat(ana.http().get("/v1/quota").expect(200).at("/max")).isEqualTo(Long.toString(1L << 30));
    }

    @Test
    void dates_come_with_the_clock() {
        admin.http()
                .put("/v1/entitlement-overrides/api-access")
                .query("userId", ana.id())
                .json(Map.of("startsAt", "2030-01-01T00:00:00Z", "reason", "Later"))
                .expect(200);

        assertThat(ana.http().get("/v1/entitlements/api-access").expect(200).at("/granted"))
                .isEqualTo("false");
    }

    @Test
    void names_whom_and_what_there_is_not() {
        Map<String, Object> body = Map.of("reason", "x");
        admin.http()
                .put(STORAGE)
                .query("userId", ana.id())
                .query("organizationId", Fixtures.anId().toString())
                .json(body)
                .refused(422, "request-invalid");
        admin.http()
                .put(STORAGE)
                .query("userId", Fixtures.anId().toString())
                .json(body)
                .refused(404, "account-not-found");
        admin.http()
                .put(STORAGE)
                .query("organizationId", Fixtures.anId().toString())
                .json(body)
                .refused(404, "organization-not-found");
        admin.http()
                .put("/v1/entitlement-overrides/nothing")
                .query("userId", ana.id())
                .json(body)
                .refused(404, "feature-not-found");
        admin.http()
                .put(STORAGE)
                .query("userId", ana.id())
                .json(Map.of("granted", false, "reason", "x"))
                .refused(422, "request-invalid");
        admin.http()
                .put(STORAGE)
                .query("userId", ana.id())
                .json(Map.of("limit", 1))
                .refused(422, "request-invalid");
    }

    @Test
    void C1_what_others_are_entitled_to_is_nobodys_business() {
        Person ben = tenon().person("ben@example.org");

        ben.http().get("/v1/entitlements").query("userId", ana.id()).refused(404, "account-not-found");
        ben.http().get("/v1/entitlements/api-access").query("userId", ana.id()).refused(404, "account-not-found");
        ben.http().get("/v1/entitlement-overrides").refused(403, "request-forbidden");
        assertThat(admin.http()
                        .get("/v1/entitlements")
                        .query("userId", ana.id())
                        .expect(200)
                        .at("/userId"))
                .isEqualTo(ana.id());
        ana.http().get("/v1/entitlements/nothing").refused(404, "feature-not-found");
    }
}
