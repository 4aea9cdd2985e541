package dev.tenon.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PermissionsHttpTest extends HttpTest {

    /** No id of anything. */
    private static final String NOTHING = "01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98";

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
    }

    @Test
    void a_permission_is_added_shown_tied_and_deleted() {
        Answer added = admin.http()
                .post("/v1/permissions")
                .json(Map.of("permissionName", "tenders:approve", "description", "Approve invoices"))
                .expect(201);
        String path = "/v1/permissions/" + added.at("/id");
        assertThat(added.header("Location")).get().asString().endsWith(path);
        assertThat(admin.http().get(path).expect(200).json()).isEqualTo(added.json());

        Answer tied = admin.http()
                .patch(path)
                .header("If-Match", added.etag())
                .json(Map.of("feature", "api-access"))
                .expect(200);
        assertThat(tied.at("/feature")).isEqualTo("api-access");
        admin.http()
                .patch(path)
                .header("If-Match", added.etag())
                .json(Map.of("feature", "api-access"))
                .refused(412, "request-precondition-failed");

        Map<String, Object> cut = new HashMap<>();
        cut.put("feature", null);
        assertThat(admin.http()
                        .patch(path)
                        .header("If-Match", "*")
                        .json(cut)
                        .expect(200)
                        .json()
                        .path("feature")
                        .isNull())
                .isTrue();
        admin.http().delete(path).expect(204);
        admin.http().get(path).refused(404, "permission-not-found");
    }

    @Test
    void one_that_roles_grant_goes_only_when_asked_to() {
        String path = "/v1/permissions/" + added("tenders:approve");
        admin.http()
                .post("/v1/roles")
                .json(Map.of("roleName", "approver", "permissions", List.of("tenders:approve")))
                .expect(201);

        admin.http().delete(path).refused(409, "permission-still-granted");
        admin.http().delete(path).query("evenIfGranted", "true").expect(204);
    }

    @Test
    void what_comes_with_Tenon_stays_and_so_does_what_it_is_about() {
        Answer list = admin.http().get("/v1/permissions").query("limit", "1").expect(200);
        String own = "/v1/permissions/" + list.at("/items/0/id");

        assertThat(list.at("/items/0/isBuiltIn")).isEqualTo("true");
        admin.http().delete(own).refused(409, "permission-built-in");
        admin.http()
                .patch(own)
                .header("If-Match", "*")
                .json(Map.of("description", "x"))
                .refused(409, "permission-built-in");
        for (String name : List.of("users:burn", "Invoices:approve", "invoices", "tenders:approve:now")) {
            assertThat(admin.http()
                            .post("/v1/permissions")
                            .json(Map.of("permissionName", name))
                            .refused(422, "request-invalid")
                            .at("/errors/0/pointer"))
                    .isEqualTo("/permissionName");
        }
        added("tenders:approve");
        admin.http()
                .post("/v1/permissions")
                .json(Map.of("permissionName", "tenders:approve"))
                .refused(409, "permission-name-taken");
        admin.http()
                .post("/v1/permissions")
                .json(Map.of("permissionName", "tenders:burn", "feature", "flying"))
                .refused(422, "request-invalid");
    }

    @Test
    void C1_needs_the_permission_and_gives_none_to_whoever_adds_one() {
        tenon().role("clerk", Set.of("roles:read", "roles:write"));
        Person clerk = tenon().person("clerk@example.org", Set.of("clerk"));
        Person ana = tenon().ana();

        String path = "/v1/permissions/"
                + clerk.http()
                        .post("/v1/permissions")
                        .json(Map.of("permissionName", "tenders:approve"))
                        .expect(201)
                        .at("/id");

        clerk.http().delete(path).refused(403, "permission-beyond-yours");
        clerk.http()
                .patch(path)
                .header("If-Match", "*")
                .json(Map.of("description", "x"))
                .refused(403, "permission-beyond-yours");
        assertThat(check(clerk, Map.of(), "tenders:approve").at("/items/0/reason"))
                .isEqualTo("no role");
        ana.http().get("/v1/permissions").refused(403, "request-forbidden");
        ana.http().get(path).refused(403, "request-forbidden");
        ana.http().post("/v1/permissions").json(Map.of("permissionName", "a:b")).refused(403, "request-forbidden");
    }

    @Test
    void checks_are_answered_in_order_with_reasons() {
        Person ana = tenon().ana();
        OrganizationId acme =
                tenon().organizations().found(UserId.parse(ana.id()).orElseThrow());
        Answer answer = ana.http()
                .post("/v1/permission-checks")
                .json(Map.of(
                        "checks",
                        List.of(
                                Map.of("id", "a", "permission", "documents:write"),
                                Map.of("id", "b", "permission", "users:read"),
                                Map.of("id", "c", "permission", "nothing at all"),
                                Map.of("id", "d", "permission", "roles:write", "organizationId", acme.toString()),
                                Map.of("id", "e", "permission", "documents:read", "documentId", NOTHING),
                                Map.of("id", "f", "permission", "documents:read", "organizationId", NOTHING)),
                        "explain",
                        true))
                .expect(200);

        assertThat(answer.items("id")).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(answer.items("allowed")).containsExactly("true", "false", "false", "true", "false", "false");
        assertThat(answer.items("reason"))
                .containsExactly(
                        "granted by role member",
                        "no role",
                        "no such permission",
                        "granted by membership as owner",
                        "no such document",
                        "not a member");
        assertThat(answer.items("reasonCode"))
                .containsExactly(
                        "granted", "no-role", "no-such-permission", "granted", "no-such-document", "not-a-member");
        assertThat(answer.at("/items/0/explanation/roleName")).isEqualTo("member");
        assertThat(answer.at("/items/0/explanation/usage/maxDocuments")).isEqualTo("100");
        assertThat(answer.at("/items/3/explanation/membership")).isEqualTo("owner");
    }

    @Test
    void asking_counts_as_reading() {
        Person ana = tenon().ana();

        assertThat(check(ana, Map.of(), "users:read").header("RateLimit-Policy"))
                .get()
                .asString()
                .contains("\"reads\"");
    }

    @Test
    void what_is_no_id_is_answered_as_the_id_of_nothing() {
        Person ana = tenon().ana();
        Answer answer = ana.http()
                .post("/v1/permission-checks")
                .json(Map.of(
                        "checks",
                        List.of(
                                Map.of("id", "a", "permission", "documents:read", "organizationId", "acme"),
                                Map.of("id", "b", "permission", "documents:read", "documentId", "../../etc"))))
                .expect(200);

        assertThat(answer.items("reason")).containsExactly("not a member", "no such document");
    }

    @Test
    void C2_what_breaks_a_rule_is_named_where_it_stands() {
        Person ana = tenon().ana();
        List<Object> many = new ArrayList<>();
        for (int number = 0; number <= 100; number++) {
            many.add(Map.of("id", "q" + number, "permission", "users:read"));
        }
        Map<String, String> one = Map.of("id", "a", "permission", "users:read");

        assertPointer(ana, Map.of("checks", many), "/checks");
        assertPointer(ana, Map.of("checks", List.of()), "/checks");
        assertPointer(ana, Map.of("checks", "users:read"), "/checks");
        assertPointer(ana, Map.of("checks", List.of(one, one)), "/checks/1/id");
        assertPointer(ana, Map.of("checks", List.of(one, Map.of("id", "b"))), "/checks/1/permission");
        assertPointer(ana, Map.of("checks", List.of(Map.of("id", "b", "permission", 7))), "/checks/0/permission");
        assertPointer(
                ana,
                Map.of("checks", List.of(Map.of("id", "b", "permission", "users:read", "as", "root"))),
                "/checks/0/as");
        assertPointer(ana, Map.of("checks", List.of("users:read")), "/checks");
        assertPointer(ana, Map.of(), "/checks");
    }

    private static void assertPointer(Person person, Map<String, Object> body, String pointer) {
        assertThat(person.http()
                        .post("/v1/permission-checks")
                        .json(body)
                        .refused(422, "request-invalid")
                        .at("/errors/0/pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void C1_about_others_asks_whoever_reads_roles() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        Person support = tenon().person("support@example.org", Set.of("support"));

        ana.http()
                .post("/v1/permission-checks")
                .json(request(Map.of("userId", ben.id()), "users:read"))
                .refused(403, "request-forbidden");
        ana.http()
                .post("/v1/permission-checks")
                .json(request(Map.of("userId", NOTHING), "users:read"))
                .refused(403, "request-forbidden");
        assertThat(check(support, Map.of("userId", ana.id()), "documents:read").at("/items/0/reason"))
                .isEqualTo("granted by role member");
        support.http()
                .post("/v1/permission-checks")
                .json(request(Map.of("userId", NOTHING), "users:read"))
                .refused(404, "account-not-found");
        admin.http()
                .patch("/v1/users/" + ana.id())
                .header("If-Match", "*")
                .json(Map.of("status", "banned"))
                .expect(200);
        assertThat(check(support, Map.of("userId", ana.id()), "documents:read").at("/items/0/reason"))
                .isEqualTo("account banned");
    }

    private static Answer check(Person person, Map<String, Object> more, String permission) {
        return person.http()
                .post("/v1/permission-checks")
                .json(request(more, permission))
                .expect(200);
    }

    private static Map<String, Object> request(Map<String, ?> more, String permission) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("checks", List.of(Map.of("id", "a", "permission", permission)));
        return request;
    }

    private String added(String name) {
        return admin.http()
                .post("/v1/permissions")
                .json(Map.of("permissionName", name))
                .expect(201)
                .at("/id");
    }
}
