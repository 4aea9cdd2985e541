package dev.tenon.ports.notifications;

/** Which way a notification comes to people. */
public enum NotificationChannel {
    /** Listed, counted and streamed. */
    IN_APP("in-app"),
    /** Sent by mail alone. */
    EMAIL("email"),
    /** Both. */
    BOTH("both");

    private final String word;

    NotificationChannel(String word) {
        this.word = word;
    }

    /** The name in tables and answers, e.g. {@code in-app}. */
    public String channelName() {
        return word;
    }

    /** Whether it is listed, counted and streamed. */
    public boolean isInApp() {
        return this != EMAIL;
    }

    /** Whether it is sent by mail. */
    public boolean isByMail() {
        return this != IN_APP;
    }
}
