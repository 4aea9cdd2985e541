package dev.tenon.jdbi;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets on which nobody waits for an answer for too long: one is closed then, and whoever waits gets an
 * {@link IOException}. A socket's own timeout does the same, but sets and clears a timer for every answer, which costs a
 * virtual thread more than the reading; here one thread looks at all sockets once in a while.
 *
 * <p>Public, since the driver makes it by its name.
 */
public final class WatchedSockets extends SocketFactory {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedSockets.class);
    private static final long PAUSE_MILLIS = 1_000;

    /** Those that are open, of every factory: the driver makes one for each connection. */
    private static final Set<WatchedSocket> OPEN = ConcurrentHashMap.newKeySet();

    private static @Nullable Thread watch;

    private final Duration longestWait;

    /** The longest wait for an answer, in milliseconds; up to a second may be added. */
    public WatchedSockets(String longestWaitMillis) {
        this.longestWait = Duration.ofMillis(Long.parseLong(longestWaitMillis));
    }

    @Override
    public Socket createSocket() {
        return new WatchedSocket(longestWait.toNanos());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress there, @Nullable InetSocketAddress here) throws IOException {
        Socket socket = createSocket();
        try {
            if (here != null) {
                socket.bind(here);
            }
            socket.connect(there);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private static void watch(WatchedSocket socket) {
        synchronized (OPEN) {
            OPEN.add(socket);
            if (watch == null) {
                watch = Thread.ofPlatform()
                        .daemon()
                        .name("tenon-database-watch")
                        .start(WatchedSockets::look);
            }
        }
    }

    private static void look() {
        while (isNeeded()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException nobodyDoesThat) {
                LOG.warn("The watch over the database's answers was interrupted, and goes on");
            }
            long now = System.nanoTime();
            OPEN.forEach(socket -> socket.closeIfOverdue(now));
        }
    }

    private static boolean isNeeded() {
        synchronized (OPEN) {
            if (OPEN.isEmpty()) {
                watch = null;
            }
            return watch != null;
        }
    }

    private static final class WatchedSocket extends Socket {

        private static final long NOT_WAITING = 0;

        private final long longestWaitNanos;
        private volatile long waitsSince = NOT_WAITING;
        private @Nullable InputStream answers;

        private WatchedSocket(long longestWaitNanos) {
            this.longestWaitNanos = longestWaitNanos;
        }

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            InputStream present = answers;
            if (present == null) {
                present = new Answers(super.getInputStream());
                answers = present;
                watch(this);
            }
            return present;
        }

        @Override
        public void close() throws IOException {
            OPEN.remove(this);
            super.close();
        }

        private void closeIfOverdue(long now) {
            long since = waitsSince;
            if (since == NOT_WAITING || now - since < longestWaitNanos) {
                return;
            }
            LOG.warn("The database has not answered for {} s; its connection is closed", (now - since) / 1_000_000_000);
            try {
                close();
            } catch (IOException failure) {
                LOG.warn("The connection could not be closed", failure);
            }
        }

        private final class Answers extends FilterInputStream {

            private Answers(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                waitsSince = System.nanoTime() | 1;
                try {
                    return in.read();
                } finally {
                    waitsSince = NOT_WAITING;
                }
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                waitsSince = System.nanoTime() | 1;
                try {
                    return in.read(bytes, offset, length);
                } finally {
                    waitsSince = NOT_WAITING;
                }
            }
        }
    }
}
