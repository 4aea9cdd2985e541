package dev.tenon.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may change people, and not everything else, against an administrator. */
class BeyondYoursHttpTest extends HttpTest {

    private static final String ADMIN_ROLE = "01920000-0000-7000-8000-000000000201";

    private Person clerk;
    private Person admin;

    @BeforeEach
    void hire() {
        tenon().role(
                        "clerk",
                        Set.of(
                                "users:read",
                                "users:write",
                                "users:erase",
                                "users:impersonate",
                                "roles:write",
                                "sessions:write",
                                "documents:read",
                                "documents:write"));
        clerk = tenon().person("clerk@example.org", Set.of("clerk"));
        admin = tenon().admin();
    }

    @Test
    void C1_an_account_that_may_do_more_is_not_ones_own_to_change() {
        String user = "/v1/users/" + admin.id();

        clerk.http()
                .patch(user)
                .header("If-Match", "*")
                .json(Map.of("status", "banned"))
                .refused(403, "account-beyond-yours");
        clerk.http().delete(user).refused(403, "account-beyond-yours");
        clerk.http().delete(user + "/second-factor").refused(403, "account-beyond-yours");
        clerk.http().delete(user + "/sessions").refused(403, "account-beyond-yours");
        clerk.http().delete("/v1/sessions/" + admin.sessionId()).refused(403, "account-beyond-yours");
        clerk.http()
                .post(user + "/impersonations")
                .json(Map.of("reason", "Ticket 7"))
                .refused(403, "impersonation-beyond-yours");

        assertThat(admin.http().get("/v1/me").expect(200).at("/status")).isEqualTo("active");
    }

    @Test
    void C1_a_role_that_permits_more_is_not_ones_own_to_give_or_take() {
        clerk.http().put("/v1/users/" + clerk.id() + "/roles/" + ADMIN_ROLE).refused(403, "role-beyond-yours");
        clerk.http().delete("/v1/users/" + admin.id() + "/roles/" + ADMIN_ROLE).refused(403, "role-beyond-yours");
        clerk.http()
                .post("/v1/users")
                .json(Map.of(
                        "email", "new@example.org", "password", Fixtures.PASSWORD, "roles", new String[] {"admin"}))
                .refused(403, "role-beyond-yours");
    }

    @Test
    void a_member_is() {
        Person ana = tenon().ana();

        clerk.http().delete("/v1/sessions/" + ana.sessionId()).expect(204);
        clerk.http()
                .patch("/v1/users/" + ana.id())
                .header("If-Match", "*")
                .json(Map.of("status", "banned"))
                .expect(200);
    }
}
