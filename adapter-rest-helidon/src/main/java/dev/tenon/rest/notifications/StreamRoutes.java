package dev.tenon.rest.notifications;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFeed;
import dev.tenon.ports.notifications.NotificationRefusal;
import dev.tenon.ports.notifications.Notifications;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.OpenStreams;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Notifications as they come: server-sent events (WHATWG HTML, section 9.2). Each is one event, whose id says where to go on after
 * it. It is written on the request's own thread, which waits while nothing comes.
 */
final class StreamRoutes {

    private static final String PATH = "/v1/notifications/stream";
    private static final String MEDIA_TYPE = "text/event-stream";

    /** After so long a client that lost its stream asks again. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** Proxies and clients take a connection for dead on which nothing comes for longer. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Notifications notifications;
    private final OpenStreams streams;

    StreamRoutes(Notifications notifications, OpenStreams streams) {
        this.notifications = notifications;
        this.streams = streams;
    }

    void routing(RouteTable routes) {
        routes.add(get(PATH, SIGNED_IN, this::stream).answering(MEDIA_TYPE).load(Load.LONG));
    }

    private Answer stream(Call call) {
        long after = call.header("Last-Event-ID")
                .filter(given -> !given.isEmpty())
                .map(given -> position(call, given))
                .orElse(-1L);
        NotificationFeed feed = streams.add(notifications.follow(call.actor(), after));
        if (call.isHead()) {
            streams.remove(feed);
            feed.close();
        }
        return Answer.endless(MEDIA_TYPE, out -> write(call, feed, out))
                // nginx would keep events until it has a few of them.
                .with("X-Accel-Buffering", "no");
    }

    private static long position(Call call, String eventId) {
        return call.unsealed(eventId)
                .flatMap(StreamRoutes::number)
                .orElseThrow(NotificationRefusal.POSITION_INVALID::refusal);
    }

    private static Optional<Long> number(String text) {
        return text.chars().allMatch(each -> each >= '0' && each <= '9') && text.length() <= 18
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }

    private void write(Call call, NotificationFeed feed, OutputStream out) throws IOException {
        try (feed) {
            send(out, "retry: " + RETRY.toMillis() + "\nid: " + id(call, feed) + "\nevent: position\ndata: {}\n\n");
            while (feed.isOpen()) {
                Optional<Notification> next = feed.next(HEARTBEAT);
                if (next.isPresent()) {
                    event(call, feed, next.get(), out);
                } else if (feed.isOpen()) {
                    send(out, ":\n\n");
                }
            }
            send(out, "event: reconnect\ndata: {}\n\n");
        } catch (Refusal over) {
            // Whoever asks again is told why.
            send(out, "event: end\ndata: {}\n\n");
        } finally {
            streams.remove(feed);
        }
    }

    private static void event(Call call, NotificationFeed feed, Notification notification, OutputStream out)
            throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream(512);
        event.write(utf8("id: " + id(call, feed) + "\nevent: notification\ndata: "));
        // One line: JSON has no line breaks but those that are escaped.
        event.write(Json.bytes(NotificationResponse.from(notification)));
        event.write(utf8("\n\n"));
        out.write(event.toByteArray());
        out.flush();
    }

    private static String id(Call call, NotificationFeed feed) {
        return call.sealed(Long.toString(feed.position()));
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(utf8(text));
        out.flush();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
