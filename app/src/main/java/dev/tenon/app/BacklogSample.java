package dev.tenon.app;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.ProcessingBacklog;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.payments.PaymentBacklog;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketBacklog;
import dev.tenon.ports.webhooks.DeliveryBacklog;
import dev.tenon.ports.webhooks.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The backlogs of mails, of webhooks, of payments, of documents and of support as of some seconds ago, so that a scrape of the metrics never waits for the database. */
final class BacklogSample implements BackgroundJob {

    private final Emails emails;
    private final Webhooks webhooks;
    private final Payments payments;
    private final Processing processing;
    private final SupportTickets tickets;
    private final InstantSource clock;
    private volatile Backlog latest = Backlog.EMPTY;
    private volatile DeliveryBacklog latestEvents = new DeliveryBacklog(0, 0, null);
    private volatile PaymentBacklog latestPayments = PaymentBacklog.EMPTY;
    private volatile ProcessingBacklog latestProcessing = ProcessingBacklog.EMPTY;

    private volatile TicketBacklog latestTickets = TicketBacklog.EMPTY;

    BacklogSample(Tenon tenon, InstantSource clock) {
        this.emails = tenon.emails();
        this.webhooks = tenon.webhooks();
        this.payments = tenon.payments();
        this.processing = tenon.processing();
        this.tickets = tenon.tickets();
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

    TicketBacklog latestTickets() {
        return latestTickets;
    }

    /** For how long the oldest open ticket has been open, now. */
    double oldestTicketSeconds() {
        Instant oldest = latestTickets.oldestOpenAt();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
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
        latestTickets = tickets.backlog(Actor.system("metrics"));
        return 0;
    }
}
