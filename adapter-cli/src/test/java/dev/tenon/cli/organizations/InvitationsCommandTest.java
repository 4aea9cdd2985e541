package dev.tenon.cli.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewInvitation;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationsCommandTest {

    private static final String BEN = "ben@example.org";

    private final CliInMemory cli = new CliInMemory();
    private OrganizationId acme;
    private Account ben;

    @BeforeEach
    void found() {
        acme = cli.storage
                .organizationFixture()
                .found(cli.anAccount("ana@example.org").id());
        ben = cli.anAccount(BEN);
    }

    private String invited() {
        return cli.tenon
                .invitations()
                .invite(cli.operator, acme, new NewInvitation(BEN, MemberRole.ADMIN))
                .id()
                .toString();
    }

    private String mailedToken() {
        int done;
        do {
            done = cli.tenon.jobs().stream().mapToInt(BackgroundJob::run).sum();
        } while (done > 0);
        String text = cli.mails.sentTo(new EmailAddress(BEN)).getLast().text();
        return text.substring(text.indexOf("tnm_"), text.indexOf("tnm_") + 40);
    }

    @Test
    void lists_and_accepts_what_a_person_is_invited_to() {
        String id = invited();

        JsonNode listed = cli.run("invitations", "list", "--as", BEN, "-o", "json")
                .silent()
                .json();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("organizationName").asText()).isEqualTo("Team");
        assertThat(cli.run("invitations", "list", "--as", BEN).silent().out()).contains("Team", "admin", "pending");
        assertThat(cli.run("invitations", "list", "--as", "ana@example.org", "-o", "json")
                        .silent()
                        .json())
                .isEmpty();

        JsonNode accepted = cli.run("invitations", "accept", id, "--as", BEN, "-o", "json")
                .silent()
                .json();
        assertThat(accepted.get("status").asText()).isEqualTo("accepted");
        assertThat(cli.storage.members().roleOf(acme, ben.id())).contains(MemberRole.ADMIN);
        cli.run("invitations", "accept", id, "--as", BEN).refused(8);
    }

    @Test
    void takes_the_token_of_the_mail_from_standard_input_and_from_nowhere_else() {
        invited();
        String token = mailedToken();

        cli.input(token + "\n")
                .run("invitations", "accept", "--token-stdin", "--as", "ana@example.org")
                .refused(5);
        cli.input(token + "\n")
                .run("invitations", "accept", "--token-stdin", "--as", BEN)
                .succeeded();
        Run neither = cli.run("invitations", "accept", "--as", BEN);
        neither.refused(2);
        assertThat(neither.err()).contains("--token-stdin");
    }

    @Test
    void declines_by_id_and_by_token() {
        String id = invited();

        assertThat(cli.run("invitations", "decline", id, "--as", BEN)
                        .succeeded()
                        .err())
                .isEqualTo("It is declined.\n");
        cli.clock.advance(Duration.ofMinutes(1));
        invited();
        cli.input(mailedToken() + "\n")
                .run("invitations", "decline", "--token-stdin", "--as", BEN)
                .succeeded();
        assertThat(cli.storage.members().roleOf(acme, ben.id())).isEmpty();
    }

    @Test
    void refuses_what_is_no_invitation_of_the_person() {
        String id = invited();

        cli.run("invitations", "accept", id, "--as", "ana@example.org").refused(6);
        cli.run("invitations", "accept", "nonsense", "--as", BEN).refused(6);
    }

    @Test
    void an_organization_invites_sends_again_and_takes_back() {
        String organization = acme.toString();

        JsonNode sent = cli.run("orgs", "invite", organization, "carla@example.org", "--role", "admin", "-o", "json")
                .silent()
                .json();
        String id = sent.get("id").asText();
        assertThat(sent.get("status").asText()).isEqualTo("pending");
        assertThat(cli.run("orgs", "invitations", "list", organization).silent().out())
                .contains("carla@example.org", "admin", "pending");
        cli.run("orgs", "invite", organization, "carla@example.org").refused(7);
        cli.run("orgs", "invitations", "resend", organization, id).refused(11);
        cli.clock.advance(Duration.ofMinutes(1));
        cli.run("orgs", "invitations", "resend", organization, id, "--as", "ana@example.org")
                .succeeded();
        cli.run("orgs", "invitations", "revoke", organization, id).refused(2);
        assertThat(cli.run("orgs", "invitations", "revoke", organization, id, "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("Its link works no more.\n");
        assertThat(cli.run("orgs", "invitations", "list", organization, "--status", "revoked", "-o", "json")
                        .silent()
                        .json())
                .hasSize(1);
        cli.run("orgs", "invite", organization, "dora@example.org", "--as", BEN).refused(6);
    }
}
