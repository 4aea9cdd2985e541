package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.app.TestClockServer.Json;
import dev.tenon.app.TestClockServer.Person;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Subscriptions through more than two years, over HTTP, on PostgreSQL, with a leap day in them and everything that can happen: every
 * invoice, every line, every amount and every mail told. Prices are without tax, which is 25 %.
 */
class TwentyFourMonthsHttpTest {

    private static final String STANDARD = "01920000-0000-7000-8000-000000000302";
    private static final String PREMIUM = "01920000-0000-7000-8000-000000000303";
    private static final Set<String> OF_BILLING =
            Set.of("invoice", "payment-failed", "payment-refused", "invoice-overdue", "trial-ending");

    /** An invoice, and below it its lines: each without tax, and its tax. */
    private static final String ANAS = """
            2027-01-31 subscription_create paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-01-31/2027-02-28: 12.00 + 3.00
            2027-02-28 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-02-28/2027-03-31: 12.00 + 3.00
            2027-03-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-03-31/2027-04-30: 12.00 + 3.00
            2027-04-30 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-04-30/2027-05-31: 12.00 + 3.00
            2027-05-10 subscription_update paid: 25.06 + 6.27 = 31.33 USD; paid 31.33, credit 0.00, kept 0.00, due 0.00
                Unused time on Standard 2027-05-10/2027-05-31: -8.13 + -2.03
                Remaining time on Premium 2027-05-10/2027-05-31: 33.19 + 8.30
            2027-05-21 subscription_update paid: 16.13 + 4.04 = 20.17 USD; paid 20.17, credit 0.00, kept 0.00, due 0.00
                Unused time on Premium 2027-05-21/2027-05-31: -15.81 + -3.95
                Remaining time on Team 2027-05-21/2027-05-31: 31.94 + 7.99
            2027-05-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-05-31/2027-06-30: 12.00 + 3.00
            2027-06-15 subscription_update paid: -6.00 + -1.50 = -7.50 USD; paid 0.00, credit 0.00, kept 7.50, due 0.00
                Unused time on Standard 2027-06-15/2027-06-30: -6.00 + -1.50
            2027-09-15 subscription_update paid: 6.00 + 1.50 = 7.50 USD; paid 0.00, credit 7.50, kept 0.00, due 0.00
                Remaining time on Standard 2027-09-15/2027-09-30: 6.00 + 1.50
            2027-09-30 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-09-30/2027-10-31: 12.00 + 3.00
            2027-10-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-10-31/2027-11-30: 12.00 + 3.00
            2027-11-30 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-11-30/2027-12-31: 12.00 + 3.00
            2027-12-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-12-31/2028-01-31: 12.00 + 3.00
            2028-02-29 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-01-31/2028-02-29: 12.00 + 3.00
            2028-02-29 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-02-29/2028-03-31: 12.00 + 3.00
            2028-03-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-03-31/2028-04-30: 12.00 + 3.00
            2028-04-30 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-04-30/2028-05-31: 12.00 + 3.00
            2028-05-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-05-31/2028-06-30: 12.00 + 3.00
            2028-06-30 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-06-30/2028-07-31: 12.00 + 3.00
            2028-07-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-07-31/2028-08-31: 12.00 + 3.00
            2028-08-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-08-31/2028-09-30: 12.00 + 3.00
            2028-09-30 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-09-30/2028-10-31: 12.00 + 3.00
            2028-10-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-10-31/2028-11-30: 12.00 + 3.00
            2028-11-30 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-11-30/2028-12-31: 12.00 + 3.00
            2028-12-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2028-12-31/2029-01-31: 12.00 + 3.00
            """;

    private static final String BENS = """
            2027-01-31 subscription_create paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-01-31/2027-02-28: 12.00 + 3.00
            2027-02-28 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-02-28/2027-03-31: 12.00 + 3.00
            2027-03-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-03-31/2027-04-30: 12.00 + 3.00
            2027-04-30 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-04-30/2027-05-31: 12.00 + 3.00
            2027-05-31 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-05-31/2027-06-30: 12.00 + 3.00
            2027-07-15 subscription_cycle paid: 49.00 + 12.25 = 61.25 USD; paid 61.25, credit 0.00, kept 0.00, due 0.00
                Premium 2027-07-15/2027-08-15: 49.00 + 12.25
            """;

    private static final String CLEOS = """
            2027-04-15 subscription_create paid: 30.00 + 7.50 = 37.50 EUR; paid 37.50, credit 0.00, kept 0.00, due 0.00
                Coach 2027-04-15/2027-05-15: 30.00 + 7.50
            2027-05-15 subscription_cycle paid: 30.00 + 7.50 = 37.50 EUR; paid 37.50, credit 0.00, kept 0.00, due 0.00
                Coach 2027-05-15/2027-06-15: 30.00 + 7.50
            2027-06-15 subscription_cycle paid: 30.00 + 7.50 = 37.50 EUR; paid 27.50, credit 0.00, kept 0.00, due 0.00
                Coach 2027-06-15/2027-07-15: 30.00 + 7.50
            """;

    private static final String DORAS = """
            2027-03-01 subscription_create void: 12.00 + 3.00 = 15.00 USD; paid 0.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-03-01/2027-04-01: 12.00 + 3.00
            2027-03-04 subscription_create paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-03-04/2027-04-04: 12.00 + 3.00
            2027-04-04 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-04-04/2027-05-04: 12.00 + 3.00
            2027-05-04 subscription_cycle paid: 12.00 + 3.00 = 15.00 USD; paid 15.00, credit 0.00, kept 0.00, due 0.00
                Standard 2027-05-04/2027-06-04: 12.00 + 3.00
            """;

    private static final String EVAS = """
            2027-02-01 subscription_create paid: 10.00 + 2.50 = 12.50 USD; paid 12.50, credit 0.00, kept 0.00, due 0.00
                Ten 2027-02-01/2027-03-01: 10.00 + 2.50
            2028-02-29 subscription_create paid: 12000 + 3000 = 15000 JPY; paid 15000, credit 0, kept 0, due 0
                Archive 2028-02-29/2029-02-28: 12000 + 3000
            2029-02-28 subscription_cycle paid: 12000 + 3000 = 15000 JPY; paid 15000, credit 0, kept 0, due 0
                Archive 2029-02-28/2030-02-28: 12000 + 3000
            """;

    private static final String MAILS_TO_ANA = """
            2027-01-12T00:00:00Z sent Your trial of Premium ends soon
            2027-01-31T09:00:00Z sent Invoice INV-000001
            2027-02-28T09:00:00Z sent Invoice INV-000004
            2027-03-31T09:00:00Z sent Invoice INV-000008
            2027-04-30T09:00:00Z sent Invoice INV-000012
            2027-05-10T09:00:00Z sent Invoice INV-000015
            2027-05-21T09:00:00Z sent Invoice INV-000017
            2027-05-31T09:00:00Z sent Invoice INV-000018
            2027-09-30T09:00:00Z sent Invoice INV-000024
            2027-10-31T09:00:00Z sent Invoice INV-000025
            2027-11-30T09:00:00Z sent Invoice INV-000026
            2027-12-31T09:00:00Z sent Invoice INV-000027
            2028-02-29T09:00:00Z sent Invoice INV-000028
            2028-02-29T09:00:00Z sent Invoice INV-000029
            2028-03-31T09:00:00Z sent Invoice INV-000031
            2028-04-30T09:00:00Z sent Invoice INV-000032
            2028-05-31T09:00:00Z sent Invoice INV-000033
            2028-06-30T09:00:00Z sent Invoice INV-000034
            2028-07-31T09:00:00Z sent Invoice INV-000035
            2028-08-31T09:00:00Z sent Invoice INV-000036
            2028-09-30T09:00:00Z sent Invoice INV-000037
            2028-10-31T09:00:00Z sent Invoice INV-000038
            2028-11-30T09:00:00Z sent Invoice INV-000039
            2028-12-31T09:00:00Z sent Invoice INV-000040
            """;

    private static final String MAILS_TO_BEN = """
            2027-01-31T09:00:00Z sent Invoice INV-000002
            2027-02-28T09:00:00Z sent Invoice INV-000005
            2027-02-28T09:00:00Z sent The payment of invoice INV-000005 failed
            2027-03-03T09:00:00Z sent The payment of invoice INV-000005 failed
            2027-03-31T09:00:00Z sent Invoice INV-000009
            2027-04-30T09:00:00Z sent Invoice INV-000013
            2027-05-31T09:00:00Z sent Invoice INV-000019
            2027-05-31T09:00:00Z sent The payment of invoice INV-000019 was declined
            2027-07-12T09:00:00Z sent Your trial of Premium ends soon
            2027-07-15T09:00:00Z sent Invoice INV-000022
            """;

    private static final String MAILS_TO_CLEO = """
            2027-02-28T12:00:00Z sent Your trial of Coach ends soon
            2027-04-15T12:00:00Z sent Invoice INV-000011
            2027-05-15T12:00:00Z sent Invoice INV-000016
            2027-06-15T12:00:00Z sent Invoice INV-000021
            """;

    private static final String MAILS_TO_DORA = """
            2027-03-01T12:00:00Z sent Invoice INV-000006
            2027-03-04T12:00:00Z sent Invoice INV-000007
            2027-04-04T12:00:00Z sent Invoice INV-000010
            2027-04-18T12:00:00Z sent Invoice INV-000010 is overdue
            2027-04-21T12:00:00Z sent Invoice INV-000010 is overdue
            2027-05-04T12:00:00Z sent Invoice INV-000014
            """;

    private static final String MAILS_TO_EVA = """
            2027-02-01T12:00:00Z sent Invoice INV-000003
            2028-02-29T12:00:00Z sent Invoice INV-000030
            2029-02-28T12:00:00Z sent Invoice INV-000041
            """;

    @TempDir
    Path directory;

    private final Map<String, Json> mails = new LinkedHashMap<>();
    private final Map<Person, String> subscriptions = new HashMap<>();

    private TestClockServer server;
    private Person root;
    private Person ana;
    private Person ben;
    private Person cleo;
    private Person dora;
    private Person eva;
    private String team;
    private String coach;
    private String yearly;

    private void open(String begin, String proration) {
        server = TestClockServer.start(
                directory.resolve("data"),
                Instant.parse(begin),
                Map.of(
                        "TENON_PAYMENTS",
                        "sandbox",
                        "TENON_BILLING_TAX_PERCENT",
                        "25",
                        "TENON_BILLING_PRORATION",
                        proration));
        root = server.person("root@example.org", "admin");
        ana = server.person("ana@example.org");
    }

    private void peopleAndPlans() {
        ben = server.person("ben@example.org");
        cleo = server.person("cleo@example.org");
        dora = server.person("dora@example.org");
        eva = server.person("eva@example.org");
        team = plan("Team", "99.00", "USD", Map.of());
        coach = plan("Coach", "30.00", "EUR", Map.of("trialDays", 30, "trialEndAction", "pause"));
        yearly = plan("Archive", "12000", "JPY", Map.of("billingInterval", "year"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void M1_every_amount_and_every_mail_of_two_years_is_as_told() {
        open("2027-01-01T00:00:00Z", "second");
        peopleAndPlans();
        trialsWithoutACard();
        pastDueAndRecovered();
        upgradedTwiceInOnePeriod();
        aHardDecline();
        pausedAndGoneOnWith();
        overTheLeapDay();
        toTheEnd();

        assertThat(invoicesOf(ana)).isEqualTo(ANAS);
        assertThat(invoicesOf(ben)).isEqualTo(BENS);
        assertThat(invoicesOf(cleo)).isEqualTo(CLEOS);
        assertThat(invoicesOf(dora)).isEqualTo(DORAS);
        assertThat(invoicesOf(eva)).isEqualTo(EVAS);
        List<Json> all = root.list("/v1/invoices?all=true");
        assertThat(all.stream().map(invoice -> Long.valueOf(invoice.text("number"))))
                .as("numbers, without gaps")
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, all.size()).boxed().toList());
        assertThat(mailsTo(ana)).isEqualTo(MAILS_TO_ANA);
        assertThat(mailsTo(ben)).isEqualTo(MAILS_TO_BEN);
        assertThat(mailsTo(cleo)).isEqualTo(MAILS_TO_CLEO);
        assertThat(mailsTo(dora)).isEqualTo(MAILS_TO_DORA);
        assertThat(mailsTo(eva)).isEqualTo(MAILS_TO_EVA);
    }

    @Test
    void M1_a_preview_by_the_day_gives_the_published_19333_and_with_tax_24166() {
        open("2027-04-01T00:00:00Z", "day");
        paidFor(ana, STANDARD, "2027-04-01T00:00:00Z");
        String big = plan("Big", "200.00", "USD", Map.of());
        server.moveTo("2027-04-02T00:00:00Z");

        Json preview = ana.get(path(ana) + "/plan-preview?planId=" + big);
        change(ana, big, "now");

        assertThat(amounts(preview)).isEqualTo("Unused time on Standard -11.60, Remaining time on Big 193.33");
        assertThat(sums(preview)).isEqualTo("181.73 + 45.43 = 227.16");
        Json invoice = newest(ana);
        assertThat(sums(invoice)).isEqualTo(sums(preview));
        Json line = invoice.list("lines").get(1);
        assertThat(line.amount("amount")).isEqualTo("193.33");
        assertThat(line.amount("tax")).as("together 241.66").isEqualTo("48.33");
    }

    private void paidFor(Person person, String plan, String now) {
        pays(person, "card-succeeds");
        subscriptions.put(person, started(person, Map.of("planId", plan)));
        server.moveTo(now);
        assertThat(of(person)).startsWith("active");
    }

    private void trialsWithoutACard() {
        subscriptions.put(ana, started(ana, Map.of("planId", PREMIUM, "trial", true)));
        assertThat(of(ana)).isEqualTo("trialing from 2027-01-01T00:00:00Z to 2027-01-15T00:00:00Z");
        assertThat(documents(ana)).isEqualTo("null");
        at("2027-01-12T00:00:00Z");
        at("2027-01-15T00:00:00Z");
        assertThat(of(ana)).startsWith("canceled");
        assertThat(documents(ana)).as("of the Free plan").isEqualTo("100");
        assertThat(invoicesOf(ana)).as("a trial costs nothing").isEmpty();

        at("2027-01-31T09:00:00Z");
        pays(ana, "card-succeeds");
        subscriptions.put(ana, started(ana, Map.of("planId", STANDARD)));
        pays(ben, "card-succeeds");
        subscriptions.put(ben, started(ben, Map.of("planId", STANDARD)));
        at("2027-01-31T09:00:00Z");
        assertThat(of(ana)).isEqualTo("active from 2027-01-31T09:00:00Z to 2027-02-28T09:00:00Z");

        at("2027-02-01T12:00:00Z");
        subscriptions.put(cleo, started(cleo, Map.of("planId", coach, "trial", true)));
        assertThat(of(cleo)).isEqualTo("trialing from 2027-02-01T12:00:00Z to 2027-03-03T12:00:00Z");
        thePublished364();
    }

    private void thePublished364() {
        paidFor(eva, plan("Ten", "10.00", "USD", Map.of()), "2027-02-01T12:00:00Z");

        // 881112 of the period's 2419200 seconds are left.
        Json preview = eva.get(path(eva) + "/plan-preview?planId=" + STANDARD + "&at=2027-02-19T07:14:48Z");

        assertThat(amounts(preview)).isEqualTo("Unused time on Ten -3.64, Remaining time on Standard 4.37");
        assertThat(sums(preview)).isEqualTo("0.73 + 0.18 = 0.91");
        eva.delete(path(eva));
    }

    private void pastDueAndRecovered() {
        at("2027-02-10T09:00:00Z");
        pays(ben, "card-declines-softly");
        at("2027-02-28T09:00:00Z");
        assertThat(of(ana)).isEqualTo("active from 2027-02-28T09:00:00Z to 2027-03-31T09:00:00Z");
        assertThat(of(ben)).isEqualTo("past_due from 2027-02-28T09:00:00Z to 2027-03-31T09:00:00Z");
        assertThat(documents(ben)).as("what is past due keeps its plan").isEqualTo("2000");
        at("2027-02-28T12:00:00Z");

        at("2027-03-01T12:00:00Z");
        subscriptions.put(dora, started(dora, Map.of("planId", STANDARD)));
        assertThat(of(dora)).startsWith("incomplete");
        at("2027-03-02T11:00:00Z");
        assertThat(of(dora)).as("nobody paid within 23 hours").startsWith("expired");

        at("2027-03-03T09:00:00Z");
        assertThat(of(ben)).startsWith("past_due");
        at("2027-03-03T12:00:00Z");
        assertThat(of(cleo)).startsWith("paused trial_ended");

        at("2027-03-04T12:00:00Z");
        subscriptions.put(dora, started(dora, Map.of("planId", STANDARD)));
        transfers(dora);
        assertThat(of(dora)).isEqualTo("active from 2027-03-04T12:00:00Z to 2027-04-04T12:00:00Z");

        at("2027-03-05T09:00:00Z");
        pays(ben, "card-succeeds");
        assertThat(of(ben)).as("it is tried again when it is time").startsWith("past_due");
        at("2027-03-08T09:00:00Z");
        assertThat(of(ben)).isEqualTo("active from 2027-02-28T09:00:00Z to 2027-03-31T09:00:00Z");
        at("2027-03-31T09:00:00Z");
        at("2027-04-04T12:00:00Z");

        at("2027-04-15T12:00:00Z");
        pays(cleo, "card-needs-action");
        cleo.expect(200, "DELETE", "/v1/subscriptions/" + subscriptions.get(cleo) + "/pause", null);
        at("2027-04-15T12:00:00Z");
        assertThat(of(cleo)).as("waits until it is confirmed").startsWith("incomplete");
        at("2027-04-15T12:05:00Z");
        assertThat(of(cleo)).isEqualTo("active from 2027-04-15T12:00:00Z to 2027-05-15T12:00:00Z");

        at("2027-04-18T12:00:00Z");
        assertThat(of(dora)).as("nothing came in until it was due").startsWith("past_due");
        at("2027-04-21T12:00:00Z");
        at("2027-04-22T12:00:00Z");
        transfers(dora);
        assertThat(of(dora)).isEqualTo("active from 2027-04-04T12:00:00Z to 2027-05-04T12:00:00Z");
        at("2027-04-30T09:00:00Z");
        assertThat(of(ana)).isEqualTo("active from 2027-04-30T09:00:00Z to 2027-05-31T09:00:00Z");
        at("2027-05-04T12:00:00Z");
    }

    private void upgradedTwiceInOnePeriod() {
        at("2027-05-10T09:00:00Z");
        transfers(dora);
        dora.delete("/v1/subscriptions/" + subscriptions.get(dora));
        assertThat(of(dora)).startsWith("canceled");
        pays(ben, "card-declines-hard");
        pays(cleo, "card-times-out");

        Json preview = ana.get(path(ana) + "/plan-preview?planId=" + PREMIUM);
        assertThat(amounts(preview)).isEqualTo("Unused time on Standard -8.13, Remaining time on Premium 33.19");
        assertThat(sums(preview)).isEqualTo("25.06 + 6.27 = 31.33");
        change(ana, PREMIUM, "now");
        at("2027-05-10T09:00:00Z");

        at("2027-05-15T12:00:00Z");
        assertThat(newest(cleo).text("status")).as("nobody knows yet").isEqualTo("pending");
        at("2027-05-15T12:05:00Z");
        assertThat(newest(cleo).text("status")).isEqualTo("paid");

        at("2027-05-21T09:00:00Z");
        preview = ana.get(path(ana) + "/plan-preview?planId=" + team);
        assertThat(amounts(preview)).isEqualTo("Unused time on Premium -15.81, Remaining time on Team 31.94");
        assertThat(sums(preview)).isEqualTo("16.13 + 4.04 = 20.17");
        change(ana, team, "now");
        at("2027-05-21T09:00:00Z");
        change(ana, STANDARD, "period_end");
        assertThat(documents(ana)).isEqualTo("null");
    }

    private void aHardDecline() {
        at("2027-05-31T09:00:00Z");
        assertThat(of(ana)).isEqualTo("active from 2027-05-31T09:00:00Z to 2027-06-30T09:00:00Z");
        assertThat(documents(ana)).as("of the Standard plan again").isEqualTo("2000");
        assertThat(of(ben)).startsWith("past_due");
        at("2027-06-08T09:00:00Z");
        pays(cleo, "card-succeeds");
        assertThat(of(ben)).startsWith("past_due");
    }

    private void pausedAndGoneOnWith() {
        at("2027-06-15T09:00:00Z");
        assertThat(of(ben)).as("every try is spent").startsWith("canceled");
        assertThat(documents(ben)).isEqualTo("100");
        root.put(path(ana) + "/pause", null);
        assertThat(of(ana)).startsWith("paused by_hand");
        assertThat(documents(ana)).isEqualTo("100");
        at("2027-06-15T12:00:00Z");

        at("2027-06-20T09:00:00Z");
        root.post(
                "/v1/invoices/" + newest(cleo).text("id") + "/refunds",
                Map.of("amount", Map.of("amount", "10.00", "currency", "EUR"), "note", "goodwill"));
        cleo.put(path(cleo) + "/cancellation", null);
        pays(ben, "card-succeeds");
        ben.post("/v1/invoices/" + newest(ben).text("id") + "/payments", Map.of());
        assertThat(of(ben)).as("what was canceled stays so").startsWith("canceled");

        at("2027-07-01T09:00:00Z");
        subscriptions.put(ben, started(ben, Map.of("planId", PREMIUM, "trial", true)));
        at("2027-07-12T09:00:00Z");
        at("2027-07-15T09:00:00Z");
        assertThat(of(ben)).isEqualTo("active from 2027-07-15T09:00:00Z to 2027-08-15T09:00:00Z");
        at("2027-07-15T12:00:00Z");
        assertThat(of(cleo)).startsWith("canceled");
        ben.put(path(ben) + "/cancellation", null);
        at("2027-08-15T09:00:00Z");
        assertThat(of(ben)).startsWith("canceled");

        at("2027-09-15T09:00:00Z");
        root.expect(200, "DELETE", path(ana) + "/pause", null);
        assertThat(of(ana)).isEqualTo("active from 2027-08-31T09:00:00Z to 2027-09-30T09:00:00Z");
        at("2027-09-30T09:00:00Z");
        at("2027-10-31T09:00:00Z");
        at("2027-11-30T09:00:00Z");
        at("2027-12-31T09:00:00Z");
    }

    private void overTheLeapDay() {
        // The servers stand still over the turn of a month; everything is made up for in order.
        at("2028-02-29T09:00:00Z");
        assertThat(of(ana)).isEqualTo("active from 2028-02-29T09:00:00Z to 2028-03-31T09:00:00Z");
        ana.put(path(ana) + "/cancellation", null);
        ana.expect(200, "DELETE", path(ana) + "/cancellation", null);

        at("2028-02-29T12:00:00Z");
        subscriptions.put(eva, started(eva, Map.of("planId", yearly)));
        at("2028-02-29T12:00:00Z");
        assertThat(of(eva)).isEqualTo("active from 2028-02-29T12:00:00Z to 2029-02-28T12:00:00Z");
    }

    private void toTheEnd() {
        for (String day : List.of("03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30")) {
            at("2028-" + day + "T09:00:00Z");
        }
        at("2028-12-31T09:00:00Z");
        ana.put(path(ana) + "/cancellation", null);
        at("2029-01-31T09:00:00Z");
        assertThat(of(ana)).startsWith("canceled");
        assertThat(documents(ana)).isEqualTo("100");
        at("2029-02-28T12:00:00Z");
        assertThat(of(eva)).isEqualTo("active from 2029-02-28T12:00:00Z to 2030-02-28T12:00:00Z");
    }

    private String plan(String name, String price, String currency, Map<String, ?> more) {
        Map<String, Object> plan = new HashMap<>(more);
        plan.put("name", name);
        plan.put("price", Map.of("amount", price, "currency", currency));
        return root.post("/v1/plans", plan).text("id");
    }

    private void at(String instant) {
        server.moveTo(instant);
        root.list("/v1/emails").forEach(mail -> mails.putIfAbsent(mail.text("id"), mail));
    }

    private static String started(Person person, Map<String, ?> wanted) {
        return person.post("/v1/subscriptions", wanted).text("id");
    }

    private static void pays(Person person, String card) {
        person.post("/v1/payment-methods", Map.of("token", card));
    }

    private void transfers(Person person) {
        String invoice = newest(person).text("id");
        root.post("/v1/invoices/" + invoice + "/payments", Map.of("gateway", "manual", "reference", "transfer"));
    }

    private void change(Person person, String plan, String effective) {
        person.put(path(person) + "/plan", Map.of("planId", plan, "effective", effective));
    }

    private String path(Person person) {
        return "/v1/subscriptions/" + subscriptions.get(person);
    }

    private String of(Person person) {
        Json seen = person.get(path(person));
        String reason = seen.text("pauseReason");
        return seen.text("status") + (reason.equals("null") ? "" : " " + reason) + " from "
                + seen.text("currentPeriodStart") + " to " + seen.text("currentPeriodEnd");
    }

    private static String documents(Person person) {
        return person.get("/v1/quota").at("documents").text("max");
    }

    private static Json newest(Person person) {
        return person.get("/v1/invoices?limit=1").list("items").get(0);
    }

    private static String amounts(Json preview) {
        return preview.list("lines").stream()
                .map(line -> line.text("description") + " " + line.amount("amount"))
                .collect(Collectors.joining(", "));
    }

    private static String sums(Json invoice) {
        return invoice.amount("subtotal") + " + " + invoice.amount("tax") + " = " + invoice.amount("total");
    }

    private static String invoicesOf(Person person) {
        return person.list("/v1/invoices").stream()
                .sorted(Comparator.comparing(invoice -> Long.valueOf(invoice.text("number"))))
                .map(TwentyFourMonthsHttpTest::described)
                .collect(Collectors.joining());
    }

    private static String described(Json invoice) {
        String lines = invoice.list("lines").stream()
                .map(line -> "    %s %s/%s: %s + %s\n"
                        .formatted(
                                line.text("description"),
                                day(line.text("periodStart")),
                                day(line.text("periodEnd")),
                                line.amount("amount"),
                                line.amount("tax")))
                .collect(Collectors.joining());
        return "%s %s %s: %s %s; paid %s, credit %s, kept %s, due %s\n"
                        .formatted(
                                day(invoice.text("finalizedAt")),
                                invoice.text("kind"),
                                invoice.text("status"),
                                sums(invoice),
                                invoice.at("total").text("currency"),
                                invoice.amount("amountPaid"),
                                invoice.amount("creditApplied"),
                                invoice.amount("creditGiven"),
                                invoice.amount("amountDue"))
                + lines;
    }

    private static String day(String instant) {
        return instant.substring(0, Math.min(10, instant.length()));
    }

    private String mailsTo(Person person) {
        return mails.values().stream()
                .filter(mail -> mail.text("userId").equals(person.id()) && OF_BILLING.contains(mail.text("emailType")))
                .sorted(Comparator.comparing((Json mail) -> mail.text("createdAt"))
                        .thenComparing(mail -> mail.text("subject")))
                .map(mail -> mail.text("createdAt") + " " + mail.text("status") + " " + mail.text("subject") + "\n")
                .collect(Collectors.joining());
    }
}
