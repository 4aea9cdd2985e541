package dev.tenon.app;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.webhooks.DeliveryBacklog;
import dev.tenon.ports.webhooks.Webhooks;
import java.time.Duration;
import java.time.InstantSource;

/** The backlogs of mails and of webhooks as of some seconds ago, so that a scrape of the metrics never waits for the database. */
final class BacklogSample implements BackgroundJob {

    private final Emails emails;
    private final Webhooks webhooks;
    private final InstantSource clock;
    private volatile Backlog latest = Backlog.EMPTY;
    private volatile DeliveryBacklog latestEvents = new DeliveryBacklog(0, 0, null);

    BacklogSample(Emails emails, Webhooks webhooks, InstantSource clock) {
        this.emails = emails;
        this.webhooks = webhooks;
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
        return 0;
    }
}
