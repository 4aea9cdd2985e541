package dev.tenon.rest.http;

import dev.tenon.ports.notifications.NotificationFeed;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams that a server writes: they would never end by themselves, so whoever stops the server ends them. */
public final class OpenStreams implements AutoCloseable {

    private final Set<NotificationFeed> feeds = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /** Remembers one. If the server is stopping it is over at once: a refusal would keep a browser from asking the next server. */
    public NotificationFeed add(NotificationFeed feed) {
        feeds.add(feed);
        if (isClosed) {
            remove(feed);
            feed.close();
        }
        return feed;
    }

    /** Forgets one that has ended. */
    public void remove(NotificationFeed feed) {
        feeds.remove(feed);
    }

    /** Ends every stream, and takes no further one: clients ask another server, or this one when it is back. */
    @Override
    public void close() {
        isClosed = true;
        feeds.forEach(NotificationFeed::close);
    }
}
