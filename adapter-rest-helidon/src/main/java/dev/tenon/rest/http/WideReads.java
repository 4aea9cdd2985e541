package dev.tenon.rest.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has connections read by more than Helidon's 8 KiB at once where more comes, as in an upload: each read has its price, which is
 * above that of the bytes. Needs sockets that read straight into what they are handed, so not those of Helidon's {@code useNio}.
 */
record WideReads(ServerConnectionSelector connections) implements ServerConnectionSelector {

    @Override
    public int bytesToIdentifyConnection() {
        return connections.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return connections.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return connections.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        // Nothing was read of it yet: where only one protocol is spoken, nobody needs to find out which.
        return connections.connection(new Wide(context, DataReader.create(new Source(context.serverSocket()))));
    }

    /** What came on a connection, as it comes: a little of it, or much once a little was too little. */
    private static final class Source implements Supplier<byte @Nullable []> {

        private static final int LITTLE = 8 * 1024;
        private static final int MUCH = 64 * 1024;

        private final HelidonSocket socket;
        private final byte[] little = new byte[LITTLE];
        private boolean comesMore;

        private Source(HelidonSocket socket) {
            this.socket = socket;
        }

        @Override
        public byte @Nullable [] get() {
            byte[] room = comesMore ? new byte[MUCH] : little;
            int read = read(room);
            if (read < 0) {
                return null;
            }
            comesMore = read >= LITTLE;
            return read == MUCH ? room : Arrays.copyOf(room, read);
        }

        // Helidon means to take this away one day; what it leaves, get(), reads no more than 8 KiB.
        @SuppressWarnings("removal")
        private int read(byte[] room) {
            BufferData empty = BufferData.create(room).reset();
            try {
                return socket.read(empty);
            } catch (UncheckedIOException broken) {
                throw new ServerConnectionException("The connection cannot be read", broken);
            }
        }
    }

    /** A connection that is read by another reader, and else as it is. */
    private record Wide(ConnectionContext connection, DataReader dataReader) implements ConnectionContext {

        @Override
        public ListenerContext listenerContext() {
            return connection.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return connection.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return connection.dataWriter();
        }

        @Override
        public Router router() {
            return connection.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return connection.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return connection.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return connection.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return connection.localPeer();
        }

        @Override
        public boolean isSecure() {
            return connection.isSecure();
        }

        @Override
        public String socketId() {
            return connection.socketId();
        }

        @Override
        public String childSocketId() {
            return connection.childSocketId();
        }
    }
}
