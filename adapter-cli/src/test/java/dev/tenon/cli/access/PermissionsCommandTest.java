package dev.tenon.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.kernel.UserId;
import org.junit.jupiter.api.Test;

class PermissionsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void adds_ties_and_deletes_a_permission() {
        JsonNode added = cli.run(
                        "permissions",
                        "create",
                        "tenders:approve",
                        "--description",
                        "Approves",
                        "--feature",
                        "api-access",
                        "-o",
                        "json")
                .silent()
                .json();
        assertThat(added.get("feature").asText()).isEqualTo("api-access");

        assertThat(cli.run("permissions", "update", "tenders:approve", "--feature", "", "-o", "json")
                        .silent()
                        .json()
                        .get("feature")
                        .isNull())
                .isTrue();
        assertThat(cli.run("permissions", "list", "--all", "-o", "json")
                        .silent()
                        .json())
                .last()
                .satisfies(
                        last -> assertThat(last.get("permissionName").asText()).isEqualTo("tenders:approve"));
        cli.run("permissions", "update", "tenders:approve").refused(2);
        cli.run("permissions", "delete", "users:read", "--yes").refused(7);
        assertThat(cli.run("permissions", "delete", added.get("id").asText(), "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("The permission tenders:approve is deleted.\n");
        cli.run("permissions", "delete", "tenders:approve", "--yes").refused(6);
    }

    @Test
    void lets_a_role_permit_something_and_no_more() {
        assertThat(cli.run("permissions", "grant", "member", "users:read")
                        .succeeded()
                        .err())
                .isEqualTo("The role member permits users:read.\n");
        assertThat(permits("member")).contains("users:read");

        cli.run("permissions", "revoke", "member", "users:read").refused(2);
        assertThat(cli.run("permissions", "revoke", "member", "users:read", "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("The role member does not permit users:read any more.\n");
        assertThat(permits("member")).doesNotContain("users:read");
        cli.run("permissions", "revoke", "admin", "users:read", "--yes").refused(7);
        cli.run("permissions", "delete", "tenders:approve", "--yes").refused(6);
    }

    @Test
    void one_that_roles_grant_goes_only_when_told_to() {
        cli.run("permissions", "create", "tenders:approve").succeeded();
        cli.run("permissions", "grant", "member", "tenders:approve").succeeded();

        cli.run("permissions", "delete", "tenders:approve", "--yes").refused(7);
        cli.run("permissions", "delete", "tenders:approve", "--even-if-granted", "--yes")
                .succeeded();
    }

    @Test
    void tells_by_its_exit_code_whether_somebody_may_and_says_why() {
        cli.anAccount("ana@example.org");

        Run allowed = cli.run("permissions", "check", "ana@example.org", "documents:write");
        assertThat(allowed.silent().out()).contains("yes", "granted by role member");

        Run denied = cli.run("permissions", "check", "ana@example.org", "users:read", "-o", "json");
        assertThat(denied.exitCode()).isEqualTo(5);
        assertThat(denied.err()).isEmpty();
        assertThat(denied.json().get("allowed").asBoolean()).isFalse();
        assertThat(denied.json().get("reason").asText()).isEqualTo("no role");
        assertThat(denied.json().get("reasonCode").asText()).isEqualTo("no-role");
    }

    @Test
    void explains_the_way_from_the_role_to_what_is_used() {
        cli.anAccount("ana@example.org");
        cli.run("permissions", "create", "shares:make", "--feature", "document-sharing")
                .succeeded();
        cli.run("permissions", "grant", "member", "shares:make").succeeded();

        JsonNode explained = cli.run(
                        "permissions", "check", "ana@example.org", "shares:make", "--explain", "-o", "json")
                .silent()
                .json();
        assertThat(explained.get("roleName").asText()).isEqualTo("member");
        assertThat(explained.get("feature").asText()).isEqualTo("document-sharing");
        assertThat(explained.get("planName").asText()).isEqualTo("Free");
        assertThat(explained.get("subscriptionStatus").asText()).isEqualTo("active");
        assertThat(cli.run("permissions", "check", "ana@example.org", "documents:write", "--explain", "-o", "json")
                        .silent()
                        .json()
                        .get("maxDocuments")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void asks_inside_an_organization_and_about_a_document() {
        UserId ana = cli.anAccount("ana@example.org").id();
        String acme = cli.storage.organizationFixture().found(ana).toString();

        assertThat(cli.run("permissions", "check", "ana@example.org", "roles:write", "--organization", acme)
                        .silent()
                        .out())
                .contains("granted by membership as owner");
        Run none = cli.run("permissions", "check", "ana@example.org", "documents:read", "--document", acme);
        assertThat(none.exitCode()).isEqualTo(5);
        assertThat(none.out()).contains("no such document");
        cli.run("permissions", "check", "ana@example.org", "documents:read", "--document", "report")
                .refused(2);
    }

    private Iterable<String> permits(String role) {
        return cli.run("roles", "show", role, "-o", "json")
                .silent()
                .json()
                .get("permissions")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }
}
