package dev.tenon.cli.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.MemberRole;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrgsCommandTest {

    private final CliInMemory cli = new CliInMemory();
    private String acme = "";
    private UserId ben = new UserId(UUID.fromString("01920000-0000-7000-8000-000000000001"));

    @BeforeEach
    void found() {
        cli.anAccount("ana@example.org");
        ben = cli.anAccount("ben@example.org").id();
        acme = as("ana", "create", "Acme Bees").json().get("id").asText();
        cli.storage.organizationFixture().join(new OrganizationId(UUID.fromString(acme)), ben, MemberRole.MEMBER);
    }

    @Test
    void shows_an_organization_by_slug_and_by_id() {
        JsonNode shown = as("ana", "show", "acme-bees").json();

        assertThat(shown.get("id").asText()).isEqualTo(acme);
        assertThat(shown.get("role").asText()).isEqualTo("owner");
        assertThat(cli.run("orgs", "show", acme, "-o", "json")
                        .json()
                        .get("slug")
                        .asText())
                .isEqualTo("acme-bees");
        assertThat(cli.run("orgs", "show", "acme-bees").silent().out()).contains("Acme Bees", "1 GiB");
        cli.run("orgs", "show", "acme").refused(6);
    }

    @Test
    void lists_everybodys_to_the_operator_and_their_own_to_others() {
        as("ben", "create", "Wasps", "--slug", "wasps").succeeded();
        cli.anAccount("cleo@example.org");

        assertThat(cli.run("orgs", "list", "-o", "json").json()).hasSize(2);
        assertThat(cli.run("orgs", "list", "--text", "wasp", "-o", "json").json())
                .hasSize(1);
        assertThat(as("ben", "list").json())
                .extracting(each -> each.get("role").asText())
                .containsExactly("owner", "member");
        assertThat(as("cleo", "list").json()).isEmpty();
    }

    @Test
    void updates_name_slug_look_and_limit() {
        JsonNode changed = as(
                        "ana", "update", "acme-bees", "--name", "Acme", "--slug", "acme", "--primary-color", "#1A73E8")
                .json();
        assertThat(changed.get("name").asText()).isEqualTo("Acme");
        assertThat(changed.get("customBranding").get("primaryColor").asText()).isEqualTo("#1a73e8");

        assertThat(as("ana", "update", "acme", "--primary-color", "")
                        .json()
                        .get("customBranding")
                        .get("primaryColor")
                        .isNull())
                .isTrue();
        as("ana", "update", "acme", "--storage-limit", "5").refused(5);
        assertThat(cli.run("orgs", "update", "acme", "--storage-limit", "unlimited", "-o", "json")
                        .json()
                        .get("storageLimit")
                        .isNull())
                .isTrue();
        cli.run("orgs", "update", "acme").refused(2);
        cli.run("orgs", "update", "acme", "--storage-limit", "much").refused(2);
        as("ana", "update", "acme", "--logo", "logo.png").refused(2);
        as("ana", "update", "acme", "--accent-color", "red").refused(3);
    }

    @Test
    void lists_promotes_and_removes_members() {
        assertThat(as("ana", "members", "acme-bees").json())
                .extracting(each -> each.get("email").asText())
                .containsExactlyInAnyOrder("ana@example.org", "ben@example.org");
        assertThat(as("ana", "members", "acme-bees", "--role", "member", "--text", "ben")
                        .json())
                .hasSize(1);

        assertThat(as("ana", "set-role", "acme-bees", "Ben@example.org", "admin")
                        .json()
                        .get("role")
                        .asText())
                .isEqualTo("admin");
        as("ana", "set-role", "acme-bees", "cleo@example.org", "admin").refused(6);
        as("ana", "set-role", "acme-bees", "ana@example.org", "member").refused(7);
        assertThat(as("ben", "notify", "acme-bees", "off")
                        .json()
                        .get("notificationsEnabled")
                        .asBoolean())
                .isFalse();
        as("ben", "notify", "acme-bees", "perhaps").refused(2);

        as("ana", "remove-member", "acme-bees", "ben@example.org").refused(2);
        Run removed = cli.run("orgs", "remove-member", "acme-bees", ben.toString(), "--yes");
        assertThat(removed.succeeded().err()).isEqualTo(ben + " does not belong to acme-bees any more.\n");
        as("ben", "show", "acme-bees").refused(6);
    }

    @Test
    void deletes_nothing_that_has_something_unsettled_and_says_what() {
        String document = cli.storage
                .organizationFixture()
                .block(new OrganizationId(UUID.fromString(acme)), DeletionBlocker.Reason.DOCUMENT);

        Run run = cli.run("orgs", "delete", "acme-bees", "--as", "ana@example.org", "--yes");

        run.refused(7);
        assertThat(run.err()).contains(document, DeletionBlocker.Reason.DOCUMENT.remedy());
        as("ana", "show", "acme-bees").succeeded();
    }

    @Test
    void lists_everybodys_to_a_person_who_may_read_them_and_asks_for_it() {
        as("ben", "list", "--everybodys").refused(5);
        assertThat(cli.run("orgs", "list", "--everybodys", "-o", "json").json()).hasSize(1);
    }

    @Test
    void hands_over_leaves_and_deletes() {
        JsonNode after = as("ana", "transfer", "acme-bees", "ben@example.org", "--keep-as", "member", "--yes")
                .json();
        assertThat(after.get("ownerUserId").asText()).isEqualTo(ben.toString());
        assertThat(after.get("role").asText()).isEqualTo("member");
        as("ana", "delete", "acme-bees", "--yes").refused(5);

        assertThat(as("ana", "leave", "acme-bees", "--yes").succeeded().err())
                .isEqualTo("The membership of acme-bees is over.\n");
        as("ben", "leave", "acme-bees", "--yes").refused(7);
        as("ben", "delete", "acme-bees").refused(2);
        assertThat(as("ben", "delete", "acme-bees", "--yes").succeeded().err())
                .isEqualTo("The organization acme-bees is deleted.\n");
        assertThat(cli.run("orgs", "list", "-o", "json").json()).isEmpty();
    }

    /** Runs it in the name of ana, ben or whoever has such an address. */
    private Run as(String name, String... arguments) {
        String[] all = new String[arguments.length + 5];
        all[0] = "orgs";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--as";
        all[arguments.length + 2] = name + "@example.org";
        all[arguments.length + 3] = "-o";
        all[arguments.length + 4] = "json";
        return cli.run(all);
    }
}
