package dev.tenon.ports.notifications;

import java.time.Duration;

/**
 * What bounds notifications.
 *
 * @param feedsOfPerson how many feeds one person may have open on one server; one more closes the oldest
 * @param feedsOfServer how many feeds a server has open
 * @param recheck how long a feed goes on at most before it is asked again whether its reader may read
 * @param sendsAnHour how many notifications whoever runs an organization may send in its name within an hour
 */
public record NotificationPolicy(int feedsOfPerson, int feedsOfServer, Duration recheck, int sendsAnHour) {

    /** Five feeds of a person, 500 of a server, asked every 15 seconds; 60 an hour of an organization. */
    public static NotificationPolicy standard() {
        return new NotificationPolicy(5, 500, Duration.ofSeconds(15), 60);
    }

    public NotificationPolicy {
        if (feedsOfPerson < 1 || feedsOfServer < 1 || !recheck.isPositive() || sendsAnHour < 1) {
            throw new IllegalArgumentException("Everything is bounded, and allows at least one");
        }
    }
}
