package dev.tenon.cli.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.accounts.Account;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TicketsCommandTest {

    private static final String ANA = "ana@example.org";
    private static final String SUE = "sue@example.org";

    private final CliInMemory cli = new CliInMemory();
    private Account sue;

    @BeforeEach
    void people() {
        cli.anAccount(ANA);
        sue = cli.anAccount(SUE);
        cli.run("roles", "grant", SUE, "support").succeeded();
    }

    private JsonNode json(String... args) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "-o";
        all[args.length + 1] = "json";
        return cli.run(all).silent().json();
    }

    private void ask() {
        cli.run("tickets", "create", "The export does not open", "--description", "It says nothing.", "--as", ANA)
                .succeeded();
    }

    @Test
    void a_ticket_is_asked_answered_closed_and_opened_again() {
        JsonNode asked = json("tickets", "create", "The export does not open", "--as", ANA);
        assertThat(asked.get("number").asLong()).isEqualTo(1);
        assertThat(asked.get("status").asText()).isEqualTo("open");

        assertThat(json("tickets", "assign", "1", SUE).get("assigneeId").asText())
                .isEqualTo(sue.id().toString());
        assertThat(json("tickets", "reply", "#1", "Try again", "--as", SUE)
                        .get("isFromStaff")
                        .asBoolean())
                .isTrue();
        cli.input("For us\n").run("tickets", "note", "1", "-", "--as", SUE).succeeded();
        assertThat(json("tickets", "update", "1", "--priority", "high", "--as", SUE)
                        .get("priority")
                        .asText())
                .isEqualTo("high");
        assertThat(json("tickets", "close", asked.get("id").asText(), "--as", SUE)
                        .get("status")
                        .asText())
                .isEqualTo("resolved");
        assertThat(json("tickets", "reopen", "1", "--as", ANA).get("status").asText())
                .isEqualTo("open");

        JsonNode shown = json("tickets", "show", "1");
        assertThat(shown.get("messages")).hasSize(2);
        assertThat(shown.get("messages").get(1).get("body").asText()).isEqualTo("For us");
        assertThat(json("tickets", "show", "1", "--as", ANA).get("messages")).hasSize(1);
        assertThat(cli.run("tickets", "show", "1").silent().out())
                .contains("The export does not open", "Messages", "note", "For us");
    }

    @Test
    void tickets_are_listed_and_found() {
        ask();
        cli.run("tickets", "create", "Wrong invoice", "--as", SUE).succeeded();

        assertThat(cli.run("tickets", "list").silent().out()).contains("Wrong invoice", "The export does not open");
        assertThat(json("tickets", "list", "--words", "export")).hasSize(1);
        assertThat(json("tickets", "list", "--user", ANA, "--status", "open", "--priority", "medium"))
                .hasSize(1);
        assertThat(json("tickets", "list", "--unassigned", "--order", "oldest")
                        .get(0)
                        .get("number")
                        .asLong())
                .isEqualTo(1);
        assertThat(json("tickets", "list", "--as", ANA)).hasSize(1);
        cli.run("tickets", "list", "--unassigned", "--as", ANA).refused(5);
    }

    @Test
    void a_mail_comes_by_standard_input() {
        String mail = "From: " + ANA + "\r\nSubject: By mail\r\nMessage-ID: <1@laptop>\r\n\r\nHello\r\n";

        JsonNode received =
                cli.input(mail).run("tickets", "receive", "-o", "json").silent().json();

        assertThat(received.get("outcome").asText()).isEqualTo("opened");
        assertThat(received.get("number").asLong()).isEqualTo(1);
        assertThat(cli.input(mail).run("tickets", "receive").silent().out()).contains("repeated");
        cli.input(mail.replace(ANA, "eve@example.org").replace("<1@", "<2@"))
                .run("tickets", "receive")
                .refused(3);
        cli.input(mail).run("tickets", "receive", "--as", SUE).refused(5);
        cli.input("nothing").run("tickets", "receive").refused(2);
    }

    @Test
    void figures_and_what_to_know_of_the_person() {
        ask();

        JsonNode report = json("tickets", "report");
        assertThat(report.get("rows")).hasSize(4);
        assertThat(report.get("rows").get(3).get("opened").asLong()).isEqualTo(1);
        assertThat(cli.run("tickets", "report").silent().out()).contains("medium", "by age", "all");
        cli.run("tickets", "report", "--from", "yesterday").refused(2);
        assertThat(json("tickets", "context", "1", "--as", SUE)
                        .get("plans")
                        .get(0)
                        .asText())
                .isEqualTo("Free, active");
        cli.run("tickets", "context", "1", "--as", ANA).refused(5);
    }

    @Test
    void refuses_what_is_no_ticket_and_what_is_not_said() {
        ask();

        cli.run("tickets", "show", "2").refused(6);
        cli.run("tickets", "show", "nonsense").refused(6);
        cli.run("tickets", "assign", "1").refused(2);
        cli.run("tickets", "assign", "1", ANA).refused(3);
        cli.run("tickets", "update", "1").refused(2);
        cli.run("tickets", "reply", "1", "Look", "--attach", "x").refused(2);
        cli.run("tickets", "create", " ", "--as", ANA).refused(3);
    }
}
