package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tenon.app.config.Settings;
import dev.tenon.app.postgres.LocalPostgres;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.NewRefund;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.Race;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments on two servers over one database: whatever happens at once or breaks off, an invoice is charged once. */
class PaymentsOnTwoServersTest {

    private static final PageRequest PAGE = PageRequest.first(200);
    private static final Actor OPERATOR = Actor.operator("root");
    private static final Currency USD = Currency.getInstance("USD");
    private static final AtomicLong NUMBERS = new AtomicLong(1_000_000);

    @TempDir
    static Path directory;

    private static LocalPostgres postgres;

    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    @BeforeAll
    static void keepTheDatabase() {
        postgres = LocalPostgres.startOrJoin(directory, line -> {});
    }

    @AfterAll
    static void letItGo() {
        postgres.close();
    }

    @Test
    void M2_of_a_hundred_who_pay_one_invoice_on_two_servers_one_is_charged() throws IOException {
        try (Installation one = open(Map.of("TENON_PAYMENTS", "sandbox"));
                Installation other = open(Map.of("TENON_PAYMENTS", "sandbox"))) {
            Actor ana = aPerson(one);
            add(one, ana, "card-succeeds");
            Invoice invoice = anInvoice(one, ana);

            List<Boolean> paid = Race.of(100, number -> {
                Installation server = number % 2 == 0 ? one : other;
                try {
                    return server.tenon()
                                    .payments()
                                    .pay(ana, invoice.id(), null)
                                    .status()
                            == PaymentStatus.SUCCEEDED;
                } catch (Refusal refusal) {
                    assertThat(refusal.code()).isIn(PaymentRefusal.UNDER_WAY, PaymentRefusal.NOTHING_DUE);
                    return false;
                }
            });

            assertThat(paid).containsOnlyOnce(true);
            assertThat(charges(payments(one, invoice))).isEqualTo(1);
            assertThat(stored(one, invoice).amountPaid()).isEqualTo(invoice.total());
        }
    }

    @Test
    void M2_what_is_due_is_collected_once_by_two_servers() throws IOException {
        try (Installation one = open(Map.of("TENON_PAYMENTS", "sandbox"));
                Installation other = open(Map.of("TENON_PAYMENTS", "sandbox"))) {
            Actor ana = aPerson(one);
            add(one, ana, "card-succeeds");
            List<Invoice> due = IntStream.range(0, 40)
                    .mapToObj(number -> anInvoice(one, ana))
                    .toList();

            Race.of(4, number -> {
                Installation server = number % 2 == 0 ? one : other;
                while (due.stream().anyMatch(invoice -> stored(one, invoice).status() != InvoiceStatus.PAID)) {
                    job(server, "collect-invoices").run();
                }
                return number;
            });

            for (Invoice invoice : due) {
                assertThat(payments(one, invoice)).hasSize(1);
                assertThat(charges(payments(one, invoice))).isEqualTo(1);
            }
        }
    }

    @Test
    void M1_refunds_of_two_servers_never_exceed_what_came_in() throws IOException {
        try (Installation one = open(Map.of("TENON_PAYMENTS", "sandbox"));
                Installation other = open(Map.of("TENON_PAYMENTS", "sandbox"))) {
            Actor ana = aPerson(one);
            add(one, ana, "card-succeeds");
            Invoice invoice = anInvoice(one, ana);
            one.tenon().payments().pay(ana, invoice.id(), null);

            List<Boolean> given = Race.of(40, number -> {
                Installation server = number % 2 == 0 ? one : other;
                try {
                    server.tenon()
                            .payments()
                            .refund(OPERATOR, invoice.id(), new NewRefund(null, new Money(1000, USD), null));
                    return true;
                } catch (Refusal refusal) {
                    assertThat(refusal.code().code()).isEqualTo("invoice-more-than-paid");
                    return false;
                }
            });

            assertThat(given).filteredOn(each -> each).hasSize(2);
            assertThat(stored(one, invoice).amountPaid()).isEqualTo(new Money(900, USD));
        }
    }

    @Test
    void M2_a_server_that_is_killed_while_the_gateway_charges_leaves_one_charge() throws Exception {
        try (Stripe stripe = Stripe.start()) {
            Map<String, String> environment =
                    Map.of("TENON_PAYMENTS", "stripe", "TENON_STRIPE_KEY", "sk_test", "TENON_STRIPE_URL", stripe.url());
            Invoice invoice;
            try (Installation one = open(environment)) {
                Actor ana = aPerson(one);
                add(one, ana, "pm_card");
                invoice = anInvoice(one, ana);
            }
            ServerProcess killed = ServerProcess.start(directory, environment);
            assertThat(stripe.charging.await(60, TimeUnit.SECONDS)).isTrue();
            killed.kill();

            try (Installation next = open(environment)) {
                assertThat(payments(next, invoice)).extracting(Payment::status).containsExactly(PaymentStatus.PENDING);
                clock.moveTo(Instant.now().plus(Duration.ofMinutes(6)).truncatedTo(ChronoUnit.SECONDS));
                runUntilIdle(next);

                assertThat(payments(next, invoice))
                        .extracting(Payment::status)
                        .containsExactly(PaymentStatus.SUCCEEDED);
                assertThat(stored(next, invoice).status()).isEqualTo(InvoiceStatus.PAID);
                assertThat(stripe.charges).hasValue(1);
            }
        }
    }

    private Installation open(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("TENON_DATA_DIR", directory.toString());
        environment.put("TENON_PASSWORD_COST", "10");
        return Installation.open(Settings.read(environment, Map.of()), clock, line -> {});
    }

    private static void runUntilIdle(Installation server) {
        int done;
        do {
            done = server.tenon().jobs().stream()
                    .filter(job -> Set.of("collect-invoices", "check-payments", "give-back")
                            .contains(job.name()))
                    .mapToInt(BackgroundJob::run)
                    .sum();
        } while (done > 0);
    }

    private static BackgroundJob job(Installation server, String name) {
        return server.tenon().jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Actor aPerson(Installation server) {
        UserId id = server.tenon()
                .accounts()
                .register(
                        OPERATOR,
                        new Registration("ana-" + Fixtures.anId() + "@example.org", Fixtures.PASSWORD).verified())
                .id();
        return Actor.person(id, null, Set.of(), RequestOrigin.inProcess());
    }

    private static void add(Installation server, Actor person, String token) {
        server.tenon().paymentMethods().add(person, new NewPaymentMethod(null, null, token, true));
    }

    private Invoice anInvoice(Installation server, Actor person) {
        Storage storage = storage(server);
        Subscription subscription =
                storage.subscriptions().findLive(person.person().orElseThrow()).orElseThrow();
        Instant now = clock.instant();
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, new Money(2900, USD), now);
        return storage.unitOfWork().run(() -> {
            storage.invoices().insert(draft);
            return storage.invoices().update(Fixtures.finalized(draft, NUMBERS.incrementAndGet(), now));
        });
    }

    private static Invoice stored(Installation server, Invoice invoice) {
        return storage(server).invoices().find(invoice.id()).orElseThrow();
    }

    private static List<Payment> payments(Installation server, Invoice invoice) {
        return server.tenon().payments().list(OPERATOR, invoice.id(), PAGE).items();
    }

    private static Storage storage(Installation server) {
        return JdbiStorage.of(server.database().dataSource());
    }

    /** What stands in the sandbox's book of these payments. */
    private static long charges(List<Payment> payments) throws IOException {
        List<String> ids =
                payments.stream().map(payment -> "charge:" + payment.id()).toList();
        return Files.readAllLines(directory.resolve("sandbox-payments").resolve("book")).stream()
                .filter(line -> line.endsWith("\tsucceeded"))
                .filter(line -> ids.contains(line.substring(0, line.indexOf('\t'))))
                .count();
    }

    /** As much of Stripe as this needs: it charges, and does not answer the first time. */
    private static final class Stripe implements AutoCloseable {

        private static final String INTENT = """
                {"id": "pi_1", "object": "payment_intent", "status": "succeeded", "metadata": {"tenon_payment": "%s"}}""";

        final CountDownLatch charging = new CountDownLatch(1);
        final AtomicInteger charges = new AtomicInteger();
        private final AtomicReference<String> key = new AtomicReference<>("");
        private final CountDownLatch closing = new CountDownLatch(1);
        private final HttpServer server;

        private Stripe(HttpServer server) {
            this.server = server;
        }

        static Stripe start() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Stripe stripe = new Stripe(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", stripe::answer);
            server.start();
            return stripe;
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void answer(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            String body = URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            switch (path) {
                case "/v1/customers" -> send(exchange, "{\"id\": \"cus_1\", \"object\": \"customer\"}");
                case "/v1/payment_methods/pm_card" ->
                    send(exchange, "{\"id\": \"pm_card\", \"object\": \"payment_method\", \"type\": \"card\"}");
                case "/v1/payment_intents" -> {
                    if (exchange.getRequestMethod().equals("POST")) {
                        charge(body);
                    } else {
                        String found = INTENT.formatted(key.get());
                        send(
                                exchange,
                                "{\"object\": \"list\", \"url\": \"/v1/payment_intents\", \"has_more\": false, \"data\": ["
                                        + found + "]}");
                    }
                }
                default -> send(exchange, "{}");
            }
        }

        /** The money moves; nobody hears of it. */
        private void charge(String body) {
            int at = body.indexOf("metadata[tenon_payment]=") + "metadata[tenon_payment]=".length();
            key.set(body.substring(at, at + 36));
            charges.incrementAndGet();
            charging.countDown();
            try {
                closing.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private static void send(HttpExchange exchange, String json) throws IOException {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        @Override
        public void close() {
            closing.countDown();
            server.stop(0);
        }
    }
}
