package dev.tenon.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between a client and a server on which connections end after so many bytes to the server. */
final class CutConnections implements AutoCloseable {

    private final ServerSocket listener;
    private final URI server;
    private final Queue<Long> cuts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cut = new AtomicInteger();

    private CutConnections(URI server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
        Thread.ofVirtual().start(this::listen);
    }

    static CutConnections before(URI server) throws IOException {
        return new CutConnections(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The next connection that brings so many bytes has brought its last; then the one after it by the next number. */
    void cutAfter(long... bytes) {
        for (long each : bytes) {
            cuts.add(each);
        }
    }

    /** How many were cut. */
    int cut() {
        return cut.get();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket upstream = new Socket(server.getHost(), server.getPort());
                Thread.ofVirtual().start(() -> there(client, upstream));
                Thread.ofVirtual().start(() -> back(client, upstream));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void there(Socket client, Socket upstream) {
        try (client;
                upstream) {
            InputStream source = client.getInputStream();
            OutputStream target = upstream.getOutputStream();
            byte[] buffer = new byte[16_384];
            long passed = 0;
            for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
                target.write(buffer, 0, read);
                passed += read;
                Long limit = cuts.peek();
                if (limit != null && passed >= limit && cuts.remove(limit)) {
                    cut.incrementAndGet();
                    return;
                }
            }
        } catch (IOException ended) {
            // One of the two hung up; so does the other, now.
            return;
        }
    }

    private static void back(Socket client, Socket upstream) {
        try (client;
                upstream) {
            upstream.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException ended) {
            // The same.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
