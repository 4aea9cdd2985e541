package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.notifications.spi.NotificationStreamStore;
import java.time.Duration;

/**
 * Gives notifications their places in the stream, soon after the commit that made them. Who makes one cannot know its place: a
 * commit that began earlier may end later, and a reader who has passed its place would never see it. So places are given by one at a
 * time, to what is visible then, and become visible in their order.
 */
record StreamPlaces(Kernel kernel) {

    /** What whoever follows listens for. */
    static final String TOPIC = "notifications";

    private static final Duration PAUSE = Duration.ofMillis(250);

    BackgroundJob job() {
        return Job.of("order-notifications", PAUSE, this::give);
    }

    /** Gives places to one batch; returns how many. Asks without a commit first, for mostly there is nothing to do. */
    int give() {
        NotificationStreamStore stream = kernel.storage().notificationStream();
        if (!stream.hasUnplaced()) {
            return 0;
        }
        return kernel.storage().unitOfWork().run(() -> {
            int placed = stream.place(Job.BATCH);
            if (placed > 0) {
                kernel.storage().signals().send(TOPIC);
            }
            return placed;
        });
    }
}
