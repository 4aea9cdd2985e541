package dev.tenon.rest.notifications;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.Notifications;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people are told. */
final class NotificationRoutes {

    private static final String[] READ_ONLY = {"id", "status", "createdAt"};
    private static final String[] NEVER_CHANGED = {
        "id",
        "userId",
        "organizationId",
        "type",
        "topic",
        "message",
        "actionUrl",
        "priority",
        "channel",
        "expiresAt",
        "createdAt"
    };

    private final Notifications notifications;

    NotificationRoutes(Notifications notifications) {
        this.notifications = notifications;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/notifications", SIGNED_IN, this::list)
                .query("status", "type", "organizationId", "sort", "limit", "cursor"));
        routes.add(post("/v1/notifications", SIGNED_IN, this::send));
        routes.add(get("/v1/notifications/unread-count", SIGNED_IN, this::unread));
        routes.add(
                post("/v1/notifications/read-all", SIGNED_IN, this::markAllRead).taking(Takes.NOTHING));
        routes.add(get("/v1/notifications/{id}", SIGNED_IN, this::one));
        routes.add(patch("/v1/notifications/{id}", SIGNED_IN, this::mark));
    }

    /** The orders of a list. */
    private enum Sort {
        NEWEST,
        PRIORITY
    }

    private Answer list(Call call) {
        Query query = call.query();
        String organization = query.text("organizationId");
        NotificationFilter filter = new NotificationFilter(
                query.word("status", NotificationStatus.class),
                query.word("type", NotificationType.class),
                organization == null ? null : Ids.parse(organization, OrganizationId::parse, OrganizationId::new),
                query.word("sort", Sort.class) == Sort.PRIORITY);
        return call.page(page -> notifications.list(call.actor(), filter, page), NotificationResponse::from);
    }

    private Answer send(Call call) {
        Fields fields = call.fields();
        NewNotification message = new NewNotification(
                fields.nullableId("userId", UserId::parse),
                fields.nullableId("organizationId", OrganizationId::parse),
                orElse(fields.word("type", EnumSet.allOf(NotificationType.class)), NotificationType.INFO),
                orElse(fields.optionalText("topic"), NotificationTopic.GENERAL.value()),
                fields.text("message"),
                fields.nullableText("actionUrl"),
                orElse(fields.word("priority", EnumSet.allOf(NotificationPriority.class)), NotificationPriority.LOW),
                channel(fields),
                fields.nullableInstant("expiresAt"));
        fields.close(READ_ONLY);
        return call.once(
                Notification.class,
                actor -> notifications.send(actor, message),
                sent -> Answer.json(201, NotificationResponse.from(sent)));
    }

    private static NotificationChannel channel(Fields fields) {
        String word = fields.optionalText("channel");
        if (word == null) {
            return NotificationChannel.IN_APP;
        }
        for (NotificationChannel channel : NotificationChannel.values()) {
            if (channel.channelName().equals(word)) {
                return channel;
            }
        }
        String words = Arrays.stream(NotificationChannel.values())
                .map(NotificationChannel::channelName)
                .collect(Collectors.joining(", "));
        fields.error("channel", "unknown-word", "`channel` is one of: " + words + ".");
        return NotificationChannel.IN_APP;
    }

    private static <T> T orElse(@Nullable T value, T fallback) {
        return Objects.requireNonNullElse(value, fallback);
    }

    private Answer unread(Call call) {
        return Answer.json(200, UnreadCountResponse.from(notifications.unread(call.actor())));
    }

    private record MarkedResponse(int marked) {}

    private Answer markAllRead(Call call) {
        return call.once(
                Integer.class, notifications::markAllRead, marked -> Answer.json(200, new MarkedResponse(marked)));
    }

    private Answer one(Call call) {
        return Answer.json(200, NotificationResponse.from(notifications.get(call.actor(), id(call))));
    }

    private Answer mark(Call call) {
        Fields fields = call.fields();
        NotificationStatus status = fields.word("status", EnumSet.allOf(NotificationStatus.class));
        if (!fields.has("status")) {
            fields.error("status", "missing", "Say `read` or `unread`.");
        }
        fields.close(NEVER_CHANGED);
        Notification marked = notifications.mark(call.actor(), id(call), Objects.requireNonNull(status));
        return Answer.json(200, NotificationResponse.from(marked));
    }

    private static NotificationId id(Call call) {
        return Ids.parse(call.path("id"), NotificationId::parse, NotificationId::new);
    }
}
