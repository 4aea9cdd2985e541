package dev.tenon.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.kernel.UserId;
import org.junit.jupiter.api.Test;

class RolesCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void lists_the_roles_with_what_they_permit() {
        JsonNode roles = cli.run("roles", "list", "-o", "json").silent().json();

        assertThat(roles)
                .extracting(role -> role.get("roleName").asText())
                .containsExactly("admin", "support", "member");
        assertThat(roles.get(2).get("permissions"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "billing:read",
                        "billing:write",
                        "documents:read",
                        "documents:write",
                        "memberships:read",
                        "memberships:write",
                        "notifications:read",
                        "notifications:write",
                        "profile:read",
                        "profile:write",
                        "support:read",
                        "support:write",
                        "usage-logs:write");
        assertThat(cli.run("roles", "list").silent().out())
                .contains("member", "| yes ", "| billing:read, billing:write, documents:read");
    }

    @Test
    void grants_and_revokes_a_role() {
        cli.anAccount("ana@example.org");

        Run granted = cli.run("roles", "grant", "ana@example.org", "Support");
        assertThat(granted.succeeded().out()).isEmpty();
        assertThat(granted.err()).isEqualTo("ana@example.org holds the role support.\n");
        assertThat(rolesOfAna()).containsExactly("member", "support");
        assertThat(cli.run("audit", "list", "--as", "ana@example.org").exitCode())
                .isZero();

        Run revoked = cli.run("roles", "revoke", "ana@example.org", "support", "--yes");
        assertThat(revoked.succeeded().err()).isEqualTo("ana@example.org does not hold the role support any more.\n");
        assertThat(rolesOfAna()).containsExactly("member");
    }

    private Iterable<String> rolesOfAna() {
        return cli.run("roles", "list", "--user", "ana@example.org", "-o", "jsonl").silent().lines().stream()
                .map(line -> CliInMemory.json(line).get("roleName").asText())
                .toList();
    }

    @Test
    void refuses_a_role_that_does_not_exist() {
        cli.anAccount("ana@example.org");

        Run run = cli.run("roles", "grant", "ana@example.org", "king");

        run.refused(6);
        assertThat(run.err()).contains("There is no role named king.");
    }

    @Test
    void refuses_to_take_the_last_administrator_away() {
        cli.anAdmin("root@example.org");

        cli.run("roles", "revoke", "root@example.org", "admin", "--yes").refused(7);
    }

    @Test
    void does_not_revoke_where_nobody_can_be_asked() {
        cli.anAdmin("root@example.org");
        cli.anAdmin("root2@example.org");

        Run run = cli.run("roles", "revoke", "root@example.org", "admin");

        run.refused(2);
        assertThat(run.err())
                .isEqualTo("error: Take the role admin away from root@example.org?"
                        + " Nobody is here to ask: add --yes if you mean it.\n");
        assertThat(cli.run("users", "list", "--role", "admin", "-o", "json").json())
                .hasSize(2);
    }

    @Test
    void makes_shows_renames_and_deletes_a_role() {
        JsonNode made = cli.run(
                        "roles",
                        "create",
                        "editor",
                        "--description",
                        "Edits",
                        "--permission",
                        "documents:read",
                        "-o",
                        "json")
                .silent()
                .json();
        assertThat(made.get("permissions")).extracting(JsonNode::asText).containsExactly("documents:read");

        assertThat(cli.run("roles", "show", "EDITOR", "-o", "json").silent().json())
                .isEqualTo(made);
        assertThat(cli.run("roles", "show", made.get("id").asText()).silent().out())
                .contains("editor", "Edits");
        assertThat(cli.run("roles", "rename", "editor", "writer", "--description", "", "-o", "json")
                        .silent()
                        .json()
                        .get("description")
                        .isNull())
                .isTrue();
        cli.anAccount("ana@example.org");
        cli.run("roles", "grant", "ana@example.org", "writer").succeeded();

        Run held = cli.run("roles", "delete", "writer", "--yes");
        held.refused(7);
        assertThat(held.err())
                .contains("One person holds the role: take it from them, or delete it even if it is held.");
        assertThat(cli.run("roles", "delete", "writer", "--even-if-held", "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("The role writer is deleted.\n");
        cli.run("roles", "show", "writer").refused(6);
    }

    @Test
    void refuses_what_breaks_a_rule() {
        cli.run("roles", "create", "admin").refused(7);
        cli.run("roles", "create", " ").refused(3);
        cli.run("roles", "rename", "member", "people").refused(7);
        cli.run("roles", "rename", "member").refused(2);
        cli.run("roles", "delete", "member", "--yes").refused(7);
        cli.run("roles", "create", "king", "--permission", "nothing:there").refused(6);
        cli.run("roles", "list", "--organization", "acme").refused(2);
    }

    @Test
    void an_owner_manages_the_roles_of_the_organization() {
        UserId owner = cli.anAccount("owner@example.org").id();
        cli.anAccount("stranger@example.org");
        String acme = cli.storage.organizationFixture().found(owner).toString();

        cli.run(
                        "roles",
                        "create",
                        "editor",
                        "--organization",
                        acme,
                        "--permission",
                        "documents:read",
                        "--as",
                        "owner@example.org")
                .succeeded();
        assertThat(cli.run("roles", "list", "--organization", acme, "-o", "json")
                        .silent()
                        .json())
                .extracting(role -> role.get("roleName").asText())
                .containsExactly("editor");
        cli.run("roles", "grant", "owner@example.org", "editor", "--organization", acme)
                .succeeded();
        assertThat(cli.run("roles", "list", "--user", "owner@example.org", "--organization", acme, "-o", "json")
                        .silent()
                        .json())
                .hasSize(1);
        cli.run("roles", "list", "--organization", acme, "--as", "stranger@example.org")
                .refused(6);
        cli.run("roles", "grant", "stranger@example.org", "editor", "--organization", acme)
                .refused(7);
    }
}
