package dev.tenon.cli.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvoicesCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    Path folder;

    @BeforeEach
    void register() {
        cli.anAccount("ana@example.org");
    }

    @Test
    void drafts_changes_finalizes_and_lists() {
        JsonNode draft = draft("2 x 50.00 EUR Setting up", "-5.00 EUR Rebate");
        String id = draft.get("id").asText();
        assertThat(draft.at("/total/amount").asText()).isEqualTo("95.00");
        assertThat(draft.get("reference").isNull()).isTrue();
        assertThat(cli.run("invoices", "list", "--as", "ana@example.org", "-o", "json")
                        .silent()
                        .json())
                .as("a draft is nobody else's to see")
                .isEmpty();

        JsonNode changed = cli.run("invoices", "update", id, "--line", "19.99 EUR Setting up", "-o", "json")
                .silent()
                .json();
        JsonNode asked =
                cli.run("invoices", "finalize", id, "-o", "json").silent().json();

        assertThat(changed.at("/lines/0/description").asText()).isEqualTo("Setting up");
        assertThat(asked.get("reference").asText()).isEqualTo("INV-000001");
        assertThat(cli.run("invoices", "list").silent().out()).contains("INV-000001", "pending", "19.99 EUR");
        assertThat(cli.run("invoices", "list", "--status", "paid", "-o", "json")
                        .silent()
                        .json())
                .isEmpty();
        assertThat(cli.run("invoices", "show", id, "--as", "ana@example.org")
                        .silent()
                        .out())
                .contains("Setting up: 19.99 EUR");
        cli.run("invoices", "delete", id, "--yes").refused(7);
    }

    @Test
    void voids_gives_up_and_credits() {
        String first = finalized();
        String second = finalized();
        String third = finalized();

        assertThat(cli.run("invoices", "void", first, "--yes", "-o", "json")
                        .silent()
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("void");
        assertThat(cli.run("invoices", "uncollectible", second, "--yes", "-o", "json")
                        .silent()
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("uncollectible");
        JsonNode note = cli.run("invoices", "credit", third, "--amount", "10.00 EUR", "--reason", "Late", "-o", "json")
                .silent()
                .json();
        assertThat(note.get("reference").asText()).isEqualTo("CN-000001");
        assertThat(cli.run("invoices", "credit-notes", third).silent().out()).contains("CN-000001", "Late");
        cli.run("invoices", "credit", third, "--amount", "10.01 EUR").refused(10);
        cli.run("invoices", "void", first, "--yes").refused(7);
    }

    @Test
    void deletes_a_draft() {
        String id = draft("1.00 EUR x").get("id").asText();

        assertThat(cli.run("invoices", "delete", id, "--yes").succeeded().err()).contains("gone");

        cli.run("invoices", "show", id).refused(6);
    }

    @Test
    void saves_what_people_read() throws IOException {
        String id = finalized();
        String note = cli.run("invoices", "credit", id, "-o", "json")
                .silent()
                .json()
                .get("id")
                .asText();

        cli.run("invoices", "download", id, "--to", folder.toString()).succeeded();
        cli.run("invoices", "download", id, "--note", note, "--format", "html", "--to", folder.toString())
                .succeeded();

        assertThat(Files.readString(folder.resolve("INV-000001.pdf"))).startsWith("%PDF-");
        assertThat(Files.readString(folder.resolve("CN-000001.html"))).contains("CN-000001");
        cli.run("invoices", "download", id, "--to", folder.toString()).refused(7);
        assertThat(cli.run("invoices", "download", id, "--format", "html", "--to", "-")
                        .succeeded()
                        .out())
                .contains("INV-000001");
    }

    @Test
    void says_how_lines_and_amounts_are_written() {
        String id = finalized();

        assertThat(cli.run("invoices", "draft", subscription(), "--line", "much")
                        .refused(2)
                        .err())
                .contains("50.00 EUR Setting up");
        assertThat(cli.run("invoices", "credit", id, "--amount", "10.001 EUR")
                        .refused(2)
                        .err())
                .contains("12.50 EUR");
        assertThat(cli.run("invoices", "credit", id, "--amount", "10 XXQ")
                        .refused(2)
                        .err())
                .contains("12.50 EUR");
        cli.run("invoices", "draft", "nothing", "--line", "1.00 EUR x").refused(6);
        cli.run("invoices", "download", id, "--note", "nothing").refused(6);
    }

    private String finalized() {
        String id = draft("20.00 EUR Setting up").get("id").asText();
        cli.run("invoices", "finalize", id).succeeded();
        return id;
    }

    private JsonNode draft(String... lines) {
        String[] arguments = new String[2 * lines.length + 5];
        arguments[0] = "invoices";
        arguments[1] = "draft";
        arguments[2] = subscription();
        for (int at = 0; at < lines.length; at++) {
            arguments[3 + 2 * at] = "--line";
            arguments[4 + 2 * at] = lines[at];
        }
        arguments[arguments.length - 2] = "-o";
        arguments[arguments.length - 1] = "json";
        return cli.run(arguments).silent().json();
    }

    private String subscription() {
        return cli.run("subscriptions", "list", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json()
                .at("/0/id")
                .asText();
    }
}
