package dev.tenon.cli.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class PaymentsCommandTest {

    private static final String[] AS_ANA = {"--as", "ana@example.org"};

    private final CliInMemory cli = new CliInMemory();
    private final UserId ana = cli.tenon
            .accounts()
            .register(cli.operator, new Registration("ana@example.org", Fixtures.PASSWORD).verified())
            .id();

    @Test
    void a_person_adds_pays_and_staff_gives_back() {
        String card = cli.run("payment-methods", "add", "card-succeeds", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json()
                .get("id")
                .asText();
        String invoice = anInvoice();

        JsonNode paid = cli.run("invoices", "pay", invoice, "--as", "ana@example.org", "-o", "json")
                .silent()
                .json();

        assertThat(paid.get("status").asText()).isEqualTo("succeeded");
        assertThat(paid.get("methodId").asText()).isEqualTo(card);
        assertThat(cli.run("payments", "list", invoice).silent().out()).contains("succeeded", "29.00 USD");
        cli.run("payments", "show", paid.get("id").asText()).silent();
        cli.run("payments", "check", paid.get("id").asText()).silent();
        cli.run("payments", "refund", invoice, "--amount", "9.00 USD").refused(2);
        assertThat(cli.run("payments", "refund", invoice, "--amount", "9.00 USD", "--yes", "-o", "json")
                        .silent()
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("succeeded");
        cli.run("payments", "refund", invoice, "--amount", "29.00 USD", "--yes").refused(10);
        cli.run("payments", "refund", invoice, "--amount", "29 dollars", "--yes")
                .refused(2);
        assertThat(cli.run("payments", "refunds", invoice).silent().out()).contains("9.00 USD");
    }

    @Test
    void staff_notes_what_came_in() {
        String invoice = anInvoice();

        cli.run("payments", "note", invoice, "--reference", "line 17", "--amount", "9.00 USD")
                .silent();
        assertThat(cli.run("payments", "note", invoice, "--reference", "line 18", "-o", "json")
                        .silent()
                        .json()
                        .get("amount")
                        .get("amount")
                        .asText())
                .isEqualTo("20.00");
        cli.run("payments", "note", invoice, "--reference", "line 19").refused(7);
        cli.run("payments", "pay", invoice).refused(2);
        cli.run("payments", "list", "7").refused(6);
    }

    @Test
    void ways_of_paying_are_listed_preferred_and_removed() {
        add("card-succeeds");
        String spare = cli.run(
                        "payment-methods", "add", "card-succeeds", "--spare", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json()
                .get("id")
                .asText();

        cli.run("payment-methods", "prefer", spare, AS_ANA[0], AS_ANA[1]).silent();
        assertThat(cli.run("payment-methods", "list", AS_ANA[0], AS_ANA[1])
                        .silent()
                        .out())
                .contains("Sandbox card that succeeds", "yes", "no");
        cli.run("payment-methods", "remove", spare, AS_ANA[0], AS_ANA[1]).refused(2);
        cli.run("payment-methods", "remove", spare, AS_ANA[0], AS_ANA[1], "--yes")
                .succeeded();
        cli.run("payment-methods", "remove", spare, AS_ANA[0], AS_ANA[1], "--yes")
                .refused(6);
        cli.run("payment-methods", "add", "4242", AS_ANA[0], AS_ANA[1]).refused(3);
        cli.run("payment-methods", "list").refused(2);
    }

    @Test
    void staff_settles_what_the_gateway_never_answers() {
        add("card-never-answers");
        String id = cli.run("payments", "pay", anInvoice(), "--as", "ana@example.org", "-o", "json")
                .silent()
                .json()
                .get("id")
                .asText();
        String[] settle = {"payments", "settle", id, "--status", "failed", "--reason", "not in the dashboard"};
        cli.run(settle).refused(2);
        cli.run("payments", "settle", id, "--status", "failed", "--reason", "gone", "--yes")
                .refused(7);
        for (int day = 0; day < 8; day++) {
            cli.clock.advance(Duration.ofDays(1));
            cli.tenon.jobs().forEach(BackgroundJob::run);
        }

        JsonNode settled = cli.run(
                        "payments", "settle", id, "--status", "failed", "--reason", "gone", "--yes", "-o", "json")
                .silent()
                .json();

        assertThat(settled.get("status").asText()).isEqualTo("failed");
        assertThat(settled.get("reason").asText()).isEqualTo("gone");
        cli.run("payments", "settle", id, "--status", "unknown", "--reason", "gone", "--yes")
                .refused(2);
    }

    private void add(String token) {
        cli.run("payment-methods", "add", token, AS_ANA[0], AS_ANA[1]).silent();
    }

    private String anInvoice() {
        Subscription subscription = cli.storage.subscriptions().findLive(ana).orElseThrow();
        Money price = new Money(2900, Currency.getInstance("USD"));
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, price, cli.clock.instant());
        cli.storage.unitOfWork().run(() -> {
            cli.storage.invoices().insert(draft);
            return cli.storage.invoices().update(Fixtures.finalized(draft, 1_000_001, cli.clock.instant()));
        });
        return draft.id().toString();
    }
}
