package dev.tenon.cli.notifications;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationFeed;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.UnreadCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon notifications}. */
@Command(
        name = "notifications",
        description = "What people are told, listed and as it comes.",
        footer = {
            "",
            "Examples:",
            "  tenon notifications send --to ana@example.org Ready",
            "  tenon notifications list --as ana@example.org --status unread",
            "  tenon notifications watch --as ana@example.org"
        },
        subcommands = {
            NotificationsCommand.ListAll.class,
            NotificationsCommand.Show.class,
            NotificationsCommand.Unread.class,
            NotificationsCommand.Send.class,
            NotificationsCommand.Read.class,
            NotificationsCommand.Watch.class
        })
public final class NotificationsCommand {

    private static final List<Field<Notification>> FIELDS = List.of(
            Field.shown("id", "Id", Notification::id),
            Field.scripted("userId", Notification::userId),
            Field.scripted("organizationId", Notification::organizationId),
            Field.shown("createdAt", "When", Notification::createdAt),
            Field.shown("status", "Status", notification -> word(notification.status())),
            Field.shown("priority", "Priority", notification -> word(notification.priority())),
            Field.shown("type", "Type", notification -> word(notification.type())),
            Field.shown("topic", "Topic", Notification::topic),
            Field.flowing("message", "Message", Notification::message),
            Field.scripted(
                    "actionUrl",
                    notification -> notification.actionUrl() == null
                            ? null
                            : notification.actionUrl().toString()),
            Field.scripted("channel", notification -> notification.channel().channelName()),
            Field.scripted("expiresAt", Notification::expiresAt));

    private static final List<Field<UnreadCount>> UNREAD = List.of(
            Field.shown("count", "Unread", UnreadCount::count),
            Field.shown("hasMore", "And more", UnreadCount::hasMore));

    private static NotificationId id(String given) {
        return NotificationId.parse(given)
                .orElseThrow(() ->
                        new Stopped(Kind.MALFORMED, "Name the notification by its id; \"" + given + "\" is none."));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant that a word stands for; {@code null} for none. */
    private static <E extends Enum<E>> @Nullable E constant(String option, @Nullable String word, E[] known) {
        if (word == null) {
            return null;
        }
        return Stream.of(known)
                .filter(each -> word(each).equals(word))
                .findFirst()
                .orElseThrow(() -> new Stopped(
                        Kind.MALFORMED,
                        option + " takes one of: "
                                + String.join(
                                        ", ",
                                        Stream.of(known)
                                                .map(NotificationsCommand::word)
                                                .toList())
                                + "."));
    }

    /** {@code tenon notifications list}. */
    @Command(
            name = "list",
            description = "List somebody's notifications, newest first.",
            footer = {
                "",
                "Examples:",
                "  tenon notifications list --as ana@example.org --status unread --by-priority",
                "  tenon notifications list --as ana@example.org --all -o jsonl"
            })
    static final class ListAll extends PersonalCommand {

        @Option(names = "--status", paramLabel = "STATUS", description = "Only those that are unread, or read.")
        private @Nullable String status;

        @Option(names = "--type", paramLabel = "TYPE", description = "Only these: info, success, warning or error.")
        private @Nullable String type;

        @Option(
                names = "--organization",
                paramLabel = "ID",
                description = "Only those to this organization's members, or about it.")
        private @Nullable String organization;

        @Option(names = "--by-priority", description = "The highest priority first.")
        private boolean byPriority;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            NotificationFilter filter = new NotificationFilter(
                    constant("--status", status, NotificationStatus.values()),
                    constant("--type", type, NotificationType.values()),
                    Work.organizationId(organization),
                    byPriority);
            paging.print(work.output(), page -> work.tenon().notifications().list(person, filter, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon notifications show}. */
    @Command(
            name = "show",
            description = "Show one of somebody's notifications; it stays unread.",
            footer = {
                "",
                "Example:",
                "  tenon notifications show --as ana@example.org 01a2038e-7f00-7e52-9d1c-4b5a69788796"
            })
    static final class Show extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = "Which one.")
        private String id = "";

        @Override
        protected int run(Work work, Actor person) {
            work.output().one(work.tenon().notifications().get(person, NotificationsCommand.id(id)), FIELDS);
            return 0;
        }
    }

    /** {@code tenon notifications unread}. */
    @Command(
            name = "unread",
            description = "Count somebody's unread notifications, up to a thousand.",
            footer = {"", "Example:", "  tenon notifications unread --as ana@example.org"})
    static final class Unread extends PersonalCommand {

        @Override
        protected int run(Work work, Actor person) {
            work.output().one(work.tenon().notifications().unread(person), UNREAD);
            return 0;
        }
    }

    /** {@code tenon notifications send}. */
    @Command(
            name = "send",
            description = "Notify a person, or all members of an organization.",
            footer = {
                "",
                "Examples:",
                "  tenon notifications send --to ana@example.org --type success Ready",
                "  tenon notifications send --organization 01a2038e-7f00-7d31-8c6a-7f5d4b3e2c1a --channel both"
                        + " Maintenance"
            })
    static final class Send extends ActingCommand {

        @Parameters(paramLabel = "MESSAGE", description = "What to say, in up to 2,000 characters of plain text.")
        private String message = "";

        @Option(names = "--to", paramLabel = "USER", description = "Whom to tell (e-mail address or id).")
        private @Nullable String to;

        @Option(
                names = "--organization",
                paramLabel = "ID",
                description = "Whose members to tell; with --to, which organization it is about.")
        private @Nullable String organization;

        @Option(names = "--type", paramLabel = "TYPE", description = "info (the default), success, warning or error.")
        private @Nullable String type;

        @Option(names = "--topic", paramLabel = "TOPIC", description = "What it is about: a word (default: general).")
        private @Nullable String topic;

        @Option(names = "--priority", paramLabel = "PRIORITY", description = "low (the default), medium or high.")
        private @Nullable String priority;

        @Option(names = "--channel", paramLabel = "CHANNEL", description = "in-app (the default), email or both.")
        private @Nullable String channel;

        @Option(names = "--url", paramLabel = "URL", description = "Where it leads: a path of yours, or an https URL.")
        private @Nullable String url;

        @Option(names = "--expires", paramLabel = "TIME", description = "From when on it is not shown any more.")
        private @Nullable Instant expires;

        @Override
        protected int run(Work work, Actor actor) {
            @Nullable UserId person = to == null ? null : work.as(to).userId();
            NewNotification command = new NewNotification(
                    person,
                    Work.organizationId(organization),
                    orElse(constant("--type", type, NotificationType.values()), NotificationType.INFO),
                    orElse(topic, NotificationTopic.GENERAL.value()),
                    message,
                    url,
                    orElse(constant("--priority", priority, NotificationPriority.values()), NotificationPriority.LOW),
                    channel(),
                    expires);
            work.output().one(work.tenon().notifications().send(actor, command), FIELDS);
            return 0;
        }

        private NotificationChannel channel() {
            return Stream.of(NotificationChannel.values())
                    .filter(each -> each.channelName().equals(orElse(channel, "in-app")))
                    .findFirst()
                    .orElseThrow(() -> new Stopped(Kind.MALFORMED, "--channel takes one of: in-app, email, both."));
        }

        private static <T> T orElse(@Nullable T value, T fallback) {
            return Objects.requireNonNullElse(value, fallback);
        }
    }

    /** {@code tenon notifications read}. */
    @Command(
            name = "read",
            description = "Mark a notification as read, or all of them.",
            footer = {
                "",
                "Examples:",
                "  tenon notifications read --as ana@example.org 01a2038e-7f00-7e52-9d1c-4b5a69788796",
                "  tenon notifications read --as ana@example.org --all"
            })
    static final class Read extends PersonalCommand {

        @Parameters(arity = "0..1", paramLabel = "ID", description = "Which one.")
        private @Nullable String id;

        @Option(names = "--all", description = "All that are shown now.")
        private boolean all;

        @Option(names = "--unread", description = "Mark it as unread instead.")
        private boolean unread;

        @Override
        protected int run(Work work, Actor person) {
            if (all == (id != null) || (all && unread)) {
                throw new Stopped(Kind.MALFORMED, "Name one notification by its id, or say --all.");
            }
            if (all) {
                int marked = work.tenon().notifications().markAllRead(person);
                work.output().say(marked + (marked == 1 ? " notification is" : " notifications are") + " read now.");
                return 0;
            }
            String given = Objects.requireNonNull(id);
            NotificationId notification = id(given);
            NotificationStatus status = unread ? NotificationStatus.UNREAD : NotificationStatus.READ;
            work.output().one(work.tenon().notifications().mark(person, notification, status), FIELDS);
            return 0;
        }
    }

    /** {@code tenon notifications watch}. */
    @Command(
            name = "watch",
            description = "Print somebody's notifications as they are sent, until interrupted.",
            footer = {
                "",
                "With -o jsonl, each is one line of JSON, with the position to go on after.",
                "",
                "Examples:",
                "  tenon notifications watch --as ana@example.org",
                "  tenon notifications watch --as ana@example.org --after 4711 -o jsonl"
            })
    static final class Watch extends PersonalCommand {

        private static final Duration PATIENCE = Duration.ofSeconds(15);

        @Option(names = "--after", paramLabel = "POSITION", description = "Begin after this position, and not now.")
        private @Nullable Long after;

        @Option(names = "--count", paramLabel = "N", description = "End after so many.")
        private long count = Long.MAX_VALUE;

        @Override
        protected int run(Work work, Actor person) {
            try (NotificationFeed feed =
                    work.tenon().notifications().follow(person, Objects.requireNonNullElse(after, -1L))) {
                work.output().say("Waiting for notifications from position " + feed.position() + " on.");
                for (long left = count; left > 0 && feed.isOpen(); ) {
                    Optional<Notification> next = feed.next(PATIENCE);
                    if (next.isPresent()) {
                        work.output()
                                .asItComes(new Watched(feed.position(), next.get()), Watched.FIELDS, Watched::line);
                        left--;
                    }
                }
            }
            return 0;
        }
    }

    /** One at its place. */
    private record Watched(long position, Notification notification) {

        private static final List<Field<Watched>> FIELDS = Stream.concat(
                        Stream.of(Field.<Watched>scripted("position", Watched::position)),
                        NotificationsCommand.FIELDS.stream().map(field -> field.of(Watched::notification)))
                .toList();

        private String line() {
            return "%s  %-6s  %-7s  %s"
                    .formatted(
                            notification.createdAt(),
                            word(notification.priority()),
                            word(notification.type()),
                            notification.message().replace('\n', ' '));
        }
    }
}
