package dev.tenon.app;

import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.ProcessingBacklog;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.payments.PaymentBacklog;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.webhooks.DeliveryBacklog;
import dev.tenon.ports.webhooks.Webhooks;
import java.time.Duration;
import java.time.InstantSource;

/** The backlogs of mails, of webhooks, of payments and of documents as of some seconds ago, so that a scrape of the metrics never waits for the database. */
final class BacklogSample implements BackgroundJob {

    private final Emails emails;
    private final Webhooks webhooks;
    private final Payments payments;
    private final Processing processing;
    private final InstantSource clock;
    private volatile Backlog latest = Backlog.EMPTY;
    private volatile DeliveryBacklog latestEvents = new DeliveryBacklog(0, 0, null);
    private volatile PaymentBacklog latestPayments = PaymentBacklog.EMPTY;
    private volatile ProcessingBacklog latestProcessing = ProcessingBacklog.EMPTY;

    BacklogSample(Emails emails, Webhooks webhooks, Payments payments, Processing processing, InstantSource clock) {
        this.emails = emails;
        this.webhooks = webhooks;
        this.payments = payments;
        this.processing = processing;
        this.clock = clock;
    }

    Backlog latest() {
        return latest;
    }

    /** For how long the oldest mail has been due, now. */
    double oldestSeconds() {
        return latest.delay(clock.instant()).toMillis() / 1000.0;
    }

    DeliveryBacklog latestEvents() {
        return latestEvents;
    }

    PaymentBacklog latestPayments() {
        return latestPayments;
    }

    ProcessingBacklog latestProcessing() {
        return latestProcessing;
    }

    /** For how long the oldest document has been waiting to be read, now. */
    double oldestDocumentSeconds() {
        return latestProcessing.delay(clock.instant()).toMillis() / 1000.0;
    }

    @Override
    public String name() {
        return "sample-backlogs";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int run() {
        latest = emails.backlog(Actor.system("metrics"));
        latestEvents = webhooks.backlog(Actor.system("metrics"));
        latestPayments = payments.backlog(Actor.system("metrics"));
        latestProcessing = processing.backlog(Actor.system("metrics"));
        return 0;
    }
}
