package dev.tenon.cli.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillingReportCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    private Path folder;

    @BeforeEach
    void sell() {
        paid("ana@example.org", "standard");
        String premium = paid("ben@example.org", "premium");
        cli.run("subscriptions", "cancel", premium, "--now", "--yes").succeeded();
    }

    private String paid(String email, String plan) {
        cli.anAccount(email);
        String id = cli.run("subscriptions", "create", plan, "--as", email, "-o", "json")
                .silent()
                .json()
                .get("id")
                .asText();
        String invoice = cli.run("invoices", "list", "--subscription", id, "-o", "json")
                .silent()
                .json()
                .get(0)
                .get("id")
                .asText();
        cli.run("payments", "note", invoice, "--reference", "line 17").succeeded();
        return id;
    }

    @Test
    void shows_months_plans_and_what_is_unpaid_as_tables() {
        String tables = cli.run("billing", "report", "--from", "2026-01-01", "--to", "2027-01-01")
                .succeeded()
                .out();

        assertThat(tables)
                .contains("| 2026-01 | 12.00 | 61.00 | 0.00")
                .contains("Invoiced by plan, without tax")
                .contains("| 2026-01 | Premium  | 49.00")
                .contains("Unpaid at 2026-01-01T00:00:00Z, by age")
                .contains("| over 90 days  | 0");
    }

    @Test
    void gives_scripts_what_HTTP_gives() {
        JsonNode report = cli.run("billing", "report", "--currency", "usd", "-o", "json")
                .silent()
                .json();

        assertThat(report.get("to").asText()).isEqualTo("2026-02-01");
        JsonNode months = report.at("/currencies/0/months");
        assertThat(months).hasSize(12);
        JsonNode january = months.get(11);
        assertThat(january.at("/mrr/churned/amount").asText()).isEqualTo("-49.00");
        assertThat(january.at("/subscribers/closing").asInt()).isEqualTo(1);
        assertThat(january.get("subscriberChurnRate").isNull()).isTrue();
        assertThat(january.at("/plans/1/plan").asText()).isEqualTo("Standard");
        assertThat(report.at("/currencies/0/unpaid")).hasSize(5);
        assertThat(cli.run("billing", "report", "--currency", "EUR", "-o", "json")
                        .silent()
                        .json()
                        .get("currencies"))
                .isEmpty();
    }

    @Test
    void writes_every_figure_on_a_line_of_its_own() throws IOException {
        Path file = folder.resolve("figures.csv");

        cli.run("billing", "report", "--from", "2026-01-01", "--csv", file.toString())
                .succeeded();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("currency,start,end,figure,of,value");
        assertThat(lines)
                .contains(
                        "USD,2026-01-01,2026-02-01,mrr.closing,,12.00",
                        "USD,2026-01-01,2026-02-01,mrr.churned,,-49.00",
                        "USD,2026-01-01,2026-02-01,invoiced.plan,Standard,12.00",
                        "USD,2026-01-01,2026-02-01,subscriberChurnRate,,",
                        "USD,2026-01-01,2026-01-01,unpaid.due,over_90_days,0.00");
        assertThat(cli.run("billing", "report", "--from", "2026-01-01", "--csv", "-")
                        .succeeded()
                        .out()
                        .lines())
                .containsExactlyElementsOf(lines);
        cli.run("billing", "report", "--csv", file.toString()).refused(7);
    }

    @Test
    void draws_the_MRR_as_SVG_and_PNG() throws IOException {
        Path svg = folder.resolve("mrr.svg");
        Path png = folder.resolve("mrr.png");

        assertThat(cli.run("billing", "report", "--from", "2026-01-01", "--plot", svg.toString())
                        .succeeded()
                        .err())
                .contains("The plot is in " + svg);
        cli.run("billing", "report", "--plot", png.toString()).succeeded();

        assertThat(Files.readString(svg))
                .contains("Monthly recurring revenue: USD")
                .contains("Jan 2026: 12.00 USD by 1 subscription")
                .contains("MRR in USD");
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
        cli.run("billing", "report", "--currency", "JPY", "--plot", svg.toString())
                .succeeded();
        assertThat(Files.readString(svg)).contains("Nothing was sold");
    }

    @Test
    void a_plot_of_several_currencies_asks_which() {
        cli.run("plans", "create", "Euro", "--price", "20.00", "--currency", "EUR")
                .succeeded();
        paid("cleo@example.org", "Euro");

        assertThat(cli.run(
                                "billing",
                                "report",
                                "--plot",
                                folder.resolve("a.svg").toString())
                        .refused(2)
                        .err())
                .contains("--currency")
                .contains("EUR, USD");
        cli.run(
                        "billing",
                        "report",
                        "--currency",
                        "EUR",
                        "--plot",
                        folder.resolve("a.svg").toString())
                .succeeded();
    }

    @Test
    void refuses_days_that_are_none_and_who_may_not_see_it() {
        cli.run("billing", "report", "--from", "yesterday").refused(2);
        cli.run("billing", "report", "--from", "2020-01-01").refused(3);
        cli.run("billing", "report", "--plot", "a.svg", "--csv", "-").refused(2);
        cli.run("billing", "report", "--as", "ana@example.org").refused(5);
    }
}
