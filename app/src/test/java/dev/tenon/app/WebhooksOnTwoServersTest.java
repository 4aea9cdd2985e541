package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tenon.app.config.Settings;
import dev.tenon.app.postgres.LocalPostgres;
import dev.tenon.cli.Surroundings.Finding;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Storage;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.IssuedWebhook;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Bounds;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.Race;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks from the commit to a real receiver, from two servers over one database. */
class WebhooksOnTwoServersTest {

    private static final PageRequest PAGE = PageRequest.first(200);
    private static final Actor OPERATOR = Actor.operator("root");

    @TempDir
    static Path directory;

    private static LocalPostgres postgres;

    private final MovableClock clock = new MovableClock(Instant.now());
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private HttpServer receiver;
    private Installation one;
    private Installation other;

    private record Received(Map<String, List<String>> headers, String body) {

        String id() {
            return headers.get("webhook-id").get(0);
        }
    }

    @BeforeAll
    static void keepTheDatabase() {
        postgres = LocalPostgres.startOrJoin(directory, line -> {});
    }

    @AfterAll
    static void letItGo() {
        postgres.close();
    }

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        one = open();
        other = open();
        one.tenon()
                .webhooks()
                .list(OPERATOR, null, PAGE)
                .items()
                .forEach(old -> one.tenon().webhooks().delete(OPERATOR, old.id()));
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        receiver.stop(0);
    }

    private Installation open() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TENON_DATA_DIR", directory.toString());
        environment.put("TENON_PASSWORD_COST", "10");
        environment.put("TENON_WEBHOOKS_ALLOW", "127.0.0.0/8");
        return Installation.open(Settings.read(environment, Map.of()), clock, line -> {});
    }

    private void receive(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(each -> each.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(headers, body));
        exchange.sendResponseHeaders(status.get(), -1);
        exchange.close();
    }

    @Test
    void each_event_of_two_servers_is_told_once_and_signed_as_the_standard_says() throws Exception {
        IssuedWebhook issued = create("role.*");
        Race.of(8, number -> {
            Tenon tenon = number % 2 == 0 ? one.tenon() : other.tenon();
            for (int role = 0; role < 10; role++) {
                tenon.roles().create(OPERATOR, NewRole.of("role-" + Fixtures.anId()));
            }
            return number;
        });

        Race.of(4, number -> {
            Installation server = number % 2 == 0 ? one : other;
            while (server.tenon().webhooks().backlog(OPERATOR).due() > 0) {
                worker(server).run();
            }
            return number;
        });

        Set<String> recorded =
                one
                        .tenon()
                        .auditTrail()
                        .list(OPERATOR, AuditFilter.all().ofAction("role.created"), PAGE)
                        .items()
                        .stream()
                        .map(row -> row.id().toString())
                        .collect(Collectors.toSet());
        assertThat(received).extracting(Received::id).doesNotHaveDuplicates().hasSize(80);
        assertThat(recorded).containsAll(received.stream().map(Received::id).toList());
        for (Received each : received) {
            verify(issued.secret(), each);
        }
        assertThat(deliveries(issued)).extracting(Delivery::attempts).containsOnly(1);
    }

    @Test
    void what_a_killed_worker_had_claimed_is_told_when_its_lease_is_over_and_once() {
        IssuedWebhook issued = create("role.*");
        one.tenon().roles().create(OPERATOR, NewRole.of("role-" + Fixtures.anId()));
        Storage storage = JdbiStorage.of(one.database().dataSource());
        Instant now = clock.instant();
        assertThat(storage.unitOfWork()
                        .run(() -> storage.deliveries()
                                .claim(Fixtures.anId(), now, now.plusSeconds(60), new Bounds(10, 10, 10))))
                .hasSize(1);

        runUntilIdle();
        assertThat(received).isEmpty();
        clock.advance(Duration.ofSeconds(60));
        runUntilIdle();

        assertThat(received).hasSize(1);
        assertThat(deliveries(issued)).singleElement().satisfies(delivery -> {
            assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(delivery.attempts()).isEqualTo(2);
        });
    }

    @Test
    void what_fails_at_first_arrives_later_with_a_fresh_signature() throws Exception {
        status.set(503);
        IssuedWebhook issued = create("role.*");
        one.tenon().roles().create(OPERATOR, NewRole.of("role-" + Fixtures.anId()));
        runUntilIdle();
        assertThat(deliveries(issued).get(0).responseStatus()).isEqualTo(503);

        status.set(200);
        clock.advance(Duration.ofSeconds(40));
        runUntilIdle();

        assertThat(deliveries(issued).get(0).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(received).hasSize(2);
        assertThat(received.get(0).id()).isEqualTo(received.get(1).id());
        assertThat(received.get(0).headers().get("webhook-timestamp"))
                .isNotEqualTo(received.get(1).headers().get("webhook-timestamp"));
        verify(issued.secret(), received.get(1));
    }

    @Test
    void doctor_tells_of_webhooks_that_are_disabled_because_nothing_arrives() {
        assertThat(webhookQueue().detail()).startsWith("0 disabled");
        status.set(410);
        create("role.*");
        one.tenon().roles().create(OPERATOR, NewRole.of("role-" + Fixtures.anId()));

        runUntilIdle();

        assertThat(webhookQueue().health()).isEqualTo(Finding.Health.WARNING);
        assertThat(webhookQueue().detail()).startsWith("1 disabled");
        assertThat(webhookQueue().advice()).contains("tenon webhooks list");
    }

    private static Finding webhookQueue() {
        Settings settings = Settings.read(Map.of("TENON_DATA_DIR", directory.toString()), Map.of());
        return new Examination(settings, line -> {})
                .findings().stream()
                        .filter(finding -> finding.subject().equals("webhook queue"))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void I4_nothing_of_this_machine_is_called_unless_it_is_named() {
        Settings settings = Settings.read(Map.of("TENON_DATA_DIR", directory.toString()), Map.of());

        assertThat(Installation.webhookSender(settings).objection(URI.create("https://127.0.0.1:" + port() + "/")))
                .isPresent();
    }

    private static void verify(String secret, Received received) throws Exception {
        new Webhook(secret).verify(received.body(), received.headers());
    }

    private IssuedWebhook create(String... types) {
        return one.tenon()
                .webhooks()
                .create(OPERATOR, new NewWebhook(null, "http://127.0.0.1:" + port() + "/", null, Set.of(types)));
    }

    private int port() {
        return receiver.getAddress().getPort();
    }

    private List<Delivery> deliveries(IssuedWebhook issued) {
        return one.tenon()
                .webhooks()
                .deliveries(OPERATOR, issued.webhook().id(), null, PAGE)
                .items();
    }

    /** Runs it until what is under way has come back, too. */
    private void runUntilIdle() {
        int idle = 0;
        while (idle < 20) {
            idle = worker(one).run() == 0 ? idle + 1 : 0;
        }
    }

    private static BackgroundJob worker(Installation server) {
        return server.tenon().jobs().stream()
                .filter(job -> job.name().equals("deliver-webhooks"))
                .findFirst()
                .orElseThrow();
    }
}
