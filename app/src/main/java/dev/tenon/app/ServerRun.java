package dev.tenon.app;

import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.cli.Surroundings;
import dev.tenon.jdbi.PoolFigures;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.payments.PaymentBacklog;
import dev.tenon.rest.MetricGauge;
import dev.tenon.rest.ReadinessCheck;
import dev.tenon.rest.RestSettings;
import dev.tenon.rest.TenonRest;
import dev.tenon.rest.TestClockControl;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server with its background workers. A signal makes it drain: readiness goes down, requests under way are
 * answered, jobs finish their batch, and only then does the database go.
 */
final class ServerRun implements Surroundings.Server {

    private static final Logger LOG = LoggerFactory.getLogger(ServerRun.class);
    private static final int SECONDS_TO_CHECK = 1;

    private final Installation installation;
    private final BackgroundWorkers workers;
    private final TenonRest rest;
    private final RunningServerFile runningServer;
    private final URI address;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ServerRun(
            Installation installation,
            BackgroundWorkers workers,
            TenonRest rest,
            RunningServerFile runningServer,
            URI address) {
        this.installation = installation;
        this.workers = workers;
        this.rest = rest;
        this.runningServer = runningServer;
        this.address = address;
    }

    static ServerRun start(Settings settings, Installation installation, @Nullable TestClock testClock) {
        InstantSource clock = testClock == null ? InstantSource.system() : testClock;
        Tenon tenon = installation.tenon();
        BacklogSample backlog = new BacklogSample(tenon, clock);
        List<BackgroundJob> jobs = new ArrayList<>(installation.tenon().jobs());
        jobs.add(backlog);
        BackgroundWorkers workers = new BackgroundWorkers(jobs);
        RestSettings restSettings = RestSettings.builder()
                .host(settings.text(Setting.HTTP_HOST))
                .port(settings.number(Setting.HTTP_PORT, 0, 65_535))
                .baseUrl(Installation.baseUrl(settings))
                .trustedProxies(Installation.trustedProxies(settings))
                .signature(installation::signature)
                .version(Version.text())
                .readiness(List.of(new ReadinessCheck("database", () -> answers(installation))))
                .gauges(gauges(installation, backlog))
                .testClock(testClock == null ? null : new MovedClock(testClock, workers))
                .build();
        TenonRest rest = TenonRest.start(installation.tenon(), restSettings);
        workers.start();
        ServerRun run = new ServerRun(
                installation,
                workers,
                rest,
                new RunningServerFile(settings.dataDirectory()),
                address(settings.text(Setting.HTTP_HOST), rest.port()));
        run.runningServer.write(run.address());
        Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "tenon-stop"));
        installation.database().keepForServer();
        installation.warmUp();
        return run;
    }

    @Override
    public URI address() {
        return address;
    }

    private static URI address(String host, int port) {
        String inBrackets = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return URI.create("http://" + inBrackets + ":" + port);
    }

    @Override
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        try {
            runningServer.remove(address());
            rest.stop();
            workers.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            installation.close();
            stopped.countDown();
        }
    }

    private static boolean answers(Installation installation) {
        try (Connection connection = installation.database().dataSource().getConnection()) {
            return connection.isValid(SECONDS_TO_CHECK);
        } catch (SQLException unreachable) {
            LOG.warn("The database does not answer: {}", unreachable.getMessage());
            return false;
        }
    }

    private static List<MetricGauge> gauges(Installation installation, BacklogSample backlog) {
        return List.of(
                pool("tenon_db_connections_active", "Connections in use", installation, PoolFigures::active),
                pool("tenon_db_connections_idle", "Connections at rest", installation, PoolFigures::idle),
                pool("tenon_db_connections_waiting", "Threads that wait for one", installation, PoolFigures::waiting),
                pool("tenon_db_connections_max", "Connections at most", installation, PoolFigures::max),
                mail("tenon_mail_due", "Mails that are due or under way", backlog, Backlog::due),
                mail("tenon_mail_sending", "Mails that a worker has in its hands", backlog, Backlog::sending),
                mail("tenon_mail_waiting", "Mails that failed and wait for their next try", backlog, Backlog::waiting),
                new MetricGauge(
                        "tenon_mail_oldest_seconds", "How long the oldest mail has been due", backlog::oldestSeconds),
                mail("tenon_mail_dead", "Mails that were given up", backlog, Backlog::dead),
                new MetricGauge(
                        "tenon_webhooks_due",
                        "Events that are due or under way",
                        () -> backlog.latestEvents().due()),
                new MetricGauge(
                        "tenon_webhooks_dead",
                        "Events that were given up",
                        () -> backlog.latestEvents().dead()),
                new MetricGauge(
                        "tenon_processing_due",
                        "Documents that are to be read or are being read",
                        () -> backlog.latestProcessing().due()),
                new MetricGauge(
                        "tenon_processing_waiting",
                        "Documents that wait for another try to read them",
                        () -> backlog.latestProcessing().waiting()),
                new MetricGauge(
                        "tenon_processing_given_up",
                        "Documents that cannot be read",
                        () -> backlog.latestProcessing().failed()),
                new MetricGauge(
                        "tenon_processing_oldest_seconds",
                        "How long the oldest document has been waiting to be read",
                        backlog::oldestDocumentSeconds),
                new MetricGauge(
                        "tenon_tickets_open",
                        "Support tickets that nobody has answered",
                        () -> backlog.latestTickets().open()),
                new MetricGauge(
                        "tenon_tickets_in_progress",
                        "Support tickets that are answered and not resolved",
                        () -> backlog.latestTickets().inProgress()),
                new MetricGauge(
                        "tenon_tickets_oldest_seconds",
                        "How long ago the oldest open support ticket was asked",
                        backlog::oldestTicketSeconds),
                paid("tenon_payments_pending", "Payments whose gateway is asked", backlog, PaymentBacklog::pending),
                paid("tenon_payments_needs_action", "Payments to confirm", backlog, PaymentBacklog::needsAction),
                paid("tenon_payments_unknown", "Payments without an answer", backlog, PaymentBacklog::unknown),
                paid("tenon_payments_stuck", "Payments that staff has to settle", backlog, PaymentBacklog::stuck),
                paid(
                        "tenon_payments_declined_softly",
                        "Payments declined for now within a day",
                        backlog,
                        PaymentBacklog::declinedSoftly),
                paid(
                        "tenon_payments_declined_hard",
                        "Payments declined for good within a day",
                        backlog,
                        PaymentBacklog::declinedHard),
                paid(
                        "tenon_payments_failed",
                        "Payments that a gateway did not make within a day",
                        backlog,
                        PaymentBacklog::failed));
    }

    private static MetricGauge pool(
            String name, String help, Installation installation, ToDoubleFunction<PoolFigures> figure) {
        return new MetricGauge(
                name, help, () -> figure.applyAsDouble(installation.database().figures()));
    }

    private static MetricGauge mail(String name, String help, BacklogSample backlog, ToDoubleFunction<Backlog> figure) {
        return new MetricGauge(name, help, () -> figure.applyAsDouble(backlog.latest()));
    }

    private static MetricGauge paid(
            String name, String help, BacklogSample backlog, ToDoubleFunction<PaymentBacklog> figure) {
        return new MetricGauge(name, help, () -> figure.applyAsDouble(backlog.latestPayments()));
    }

    /** A clock that runs what became due whenever it is moved. */
    private record MovedClock(TestClock clock, BackgroundWorkers workers) implements TestClockControl {

        @Override
        public Instant advance(Duration by) {
            workers.runDue(() -> clock.set(clock.instant().plus(by)));
            return clock.instant();
        }

        @Override
        public Instant set(Instant to) {
            workers.runDue(() -> {
                if (to.isBefore(clock.instant())) {
                    throw new IllegalArgumentException("The test clock only goes forward");
                }
                clock.set(to);
            });
            return clock.instant();
        }
    }
}
