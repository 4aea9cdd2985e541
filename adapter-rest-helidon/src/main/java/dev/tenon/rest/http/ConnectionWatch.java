package dev.tenon.rest.http;

import dev.tenon.rest.RestLimits;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.DirectHandler;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what takes too long. Helidon ends a connection that is silent between requests; it knows no limit for headers that
 * do not end, for a body that trickles, for an answer that nobody takes, nor for a request that is stuck. This does, and it
 * bounds the connections with an answer instead of letting them wait unseen.
 *
 * <p>All methods but {@link #sweep} are called on the connection's own thread.
 */
final class ConnectionWatch implements Http1ConnectionListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.tenon.rest");
    private static final long SWEEP_MILLIS = 500;
    private static final int MOST_INTERRUPTED = 2;
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RestLimits limits;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<@Nullable Connection> CURRENT = new ThreadLocal<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tenon-http-watch").factory());

    /** What the connection waits for. */
    private enum Phase {
        /** The next request: Helidon's idle timeout. */
        IDLE,
        /** The rest of the headers. */
        HEADERS,
        /** The client, with more of the body. */
        RECEIVING,
        /** Tenon. */
        WORKING,
        /** The client, to take more of the answer. */
        SENDING,
        /** The client, to read the answer while it is still sending a body that nobody wants. */
        LINGERING
    }

    private final ScheduledFuture<?> sweeping;

    ConnectionWatch(RestLimits limits) {
        this.limits = limits;
        this.sweeping = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    // ---- what Helidon tells

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        of(context).enter(Phase.HEADERS);
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        of(context).begin();
    }

    @Override
    public void data(ConnectionContext context, BufferData data) {
        count(data.available());
    }

    @Override
    public void data(ConnectionContext context, byte[] data, int position, int length) {
        count(length);
    }

    private void count(int bytes) {
        Connection connection = CURRENT.get();
        if (connection != null) {
            connection.moved(bytes);
        }
    }

    private Connection of(ConnectionContext context) {
        Connection connection = CURRENT.get();
        if (connection == null) {
            connection = new Connection(Thread.currentThread(), context.serverSocket());
            CURRENT.set(connection);
            connections.add(connection);
            refuseIfTooMany(connection);
        }
        return connection;
    }

    private void refuseIfTooMany(Connection connection) {
        if (connections.size() > limits.connections()) {
            connections.removeIf(Connection::isOver);
        }
        if (connections.size() > limits.connections()) {
            connections.remove(connection);
            throw RequestException.builder()
                    .type(DirectHandler.EventType.OTHER)
                    .status(Status.SERVICE_UNAVAILABLE_503)
                    .setKeepAlive(false)
                    .message("Too many connections")
                    .build();
        }
    }

    // ---- what the dispatcher tells

    /** The handler works from here on; a short request is held to the time limit. */
    void working(boolean isShort) {
        Connection connection = CURRENT.get();
        if (connection != null) {
            connection.work(isShort);
        }
    }

    /** The handler waits for the client to send. */
    void receiving() {
        turn(Phase.RECEIVING);
    }

    /** The handler waits for the client to take. */
    void sending() {
        turn(Phase.SENDING);
    }

    /** The answer is sent, and what still comes is read for a moment. */
    void lingering() {
        turn(Phase.LINGERING);
    }

    /** The client did what it was waited for. */
    void moving() {
        turn(Phase.WORKING);
    }

    private void turn(Phase phase) {
        Connection connection = CURRENT.get();
        if (connection != null) {
            connection.turn(phase);
        }
    }

    /**
     * The handler has its answer. From here on nobody interrupts it.
     *
     * @return whether it was interrupted for taking too long
     */
    boolean worked() {
        Connection connection = CURRENT.get();
        return connection != null && connection.worked();
    }

    /** The request is over. */
    void done(boolean closes) {
        Connection connection = CURRENT.get();
        if (connection != null) {
            connection.enter(Phase.IDLE);
            if (closes) {
                connections.remove(connection);
            }
        }
    }

    /** How many connections there are that have sent something. */
    int connections() {
        return connections.size();
    }

    // ---- the sweep

    private void sweep() {
        try {
            long now = System.nanoTime();
            connections.removeIf(Connection::isOver);
            connections.forEach(each -> each.judge(now));
        } catch (RuntimeException unexpected) {
            // An exception that left would end the sweeping for good.
            LOG.error("Watching the connections failed once", unexpected);
        }
    }

    @Override
    public void close() {
        sweeping.cancel(false);
        sweeper.shutdown();
    }

    /** One connection. Its own thread and the sweep meet under its lock, which is never held for long. */
    private final class Connection {
        private final Thread thread;
        private final HelidonSocket socket;
        private final AtomicLong moved = new AtomicLong();
        private Phase phase = Phase.IDLE;
        private long since = System.nanoTime();
        private boolean isShort;
        private long clientNanos;
        private long workNanos;
        private int interrupted;

        private Connection(Thread thread, HelidonSocket socket) {
            this.thread = thread;
            this.socket = socket;
        }

        /** Each connection has a thread of its own, which ends with it. */
        private boolean isOver() {
            return !thread.isAlive();
        }

        private synchronized void begin() {
            moved.lazySet(0);
            clientNanos = 0;
            workNanos = 0;
            interrupted = 0;
            isShort = false;
            enter(Phase.WORKING);
        }

        private synchronized void work(boolean isLimited) {
            enter(Phase.WORKING);
            isShort = isLimited;
        }

        private synchronized void enter(Phase next) {
            long now = System.nanoTime();
            if (phase == Phase.RECEIVING || phase == Phase.SENDING) {
                clientNanos += now - since;
            } else if (phase == Phase.WORKING) {
                workNanos += now - since;
            }
            since = now;
            phase = next;
        }

        /** Within a request; a connection that lingers goes on doing so. */
        private synchronized void turn(Phase next) {
            if (phase != Phase.LINGERING) {
                enter(next);
            }
        }

        private synchronized boolean worked() {
            enter(Phase.SENDING);
            boolean wasInterrupted = interrupted > 0;
            if (wasInterrupted) {
                // An interrupt that came too late would close the connection at its next read.
                Thread.interrupted();
            }
            return wasInterrupted;
        }

        private void moved(int bytes) {
            moved.lazySet(moved.get() + bytes);
        }

        private synchronized void judge(long now) {
            long elapsed = now - since;
            switch (phase) {
                case IDLE -> {}
                case HEADERS -> endIf(elapsed > limits.headerTime().toNanos(), "its headers did not end");
                case RECEIVING, SENDING -> {
                    long allowed = limits.slowestGrace().toNanos() + (long) (1e9 * moved.get() / limits.slowestRate());
                    boolean isSlow = clientNanos + elapsed > allowed;
                    endIf(isSlow || elapsed > longestStall(), "its client is too slow");
                }
                case LINGERING -> endIf(elapsed > LINGER_NANOS, "it went on sending after its answer");
                case WORKING -> {
                    long limit = limits.requestTime().toNanos() * (1L + interrupted);
                    if (isShort && workNanos + elapsed > limit) {
                        interrupted++;
                        endIf(interrupted > MOST_INTERRUPTED, "its request does not end");
                        thread.interrupt();
                    }
                }
            }
        }

        /** Who was fast once may not stand still for ever; so long may the slowest take for one piece. */
        private long longestStall() {
            return limits.slowestGrace().toNanos() + (long) (1e9 * HttpServer.COPIED_AT_ONCE / limits.slowestRate());
        }

        private void endIf(boolean isOver, String reason) {
            if (isOver) {
                LOG.info("A connection was closed: {}", reason);
                connections.remove(this);
                try {
                    socket.close();
                } catch (UncheckedIOException alreadyClosed) {
                    LOG.debug("The connection was closed already", alreadyClosed);
                }
            }
        }
    }
}
