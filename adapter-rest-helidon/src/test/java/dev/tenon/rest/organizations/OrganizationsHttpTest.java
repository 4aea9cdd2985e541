package dev.tenon.rest.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrganizationsHttpTest extends HttpTest {

    private static final String ORGANIZATIONS = "/v1/organizations";

    private Person ana;
    private Person ben;

    @BeforeEach
    void signIn() {
        ana = tenon().ana();
        ben = tenon().person("ben@example.org");
    }

    // ---- organizations

    @Test
    void one_that_has_something_unsettled_is_not_deleted_and_says_what() {
        Answer made = found(ana, "Acme Bees");
        String path = ORGANIZATIONS + "/" + made.at("/id");
        String document = tenon().organizations()
                .block(OrganizationId.parse(made.at("/id")).orElseThrow(), DeletionBlocker.Reason.DOCUMENT);

        Answer deletion = ana.http().get(path + "/deletion").expect(200);
        assertThat(deletion.at("/isPossible")).isEqualTo("false");
        assertThat(deletion.at("/blockers/0/recordId")).isEqualTo(document);
        Answer refused = ana.http().delete(path).refused(409, "organization-deletion-blocked");
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/documents/" + document);
        ana.http().get(path).expect(200);
    }

    @Test
    void the_one_of_a_slug_is_found() {
        found(ana, "Acme Bees");
        found(ana, "Acme");

        Answer one = ana.http().get(ORGANIZATIONS + "?slug=acme").expect(200);

        assertThat(one.json().at("/items")).hasSize(1);
        assertThat(one.at("/items/0/slug")).isEqualTo("acme");
        assertThat(ana.http()
                        .get(ORGANIZATIONS + "?slug=acm")
                        .expect(200)
                        .json()
                        .at("/items"))
                .isEmpty();
    }

    @Test
    void an_organization_is_founded_shown_changed_and_deleted() {
        Answer made = found(ana, "Acme Bees");
        String path = ORGANIZATIONS + "/" + made.at("/id");
        assertThat(made.header("Location")).get().asString().endsWith(path);
        assertThat(made.at("/slug")).isEqualTo("acme-bees");
        assertThat(made.at("/role")).isEqualTo("owner");
        assertThat(made.at("/ownerUserId")).isEqualTo(ana.id());
        assertThat(made.at("/storageLimit")).isEqualTo("1073741824");

        Answer shown = ana.http().get(path).expect(200);
        assertThat(shown.json()).isEqualTo(made.json());
        assertThat(shown.etag()).isEqualTo(made.etag());

        Answer changed = ana.http()
                .patch(path)
                .header("If-Match", shown.etag())
                .json(Map.of(
                        "name",
                        "Acme Wasps",
                        "slug",
                        "wasps",
                        "customBranding",
                        Map.of("primaryColor", "#1A73E8", "accentColor", "#00ccff")))
                .expect(200);
        assertThat(changed.at("/customBranding/primaryColor")).isEqualTo("#1a73e8");
        ana.http()
                .patch(path)
                .header("If-Match", shown.etag())
                .json(Map.of("name", "B"))
                .refused(412, "request-precondition-failed");
        ana.http().patch(path).json(Map.of("name", "B")).refused(428, "request-precondition-required");
        Map<String, Object> less = new HashMap<>();
        less.put("primaryColor", null);
        Answer restyled = ana.http()
                .patch(path)
                .header("If-Match", changed.etag())
                .json(Map.of("customBranding", less))
                .expect(200);
        assertThat(restyled.json().at("/customBranding/primaryColor").isNull()).isTrue();
        assertThat(restyled.at("/customBranding/accentColor")).isEqualTo("#00ccff");
        Map<String, Object> plain = new HashMap<>();
        plain.put("customBranding", null);
        assertThat(ana.http()
                        .patch(path)
                        .header("If-Match", "*")
                        .json(plain)
                        .expect(200)
                        .json()
                        .at("/customBranding/accentColor")
                        .isNull())
                .isTrue();

        assertThat(ana.http().get(path + "/deletion").expect(200).at("/isPossible"))
                .isEqualTo("true");
        ana.http().delete(path).header("If-Match", shown.etag()).refused(412, "request-precondition-failed");
        ana.http().delete(path).expect(204);
        ana.http().get(path).refused(404, "organization-not-found");
    }

    @Test
    void says_what_is_wrong_with_what_is_asked_of_one() {
        String path = ORGANIZATIONS + "/" + found(ana, "Acme").at("/id");

        assertThat(ana.http()
                        .post(ORGANIZATIONS)
                        .json(Map.of("name", " ", "slug", "A B"))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/name", "/slug");
        assertThat(ana.http()
                        .post(ORGANIZATIONS)
                        .json(Map.of("name", "Acme", "ownerUserId", ben.id(), "owner", ben.id()))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactlyInAnyOrder("/ownerUserId", "/owner");
        assertThat(ana.http()
                        .patch(path)
                        .header("If-Match", "*")
                        .json(Map.of(
                                "customBranding",
                                Map.of("primaryColor", "red", "logoUrl", "https://example.org/logo.png")))
                        .refused(422, "request-invalid")
                        .pointers())
                .as("no address is ever taken")
                .containsExactly("/customBranding/logoUrl");
        assertThat(ana.http()
                        .patch(path)
                        .header("If-Match", "*")
                        .json(Map.of("customBranding", Map.of("primaryColor", "red")))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/customBranding/primaryColor");
        ana.http()
                .patch(path)
                .header("If-Match", "*")
                .json(Map.of(
                        "customBranding",
                        Map.of("logoDocumentId", Fixtures.anId().toString())))
                .refused(404, "document-not-found");
        ana.http()
                .patch(path)
                .header("If-Match", "*")
                .json(Map.of("storageLimit", 5))
                .refused(403, "request-forbidden");
        assertThat(tenon().admin()
                        .http()
                        .patch(path)
                        .header("If-Match", "*")
                        .json(Map.of("storageLimit", 5))
                        .expect(200)
                        .at("/storageLimit"))
                .isEqualTo("5");
        found(ben, "Other");
        ana.http()
                .post(ORGANIZATIONS)
                .json(Map.of("name", "Acme", "slug", "other"))
                .refused(409, "organization-slug-taken");
    }

    @Test
    void D2_a_repeated_request_founds_one_organization() {
        Map<String, String> wanted = Map.of("name", "Acme");

        Answer first =
                ana.http().post(ORGANIZATIONS).idempotencyKey("k1").json(wanted).expect(201);
        Answer second =
                ana.http().post(ORGANIZATIONS).idempotencyKey("k1").json(wanted).expect(201);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(ana.http().get(ORGANIZATIONS).expect(200).items("id")).containsExactly(first.at("/id"));
    }

    @Test
    void one_lists_ones_own_and_an_administrator_everybodys() {
        String acme = found(ana, "Acme").at("/id");
        String bees = found(ben, "Bees").at("/id");
        join(acme, ben, MemberRole.ADMIN);

        Answer bens = ben.http().get(ORGANIZATIONS).expect(200);
        assertThat(bens.items("id")).containsExactly(bees, acme);
        assertThat(bens.items("role")).containsExactly("owner", "admin");
        assertThat(ben.http().get(ORGANIZATIONS).query("q", "bee").expect(200).items("id"))
                .containsExactly(bees);
        assertThat(ana.http().get(ORGANIZATIONS).expect(200).items("id")).containsExactly(acme);
        Answer page = ben.http().get(ORGANIZATIONS).query("limit", 1).expect(200);
        assertThat(ben.http()
                        .get(ORGANIZATIONS)
                        .query("limit", 1)
                        .query("cursor", page.at("/next"))
                        .expect(200)
                        .items("id"))
                .containsExactly(acme);
        ben.http().get(ORGANIZATIONS).query("all", "true").refused(403, "request-forbidden");
        assertThat(tenon().admin()
                        .http()
                        .get(ORGANIZATIONS)
                        .query("all", "true")
                        .expect(200)
                        .items("id"))
                .containsExactly(bees, acme);
    }

    @Test
    void C1_what_belongs_to_a_tenant_is_to_others_as_if_it_were_not_there() {
        String acme = found(ana, "Acme").at("/id");
        found(ben, "Bees");

        for (String rest : List.of("", "/deletion", "/members", "/members/" + ana.id())) {
            Answer foreign = ben.http().get(ORGANIZATIONS + "/" + acme + rest).refused(404, "organization-not-found");
            Answer unknown =
                    ben.http().get(ORGANIZATIONS + "/" + Fixtures.anId() + rest).refused(404, "organization-not-found");
            assertThat(foreign.withoutRequestId()).isEqualTo(unknown.withoutRequestId());
        }
    }

    @Test
    void a_key_of_the_organization_runs_nothing_there() {
        String acme = found(ana, "Acme").at("/id");
        String key = ana.http()
                .post("/v1/api-keys")
                .json(Map.of("organizationId", acme, "permissions", "admin"))
                .expect(201)
                .at("/key");

        for (String path :
                List.of(ORGANIZATIONS, ORGANIZATIONS + "/" + acme, ORGANIZATIONS + "/" + acme + "/members")) {
            http().as(key).get(path).refused(403, "api-key-not-here");
        }
        ana.http().delete(ORGANIZATIONS + "/" + acme).expect(204);
        http().as(key).get(ORGANIZATIONS).refused(401, "request-unauthenticated");
    }

    @Test
    void an_organization_has_a_quota_of_its_own() {
        String acme = found(ana, "Acme").at("/id");
        assertThat(quota(ana, acme).at("/max")).isEqualTo("1073741824");
        assertThat(quota(ana, acme).at("/used")).isEqualTo("0");

        tenon().admin()
                .http()
                .patch(ORGANIZATIONS + "/" + acme)
                .header("If-Match", "*")
                .json(Map.of("storageLimit", 5))
                .expect(200);
        assertThat(quota(ana, acme).at("/max")).isEqualTo("5");
        ben.http().get("/v1/quota").query("organizationId", acme).refused(404, "organization-not-found");
        ben.http().get("/v1/quota").query("organizationId", "acme").refused(404, "organization-not-found");
    }

    private Answer quota(Person person, String organization) {
        return person.http()
                .get("/v1/quota")
                .query("organizationId", organization)
                .expect(200);
    }

    // ---- members

    @Test
    void members_are_listed_promoted_removed_and_leave() {
        String acme = found(ana, "Acme").at("/id");
        String members = ORGANIZATIONS + "/" + acme + "/members";
        join(acme, ben, MemberRole.MEMBER);

        Answer all = ana.http().get(members).expect(200);
        assertThat(all.items("email")).containsExactlyInAnyOrder("ana@example.org", "ben@example.org");
        assertThat(ana.http().get(members).query("q", "ben@").expect(200).items("userId"))
                .containsExactly(ben.id());
        assertThat(ana.http().get(members).query("role", "owner").expect(200).items("userId"))
                .containsExactly(ana.id());
        Answer seenByBen = ben.http().get(members + "/" + ana.id()).expect(200);
        assertThat(seenByBen.json().at("/email").isNull()).isTrue();
        ben.http().get(members).query("q", "ana").refused(403, "request-forbidden");

        String path = members + "/" + ben.id();
        Answer member = ana.http().get(path).expect(200);
        ana.http().patch(path).json(Map.of("role", "admin")).refused(428, "request-precondition-required");
        Answer admin = ana.http()
                .patch(path)
                .header("If-Match", member.etag())
                .json(Map.of("role", "admin"))
                .expect(200);
        assertThat(admin.at("/role")).isEqualTo("admin");
        ana.http()
                .patch(path)
                .header("If-Match", member.etag())
                .json(Map.of("role", "member"))
                .refused(412, "request-precondition-failed");
        assertThat(ben.http()
                        .patch(path)
                        .header("If-Match", "*")
                        .json(Map.of("notificationsEnabled", false))
                        .expect(200)
                        .at("/notificationsEnabled"))
                .isEqualTo("false");
        ben.http()
                .patch(members + "/" + ana.id())
                .header("If-Match", "*")
                .json(Map.of("role", "member"))
                .refused(403, "request-forbidden");
        ana.http()
                .patch(path)
                .header("If-Match", "*")
                .json(Map.of("role", "boss", "email", "b@example.org"))
                .refused(422, "request-invalid");

        ana.http().delete(members + "/" + ana.id()).refused(409, "member-last-owner");
        ben.http().delete(path).expect(204);
        ben.http().get(members).refused(404, "organization-not-found");
        ana.http().get(path).refused(404, "member-not-found");
    }

    @Test
    void an_organization_is_handed_over() {
        String acme = found(ana, "Acme").at("/id");
        String path = ORGANIZATIONS + "/" + acme;
        ana.http().put(path + "/owner").json(Map.of("userId", ben.id())).refused(404, "member-not-found");
        join(acme, ben, MemberRole.MEMBER);

        Answer after = ana.http()
                .put(path + "/owner")
                .json(Map.of("userId", ben.id(), "keepAs", "member"))
                .expect(200);
        assertThat(after.at("/ownerUserId")).isEqualTo(ben.id());
        assertThat(after.at("/role")).isEqualTo("member");
        ana.http().put(path + "/owner").json(Map.of("userId", ana.id())).refused(403, "request-forbidden");
        ana.http().delete(path).refused(403, "request-forbidden");
    }

    @Test
    void S3_whoever_is_removed_loses_roles_and_sight_at_the_next_request() {
        String acme = found(ana, "Acme").at("/id");
        join(acme, ben, MemberRole.MEMBER);
        String role = ana.http()
                .post("/v1/roles")
                .json(Map.of("roleName", "editor", "organizationId", acme))
                .expect(201)
                .at("/id");
        ana.http().put("/v1/users/" + ben.id() + "/roles/" + role).expect(204);
        assertThat(ben.http()
                        .get("/v1/users/" + ben.id() + "/roles")
                        .query("organizationId", acme)
                        .expect(200)
                        .items("id"))
                .containsExactly(role);

        ana.http().delete(ORGANIZATIONS + "/" + acme + "/members/" + ben.id()).expect(204);

        ben.http().get(ORGANIZATIONS + "/" + acme).refused(404, "organization-not-found");
        ben.http()
                .get("/v1/users/" + ben.id() + "/roles")
                .query("organizationId", acme)
                .refused(404, "organization-not-found");
        join(acme, ben, MemberRole.MEMBER);
        assertThat(ben.http()
                        .get("/v1/users/" + ben.id() + "/roles")
                        .query("organizationId", acme)
                        .expect(200)
                        .items("id"))
                .isEmpty();
    }

    @Test
    void an_owner_alone_is_told_so_before_the_account_is_erased() {
        found(ana, "Acme");

        Answer erasure = ana.http().get("/v1/me/erasure").expect(200);

        assertThat(erasure.at("/isPossible")).isEqualTo("false");
        assertThat(erasure.at("/blockers/0/code")).isEqualTo("sole-owner");
    }

    private Answer found(Person founder, String name) {
        return founder.http().post(ORGANIZATIONS).json(Map.of("name", name)).expect(201);
    }

    private void join(String organization, Person person, MemberRole role) {
        tenon().organizations()
                .join(
                        new OrganizationId(UUID.fromString(organization)),
                        new UserId(UUID.fromString(person.id())),
                        role);
    }
}
