package dev.tenon.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Sockets that connect to nothing that may not be called, however somebody came upon the address: what is written as numbers
 * never passes by {@link GuardedDns}.
 */
final class GuardedSockets extends SocketFactory {

    /** The address is not public. */
    static final class NotPublicException extends IOException {

        private static final long serialVersionUID = 1L;

        NotPublicException() {
            super("The address is not public");
        }
    }

    private final Predicate<InetAddress> mayBeCalled;

    GuardedSockets(Predicate<InetAddress> mayBeCalled) {
        this.mayBeCalled = mayBeCalled;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                guard(endpoint);
                super.connect(endpoint, timeout);
            }
        };
    }

    private void guard(SocketAddress endpoint) throws IOException {
        if (!(endpoint instanceof InetSocketAddress known)
                || known.getAddress() == null
                || !mayBeCalled.test(known.getAddress())) {
            throw new NotPublicException();
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress endpoint) throws IOException {
        guard(endpoint);
        Socket socket = createSocket();
        socket.connect(endpoint);
        return socket;
    }
}
