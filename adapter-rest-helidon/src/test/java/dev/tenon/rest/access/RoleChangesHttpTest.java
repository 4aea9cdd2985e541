package dev.tenon.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoleChangesHttpTest extends HttpTest {

    /** No id of anything. */
    private static final String NOTHING = "01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98";

    private static final String ADMIN_ROLE = "01920000-0000-7000-8000-000000000201";
    private static final String MEMBER_ROLE = "01920000-0000-7000-8000-000000000203";

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
    }

    @Test
    void a_role_is_made_shown_changed_and_deleted() {
        Answer made = admin.http()
                .post("/v1/roles")
                .json(Map.of("roleName", "Editor", "description", "Edits", "permissions", List.of("documents:read")))
                .expect(201);
        String path = "/v1/roles/" + made.at("/id");
        assertThat(made.header("Location")).get().asString().endsWith(path);
        assertThat(made.at("/isBuiltIn")).isEqualTo("false");

        Answer shown = admin.http().get(path).expect(200);
        assertThat(shown.json()).isEqualTo(made.json());
        assertThat(shown.etag()).isEqualTo(made.etag());

        Answer renamed = admin.http()
                .patch(path)
                .header("If-Match", shown.etag())
                .json(Map.of("roleName", "Writer"))
                .expect(200);
        assertThat(renamed.at("/roleName")).isEqualTo("Writer");
        assertThat(renamed.at("/description")).isEqualTo("Edits");
        admin.http()
                .patch(path)
                .header("If-Match", shown.etag())
                .json(Map.of("roleName", "Author"))
                .refused(412, "request-precondition-failed");
        admin.http().patch(path).json(Map.of("roleName", "Author")).refused(428, "request-precondition-required");

        admin.http().delete(path).header("If-Match", shown.etag()).refused(412, "request-precondition-failed");
        admin.http().delete(path).expect(204);
        admin.http().get(path).refused(404, "role-not-found");
    }

    @Test
    void D2_a_repeated_request_makes_one_role() {
        Map<String, String> role = Map.of("roleName", "Editor");

        Answer first =
                admin.http().post("/v1/roles").idempotencyKey("k1").json(role).expect(201);
        Answer second =
                admin.http().post("/v1/roles").idempotencyKey("k1").json(role).expect(201);

        assertThat(second.json()).isEqualTo(first.json());
        admin.http().post("/v1/roles").json(role).refused(409, "role-name-taken");
    }

    @Test
    void what_a_role_permits_is_granted_and_revoked() {
        Person ana = tenon().ana();
        String role = id(admin, "roles", "roleName", "support");
        String permission = id(admin, "permissions", "permissionName", "users:read");
        String granted = "/v1/roles/" + role + "/permissions/" + permission;
        admin.http().put("/v1/users/" + ana.id() + "/roles/" + role).expect(204);
        ana.http().get("/v1/users").expect(200);

        admin.http().delete(granted).expect(204);
        ana.http().get("/v1/users").refused(403, "request-forbidden");
        admin.http().delete(granted).expect(204);
        admin.http().put(granted).expect(204);
        ana.http().get("/v1/users").expect(200);

        String ofAdmin = "/v1/roles/" + ADMIN_ROLE + "/permissions/" + permission;
        admin.http().delete(ofAdmin).refused(409, "role-built-in");
        admin.http().put("/v1/roles/" + role + "/permissions/" + NOTHING).refused(404, "permission-not-found");
        admin.http().put("/v1/roles/" + NOTHING + "/permissions/" + permission).refused(404, "role-not-found");
    }

    @Test
    void what_comes_with_Tenon_stays() {
        admin.http().delete("/v1/roles/" + MEMBER_ROLE).refused(409, "role-built-in");
        admin.http()
                .patch("/v1/roles/" + MEMBER_ROLE)
                .header("If-Match", "*")
                .json(Map.of("roleName", "people"))
                .refused(409, "role-built-in");
    }

    @Test
    void a_role_that_is_held_goes_only_when_asked_to() {
        Person ana = tenon().ana();
        String path = "/v1/roles/" + made("editor");
        admin.http()
                .put("/v1/users/" + ana.id() + path.substring("/v1".length()))
                .expect(204);

        assertThat(admin.http().delete(path).refused(409, "role-still-held").at("/detail"))
                .isEqualTo("One person holds the role: take it from them, or delete it even if it is held.");
        admin.http().delete(path).query("evenIfHeld", "perhaps").refused(422, "request-invalid");
        admin.http().delete(path).query("evenIfHeld", "true").expect(204);

        assertThat(ana.http()
                        .get("/v1/users/" + ana.id() + "/roles")
                        .expect(200)
                        .items("roleName"))
                .containsExactly("member");
    }

    @Test
    void C2_what_breaks_a_rule_is_named() {
        assertPointers(Map.of("roleName", " "), "/roleName");
        assertPointers(Map.of("roleName", "a".repeat(51)), "/roleName");
        assertPointers(Map.of("roleName", "ad\u200bmin"), "/roleName");
        assertPointers(Map.of("roleName", "editor", "isBuiltIn", true), "/isBuiltIn");
        assertPointers(Map.of("roleName", "editor", "description", "a".repeat(501)), "/description");
        assertPointers(Map.of("roleName", "editor", "king", 1), "/king");
        admin.http()
                .patch("/v1/roles/" + MEMBER_ROLE)
                .header("If-Match", "*")
                .json(Map.of("permissions", List.of("users:read")))
                .refused(422, "request-invalid");
        admin.http()
                .post("/v1/roles")
                .json(Map.of("roleName", "editor", "permissions", List.of("tenders:burn")))
                .refused(404, "permission-not-found");
    }

    private void assertPointers(Map<String, Object> body, String pointer) {
        assertThat(admin.http()
                        .post("/v1/roles")
                        .json(body)
                        .refused(422, "request-invalid")
                        .at("/errors/0/pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void lists_are_read_in_pages_and_by_organization() {
        Person ana = tenon().ana();
        OrganizationId acme = tenon().organizations().found(user(ana));
        for (int number = 0; number < 3; number++) {
            made("role " + number);
            made(ana, "team role " + number, acme);
        }

        Answer first = admin.http().get("/v1/roles").query("limit", "4").expect(200);
        Answer second = admin.http()
                .get("/v1/roles")
                .query("limit", "4")
                .query("cursor", first.at("/next"))
                .expect(200);
        assertThat(first.items("roleName")).containsExactly("admin", "support", "member", "role 0");
        assertThat(second.items("roleName")).containsExactly("role 1", "role 2");

        for (Person reader : List.of(ana, admin)) {
            assertThat(reader.http()
                            .get("/v1/roles")
                            .query("organizationId", acme.toString())
                            .expect(200)
                            .items("roleName"))
                    .containsExactly("team role 0", "team role 1", "team role 2");
        }
        admin.http()
                .get("/v1/roles")
                .query("organizationId", acme.toString())
                .query("cursor", first.at("/next"))
                .refused(400, "request-cursor-invalid");
    }

    @Test
    void C1_an_owner_gives_the_organizations_roles_and_a_stranger_sees_nothing_of_them() {
        Person owner = tenon().person("owner@example.org");
        Person member = tenon().person("member@example.org");
        Person stranger = tenon().person("stranger@example.org");
        OrganizationId acme = tenon().organizations().found(user(owner));
        tenon().organizations().join(acme, user(member), MemberRole.MEMBER);
        String role = made(owner, "editor", acme);
        String held = "/v1/users/" + member.id() + "/roles/" + role;
        String inAcme = "/v1/users/" + member.id() + "/roles";

        owner.http().put(held).expect(204);
        for (Person reader : List.of(owner, member, admin)) {
            assertThat(reader.http()
                            .get(inAcme)
                            .query("organizationId", acme.toString())
                            .expect(200)
                            .items("roleName"))
                    .containsExactly("editor");
        }
        owner.http().put("/v1/users/" + stranger.id() + "/roles/" + role).refused(409, "role-not-a-member");

        stranger.http().get(inAcme).query("organizationId", acme.toString()).refused(404, "organization-not-found");
        stranger.http().get("/v1/roles/" + role).refused(404, "role-not-found");
        stranger.http().delete("/v1/roles/" + role).refused(404, "role-not-found");
        stranger.http()
                .get("/v1/roles")
                .query("organizationId", acme.toString())
                .refused(404, "organization-not-found");
        stranger.http().put(held).refused(403, "request-forbidden");
        stranger.http().delete(held).refused(403, "request-forbidden");
        member.http()
                .post("/v1/roles")
                .json(Map.of("roleName", "mine", "organizationId", acme.toString()))
                .refused(404, "organization-not-found");
        owner.http()
                .post("/v1/roles")
                .json(Map.of(
                        "roleName", "king", "organizationId", acme.toString(), "permissions", List.of("users:write")))
                .refused(422, "role-not-for-organizations");
        owner.http().delete(held).expect(204);
    }

    @Test
    void C1_nobody_makes_or_changes_a_role_beyond_themselves() {
        tenon().role("clerk", Set.of("roles:read", "roles:write", "users:read"));
        Person clerk = tenon().person("clerk@example.org", Set.of("clerk"));
        String auditor = made(admin, "auditor", List.of("audit-logs:read"));
        String erase = id(admin, "permissions", "permissionName", "users:erase");
        String own = id(admin, "roles", "roleName", "clerk");

        clerk.http()
                .post("/v1/roles")
                .json(Map.of("roleName", "king", "permissions", List.of("users:erase")))
                .refused(403, "role-beyond-yours");
        clerk.http().put("/v1/roles/" + own + "/permissions/" + erase).refused(403, "role-beyond-yours");
        clerk.http().delete("/v1/roles/" + auditor).refused(403, "role-beyond-yours");
        clerk.http()
                .patch("/v1/roles/" + auditor)
                .header("If-Match", "*")
                .json(Map.of("roleName", "spy"))
                .refused(403, "role-beyond-yours");
        clerk.http().delete("/v1/roles/" + auditor + "/permissions/" + erase).refused(403, "role-beyond-yours");
    }

    private String made(String name) {
        return made(admin, name, List.of());
    }

    private String made(Person maker, String name, List<String> permissions) {
        return maker.http()
                .post("/v1/roles")
                .json(Map.of("roleName", name, "permissions", permissions))
                .expect(201)
                .at("/id");
    }

    private String made(Person maker, String name, OrganizationId organization) {
        Map<String, Object> body = new HashMap<>();
        body.put("roleName", name);
        body.put("organizationId", organization.toString());
        return maker.http().post("/v1/roles").json(body).expect(201).at("/id");
    }

    private static UserId user(Person person) {
        return UserId.parse(person.id()).orElseThrow();
    }

    private static String id(Person reader, String list, String field, String value) {
        for (var item : reader.http()
                .get("/v1/" + list)
                .query("limit", "200")
                .expect(200)
                .json()
                .path("items")) {
            if (item.path(field).asText().equals(value)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("There is no " + value + " among " + list);
    }
}
