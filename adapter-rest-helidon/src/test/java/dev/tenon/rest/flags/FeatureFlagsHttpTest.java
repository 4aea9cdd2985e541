package dev.tenon.rest.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeatureFlagsHttpTest extends HttpTest {

    private Person admin;
    private Person ana;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
        ana = tenon().person("ana@example.org", Set.of());
    }

    @Test
    void a_flag_is_made_shown_changed_and_deleted() {
        Answer made = flag("checkout", Map.of("strategies", List.of(rollout("25"))));
        assertThat(made.header("Location")).get().asString().endsWith("/v1/feature-flags/checkout");
        assertThat(made.at("/isEnabled")).isEqualTo("true");

        Answer shown = admin.http().get("/v1/feature-flags/checkout").expect(200);
        assertThat(shown.json()).isEqualTo(made.json());
        Answer changed = admin.http()
                .patch("/v1/feature-flags/checkout")
                .header("If-Match", shown.etag())
                .json(Map.of("strategies", shown.json().path("strategies"), "isStale", true))
                .expect(200);
        assertThat(changed.json().path("strategies")).isEqualTo(shown.json().path("strategies"));
        assertThat(changed.at("/isStale")).isEqualTo("true");
        admin.http()
                .patch("/v1/feature-flags/checkout")
                .header("If-Match", shown.etag())
                .json(Map.of("isEnabled", false))
                .refused(412, "request-precondition-failed");
        assertThat(admin.http()
                        .get("/v1/feature-flags")
                        .query("isStale", true)
                        .expect(200)
                        .items("name"))
                .containsExactly("checkout");
        assertThat(admin.http()
                        .get("/v1/feature-flags")
                        .query("type", "kill-switch")
                        .expect(200)
                        .items("name"))
                .isEmpty();

        admin.http().delete("/v1/feature-flags/checkout").expect(204);
        admin.http().get("/v1/feature-flags/checkout").refused(404, "flag-not-found");
    }

    private Answer flag(String name, Map<String, Object> more) {
        Map<String, Object> flag = new HashMap<>(Map.of("name", name, "isEnabled", true));
        flag.putAll(more);
        return admin.http().post("/v1/feature-flags").json(flag).expect(201);
    }

    private static Map<String, Object> rollout(String share) {
        return Map.of("name", "flexibleRollout", "parameters", Map.of("rollout", share));
    }

    private static Map<String, Object> in(String field, String... values) {
        return Map.of("contextName", field, "operator", "IN", "values", List.of(values));
    }

    @Test
    void what_is_wrong_with_a_flag_is_told_with_its_place() {
        Map<String, Object> odd = Map.of(
                "name",
                "odd",
                "strategies",
                List.of(Map.of(
                        "name", "default", "constraints", List.of(Map.of("contextName", "a", "operator", "IS")))));

        assertThat(admin.http()
                        .post("/v1/feature-flags")
                        .json(odd)
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/strategies/0/constraints/0/operator");
        assertThat(admin.http()
                        .post("/v1/feature-flags")
                        .json(Map.of("name", "odd", "strategies", List.of(rollout("200"))))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/strategies/0/parameters/rollout");
        admin.http()
                .post("/v1/feature-flags")
                .json(Map.of(
                        "name", "odd", "strategies", List.of(Map.of("name", "default", "segments", List.of("no")))))
                .refused(422, "flag-segment-unknown");
    }

    @Test
    void everybody_asks_for_oneself_and_staff_for_anybody() {
        flag(
                "mine",
                Map.of("strategies", List.of(Map.of("name", "userWithId", "parameters", Map.of("userIds", ana.id())))));
        flag(
                "german",
                Map.of("strategies", List.of(Map.of("name", "default", "constraints", List.of(in("country", "DE"))))));
        flag("free", Map.of("strategies", List.of(Map.of("name", "plans", "parameters", Map.of("plans", "Free")))));

        Answer mine = ana.http().get("/v1/feature-flags/mine/evaluation").expect(200);
        assertThat(mine.at("/enabled")).isEqualTo("true");
        assertThat(mine.at("/reason")).isEqualTo("strategy");
        Answer all = ana.http()
                .post("/v1/feature-flag-evaluations")
                .json(Map.of("properties", Map.of("country", "DE")))
                .expect(200);
        assertThat(all.items("flag")).containsExactly("free", "german", "mine");
        assertThat(all.items("enabled")).containsOnly("true");
        Map<String, Object> context = Map.of("context", Map.of("userId", ana.id(), "plan", "Standard"));
        assertThat(admin.http()
                        .post("/v1/feature-flag-evaluations")
                        .json(context)
                        .expect(200)
                        .items("enabled"))
                .containsExactly("false", "false", "true");
        ana.http().post("/v1/feature-flag-evaluations").json(context).refused(403, "request-forbidden");
        ana.http()
                .post("/v1/feature-flag-evaluations")
                .json(Map.of("properties", Map.of("plan", "Premium")))
                .refused(422, "request-invalid");
        ana.http().get("/v1/feature-flags/other/evaluation").refused(404, "flag-not-found");
    }

    @Test
    void a_segment_is_shared_by_flags() {
        Answer made = admin.http()
                .post("/v1/feature-flag-segments")
                .json(Map.of("name", "testers", "constraints", List.of(in("userId", ana.id()))))
                .expect(201);
        flag("new", Map.of("strategies", List.of(Map.of("name", "default", "segments", List.of("testers")))));
        assertThat(ana.http()
                        .get("/v1/feature-flags/new/evaluation")
                        .expect(200)
                        .at("/enabled"))
                .isEqualTo("true");

        admin.http()
                .patch("/v1/feature-flag-segments/testers")
                .header("If-Match", made.etag())
                .json(Map.of("constraints", List.of(in("userId", "nobody"))))
                .expect(200);

        assertThat(ana.http()
                        .get("/v1/feature-flags/new/evaluation")
                        .expect(200)
                        .at("/enabled"))
                .isEqualTo("false");
        admin.http().delete("/v1/feature-flag-segments/testers").refused(409, "flag-segment-in-use");
    }

    @Test
    void an_SDK_of_Unleash_reads_the_flags_with_a_bare_key_and_only_when_they_have_changed() {
        flag("checkout", Map.of("strategies", List.of(rollout("25"))));
        String key = admin.http()
                .post("/v1/api-keys")
                .json(Map.of("name", "sdk", "scopes", List.of("flags:read")))
                .expect(201)
                .at("/key");
        ValidatingClient sdk = http().with("Authorization", key);

        Answer features =
                sdk.get("/api/client/features").query("namePrefix", "c").expect(200);
        assertThat(features.at("/features/0/name")).isEqualTo("checkout");
        assertThat(features.at("/features/0/strategies/0/parameters/rollout")).isEqualTo("25");
        sdk.get("/api/client/features").header("If-None-Match", features.etag()).expect(304);
        sdk.post("/api/client/register").json(Map.of("appName", "shop")).expect(202);
        sdk.post("/api/client/metrics")
                .json(Map.of(
                        "bucket", Map.of("toggles", Map.of("checkout", Map.of("yes", 1), "gone", Map.of("no", 1)))))
                .expect(202);
        assertThat(admin.http()
                        .get("/v1/feature-flags/checkout")
                        .expect(200)
                        .json()
                        .path("lastSeenAt")
                        .isTextual())
                .isTrue();
        flag("search", Map.of());
        assertThat(sdk.get("/api/client/features")
                        .header("If-None-Match", features.etag())
                        .expect(200)
                        .etag())
                .isNotEqualTo(features.etag());

        http().get("/api/client/features").refused(401, "request-unauthenticated");
        http().with("Authorization", "*:*.unleash").get("/api/client/features").refused(401, "request-unauthenticated");
        ana.http().get("/api/client/features").refused(403, "request-forbidden");
        http().with("Authorization", key).get("/v1/feature-flags").refused(401, "request-unauthenticated");
    }
}
