package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.notifications.Notification;
import java.time.Instant;

/** Puts notifications into commits; implemented by the core. */
public interface Notifier {

    /**
     * Writes the notification in the present unit of work.
     *
     * @return what was written
     * @throws IllegalArgumentException if the draft breaks a rule: a message that is empty or too long, or an action that leads to
     *     another host without TLS
     */
    Notification post(NotificationDraft draft, Instant now);

    /** Takes back what was written on an occasion, in the present unit of work. */
    void withdraw(String occasion);
}
