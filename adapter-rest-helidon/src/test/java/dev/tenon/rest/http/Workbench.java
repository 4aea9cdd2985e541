package dev.tenon.rest.http;

import dev.tenon.core.TenonCore;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.RestSettings;
import dev.tenon.rest.access.AccessResources;
import dev.tenon.rest.accounts.AccountResources;
import dev.tenon.rest.audit.AuditResources;
import dev.tenon.rest.billing.BillingResources;
import dev.tenon.rest.documents.DocumentResources;
import dev.tenon.rest.http.RawClient.RawAnswer;
import dev.tenon.rest.notifications.NotificationResources;
import dev.tenon.rest.plans.PlanResources;
import dev.tenon.rest.signin.SigninResources;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryBlobStore;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainInvoicePages;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainPdfPrinter;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.SequentialIds;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A real server over a real core with storage in memory, and whatever routes a test wants to try. */
final class Workbench implements AutoCloseable {

    /** Limits that bite within a test's patience. */
    static final RestLimits TIGHT = RestLimits.standard()
            .within(Duration.ofMillis(300), Duration.ofMillis(700), Duration.ofMillis(800), Duration.ofMillis(700))
            .slowest(64 * 1024, Duration.ofMillis(700));

    final Tenon tenon;
    final InMemoryBlobStore blobs = new InMemoryBlobStore();
    final HttpMetrics metrics = new HttpMetrics(
            "test",
            List.of(),
            List.of(
                    Measure.gauge("tenon_things_waiting", "Things that wait", () -> 3),
                    Measure.counter("tenon_things_dropped_total", "Things that were dropped", () -> 7)));
    private final HttpServer server;

    Workbench(RestLimits limits, Consumer<RouteTable> mount) {
        this(limits, 0, Duration.ZERO, mount);
    }

    Workbench(RestLimits limits, Duration notice, Consumer<RouteTable> mount) {
        this(limits, 0, notice, mount);
    }

    Workbench(RestLimits limits, int port, Consumer<RouteTable> mount) {
        this(limits, port, Duration.ZERO, mount);
    }

    private Workbench(RestLimits limits, int port, Duration notice, Consumer<RouteTable> mount) {
        this(limits, port, notice, (routes, nothingOfTenon) -> mount.accept(routes));
    }

    /** Every route of the product. */
    static Workbench whole(RestLimits limits) {
        return new Workbench(limits, 0, Duration.ZERO, (routes, tenon) -> {
            AccountResources.mount(routes, tenon);
            SigninResources.mount(routes, tenon);
            AccessResources.mount(routes, tenon);
            PlanResources.mount(routes, tenon);
            BillingResources.mount(routes, tenon);
            DocumentResources.mount(routes, tenon, limits);
            NotificationResources.mount(routes, tenon, new OpenStreams());
            AuditResources.mount(routes, tenon);
        });
    }

    private Workbench(RestLimits limits, int port, Duration notice, BiConsumer<RouteTable, Tenon> mount) {
        PlainSecrets secrets = new PlainSecrets();
        tenon = TenonCore.builder()
                .storage(new InMemoryStorage())
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .invoicePages(new PlainInvoicePages())
                .pdfPrinter(new PlainPdfPrinter())
                .ids(new SequentialIds())
                .timeCodes(new AuthenticatorApp())
                .secrets(secrets)
                .clock(new MovableClock())
                .blobStore(blobs)
                .build();
        RestSettings settings = RestSettings.builder()
                .port(port)
                .baseUrl(URI.create("https://tenon.example.org/base/"))
                .limits(limits)
                .signature(text -> secrets.pseudonym("http", text))
                .notice(notice)
                .drain(Duration.ofSeconds(5))
                .build();
        RouteTable routes = new RouteTable();
        mount.accept(routes, tenon);
        server = new HttpServer(tenon, settings, routes, metrics, () -> {});
        server.start();
    }

    int port() {
        return server.port();
    }

    RawClient client() {
        return new RawClient(server.port());
    }

    /** One request on a connection of its own. */
    RawAnswer ask(String request) {
        try (RawClient client = client()) {
            return client.send(request).read();
        }
    }

    /** A token of a new member. */
    String token(String email) {
        return token(email, Set.of());
    }

    /** A token of a new account with further roles. */
    String token(String email, Set<String> roles) {
        Account account = tenon.accounts()
                .register(
                        Actor.system("test"),
                        Fixtures.aRegistration(email).verified().withRoles(roles));
        Actor anonymous = Actor.anonymous(new RequestOrigin("test", null, null));
        return tenon.sessions()
                .open(anonymous, new Credentials(account.email().value(), Fixtures.PASSWORD))
                .token()
                .text();
    }

    void stop() {
        server.stop();
    }

    @Override
    public void close() {
        server.stop();
    }
}
