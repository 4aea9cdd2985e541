package dev.tenon.app;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.Emails;
import java.time.Duration;

/** The outbox's backlog as of some seconds ago, so that a scrape of the metrics never waits for the database. */
final class BacklogSample implements BackgroundJob {

    private final Emails emails;
    private volatile Backlog latest = new Backlog(0, 0, null);

    BacklogSample(Emails emails) {
        this.emails = emails;
    }

    Backlog latest() {
        return latest;
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
