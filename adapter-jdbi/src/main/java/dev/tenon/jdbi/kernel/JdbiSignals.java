package dev.tenon.jdbi.kernel;

import dev.tenon.ports.kernel.spi.Signals;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's NOTIFY and LISTEN. While anybody listens, one thread holds one connection of the pool and waits on it, for two
 * seconds at a time: then whoever listens is woken anyway, for a signal may have been lost with a connection, or by a pooler that
 * hands connections from one to another between transactions. A connection that broke is replaced.
 */
public final class JdbiSignals implements Signals {

    private static final Logger LOG = LoggerFactory.getLogger(JdbiSignals.class);
    private static final int LONGEST_WAIT_MILLIS = 2_000;
    private static final Pattern TOPIC = Pattern.compile("[a-z][a-z_]{0,40}");
    private static final String PREFIX = "tenon_";

    private final Handles handles;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    // What the monitor of this guards.
    private @Nullable Thread thread;

    public JdbiSignals(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void send(String topic) {
        handles.write(handle -> handle.createQuery("SELECT pg_notify(:channel, '')")
                .bind("channel", channel(topic))
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public Listening listen(String topic, Runnable woken) {
        Listener listener = new Listener(channel(topic), woken);
        synchronized (this) {
            listeners.add(listener);
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("tenon-signals").start(this::listenWhileNeeded);
            }
        }
        return listener;
    }

    private static String channel(String topic) {
        if (!TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException("A topic is a word of small letters and underscores");
        }
        return PREFIX + topic;
    }

    private synchronized boolean isNeeded() {
        if (listeners.isEmpty()) {
            thread = null;
        }
        return Thread.currentThread() == thread;
    }

    private void listenWhileNeeded() {
        while (isNeeded()) {
            try (Handle handle = handles.openApart()) {
                listen(handle.getConnection());
            } catch (JdbiException | SQLException lost) {
                if (!listeners.isEmpty()) {
                    LOG.warn(
                            "The connection that listens for signals was lost, and is made anew: {}",
                            lost.getMessage());
                }
            }
            // Nobody knows what was missed.
            wake(null);
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection signals = connection.unwrap(PGConnection.class);
        Set<String> heard = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            while (isNeeded()) {
                for (Listener listener : listeners) {
                    if (heard.add(listener.channel)) {
                        statement.execute("LISTEN " + listener.channel);
                    }
                }
                PGNotification[] found = signals.getNotifications(LONGEST_WAIT_MILLIS);
                wake(found == null || found.length == 0 ? null : channels(found));
            }
            // The connection goes back to a pool, and to somebody who does not listen.
            statement.execute("UNLISTEN *");
        }
    }

    private static Set<String> channels(PGNotification[] found) {
        Set<String> channels = new HashSet<>();
        for (PGNotification each : found) {
            channels.add(each.getName());
        }
        return channels;
    }

    private void wake(@Nullable Set<String> channels) {
        for (Listener listener : listeners) {
            if (channels == null || channels.contains(listener.channel)) {
                listener.wake();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LONGEST_WAIT_MILLIS / 4);
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Listener implements Listening {

        private final String channel;
        private final Runnable woken;

        private Listener(String channel, Runnable woken) {
            this.channel = channel;
            this.woken = woken;
        }

        private void wake() {
            try {
                woken.run();
            } catch (RuntimeException failure) {
                // It is woken again soon, and must not keep others from being woken.
                LOG.warn("Somebody who listens for {} failed", channel, failure);
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
