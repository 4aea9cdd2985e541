package dev.tenon.app;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.Emails;
import java.time.Duration;
import java.time.InstantSource;

/** The outbox's backlog as of some seconds ago, so that a scrape of the metrics never waits for the database. */
final class BacklogSample implements BackgroundJob {

    private final Emails emails;
    private final InstantSource clock;
    private volatile Backlog latest = Backlog.EMPTY;

    BacklogSample(Emails emails, InstantSource clock) {
        this.emails = emails;
        this.clock = clock;
    }

    Backlog latest() {
        return latest;
    }

    /** For how long the oldest mail has been due, now. */
    double oldestSeconds() {
        return latest.delay(clock.instant()).toMillis() / 1000.0;
    }

    @Override
    public String name() {
        return "sample-mail-backlog";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int run() {
        latest = emails.backlog(Actor.system("metrics"));
        return 0;
    }
}
