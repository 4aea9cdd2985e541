package dev.tenon.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.ports.access.Permission;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolesHttpTest extends HttpTest {

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
    }

    @Test
    void lists_the_built_in_roles_first() {
        Answer roles = admin.http().get("/v1/roles").expect(200);

        assertThat(roles.items("roleName")).containsExactly("admin", "support", "member");
        assertThat(roles.items("isBuiltIn")).containsOnly("true");
    }

    @Test
    void the_administrator_holds_every_permission_of_the_catalogue() {
        List<String> permissions = new ArrayList<>();
        role("admin").path("permissions").forEach(permission -> permissions.add(permission.asText()));

        assertThat(permissions)
                .containsExactlyElementsOf(Stream.of(Permission.values())
                        .map(Permission::permissionName)
                        .sorted()
                        .toList());
    }

    @Test
    void a_role_counts_from_the_next_request_on() {
        Person ana = tenon().ana();
        ana.http().get("/v1/users").refused(403, "request-forbidden");

        admin.http().put(held(ana, "support")).expect(204);

        ana.http().get("/v1/users").expect(200);
        assertThat(ana.http()
                        .get("/v1/users/" + ana.id() + "/roles")
                        .expect(200)
                        .items("roleName"))
                .containsExactly("member", "support");
    }

    @Test
    void S3_a_role_that_is_taken_away_bites_at_the_next_request() {
        Person ana = tenon().person("ana@example.org", Set.of("support"));
        ana.http().get("/v1/users").expect(200);

        admin.http().delete(held(ana, "support")).expect(204);

        ana.http().get("/v1/users").refused(403, "request-forbidden");
    }

    @Test
    void giving_and_taking_twice_is_the_same_as_once() {
        Person ana = tenon().ana();

        admin.http().put(held(ana, "support")).expect(204);
        admin.http().put(held(ana, "support")).expect(204);
        admin.http().delete(held(ana, "support")).expect(204);
        admin.http().delete(held(ana, "support")).expect(204);

        assertThat(admin.http()
                        .get("/v1/audit-logs")
                        .query("table", "user_roles")
                        .expect(200)
                        .items("action"))
                .containsExactly("role.unassigned", "role.assigned");
    }

    @Test
    void the_last_administrator_stays_one() {
        admin.http().delete(held(admin, "admin")).refused(409, "account-last-admin");

        admin.http().get("/v1/roles").expect(200);
    }

    @Test
    void needs_the_permission() {
        Person ana = tenon().ana();
        Person support = tenon().person("support@example.org", Set.of("support"));

        ana.http().get("/v1/roles").refused(403, "request-forbidden");
        ana.http().put(held(ana, "admin")).refused(403, "request-forbidden");
        support.http().put(held(support, "admin")).refused(403, "request-forbidden");
        support.http().delete(held(admin, "admin")).refused(403, "request-forbidden");
    }

    @Test
    void knows_only_accounts_and_roles_that_there_are() {
        Person ana = tenon().ana();
        String missing = Fixtures.anId().toString();

        admin.http().put("/v1/users/" + ana.id() + "/roles/" + missing).refused(404, "role-not-found");
        admin.http().put("/v1/users/" + ana.id() + "/roles/support").refused(404, "role-not-found");
        admin.http()
                .put("/v1/users/" + missing + "/roles/"
                        + role("support").path("id").asText())
                .refused(404, "account-not-found");
        admin.http().get("/v1/users/" + missing + "/roles").refused(404, "account-not-found");
    }

    private String held(Person person, String name) {
        return "/v1/users/" + person.id() + "/roles/" + role(name).path("id").asText();
    }

    private JsonNode role(String name) {
        for (JsonNode role : admin.http().get("/v1/roles").expect(200).json().path("items")) {
            if (role.path("roleName").asText().equals(name)) {
                return role;
            }
        }
        throw new AssertionError("No role is called " + name);
    }
}
