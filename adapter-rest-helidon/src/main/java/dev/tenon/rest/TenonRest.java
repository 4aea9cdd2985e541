package dev.tenon.rest;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.access.AccessResources;
import dev.tenon.rest.accounts.AccountResources;
import dev.tenon.rest.apikeys.ApiKeyResources;
import dev.tenon.rest.audit.AuditResources;
import dev.tenon.rest.billing.BillingResources;
import dev.tenon.rest.documents.DocumentResources;
import dev.tenon.rest.flags.FlagResources;
import dev.tenon.rest.http.HttpMetrics;
import dev.tenon.rest.http.HttpServer;
import dev.tenon.rest.http.OpenStreams;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.invoices.InvoiceResources;
import dev.tenon.rest.notifications.NotificationResources;
import dev.tenon.rest.operation.OperationResources;
import dev.tenon.rest.organizations.OrganizationResources;
import dev.tenon.rest.payments.PaymentResources;
import dev.tenon.rest.plans.PlanResources;
import dev.tenon.rest.signin.SigninResources;
import dev.tenon.rest.support.SupportResources;
import dev.tenon.rest.webhooks.WebhookResources;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Tenon over HTTP. {@link #start} gives a server that runs until it is stopped. */
public final class TenonRest implements AutoCloseable {

    private final HttpServer server;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private TenonRest(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts a server, and returns when it takes requests.
     *
     * @throws java.io.UncheckedIOException if the address or the port cannot be had
     */
    public static TenonRest start(Tenon tenon, RestSettings settings) {
        HttpMetrics metrics = new HttpMetrics(settings.version(), settings.gauges(), tenon.measures());
        AtomicBoolean isOpen = new AtomicBoolean(true);
        OpenStreams streams = new OpenStreams();
        RouteTable routes = routes(tenon, settings, metrics, isOpen::get, streams);
        HttpServer server = new HttpServer(tenon, settings, routes, metrics, () -> {
            isOpen.set(false);
            streams.close();
        });
        server.start();
        return new TenonRest(server);
    }

    /** Every route there is. */
    static RouteTable routes(
            Tenon tenon, RestSettings settings, HttpMetrics metrics, BooleanSupplier isOpen, OpenStreams streams) {
        RouteTable routes = new RouteTable();
        AccountResources.mount(routes, tenon);
        SigninResources.mount(routes, tenon);
        AccessResources.mount(routes, tenon);
        ApiKeyResources.mount(routes, tenon);
        OrganizationResources.mount(routes, tenon);
        PlanResources.mount(routes, tenon);
        BillingResources.mount(routes, tenon);
        InvoiceResources.mount(routes, tenon);
        PaymentResources.mount(routes, tenon);
        DocumentResources.mount(routes, tenon, settings.limits());
        NotificationResources.mount(routes, tenon, streams);
        SupportResources.mount(routes, tenon);
        WebhookResources.mount(routes, tenon);
        FlagResources.mount(routes, tenon);
        AuditResources.mount(routes, tenon);
        OperationResources.mount(routes, settings, metrics, isOpen);
        return routes;
    }

    /** The port that it listens on: the chosen one if the settings said 0. */
    public int port() {
        return server.port();
    }

    /**
     * Stops: readiness goes down, connections are closed after their answers, requests under way finish, the port is closed.
     * Returns when all that is done; a second call does nothing.
     */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            server.stop();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
