package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a notification. */
public enum NotificationRefusal implements RefusalCode {
    NOT_FOUND(
            Kind.NOT_FOUND,
            "There is no such notification",
            "List your notifications; one that has expired, or that was for others, is not there."),
    TOO_MANY(
            Kind.TOO_MANY,
            "Too many notifications were sent in the organization's name",
            "Wait as long as the answer says, and put into one notification what belongs together."),
    TOO_MANY_FEEDS(
            Kind.TOO_MANY,
            "Too many streams of notifications are open",
            "Close those that nobody looks at, or wait as long as the answer says."),
    POSITION_INVALID(
            Kind.INVALID,
            "The stream cannot go on from there",
            "Send as `Last-Event-ID` the last id that you got from this stream with the same account; or leave it out to begin"
                    + " now, and list the notifications to see what came before.");

    private final Meaning meaning;

    NotificationRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
