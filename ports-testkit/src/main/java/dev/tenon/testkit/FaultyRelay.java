package dev.tenon.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Stands between a client of HTTP and its server, and does with each request what a test wants. */
public final class FaultyRelay implements AutoCloseable {

    /** What becomes of a request. */
    public enum Fate {
        /** It is passed on, and so is the answer. */
        PASSES,
        /** It is answered with 500, and the server never sees it. */
        FAILS,
        /** The server gets the beginning of it, and then the connections are cut. */
        CUT_ON_THE_WAY_THERE,
        /** The server gets it whole; of the answer's body the client gets the first bytes, and then the connections are cut. */
        CUT_ON_THE_WAY_BACK,
        /** The server gets it whole; the client gets no answer, and the connections are cut. */
        ANSWER_LOST,
        /** Nobody answers. */
        SILENCE
    }

    private static final int SOME_BYTES = 1_000;
    private static final byte[] END = {'\r', '\n', '\r', '\n'};

    private final ServerSocket listener;
    private final URI server;
    private volatile Function<String, Fate> fates;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private FaultyRelay(URI server, Function<String, Fate> fates, ServerSocket listener) {
        this.server = server;
        this.fates = fates;
        this.listener = listener;
        Thread.ofVirtual().start(this::listen);
    }

    /** Stands before this server. The fate of each request is asked for by its first line, e.g. {@code GET /a HTTP/1.1}. */
    public static FaultyRelay before(URI server, Function<String, Fate> fates) {
        try {
            return new FaultyRelay(server, fates, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** From now on requests have other fates. */
    public void become(Function<String, Fate> others) {
        fates = others;
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The first lines of all requests so far. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException over) {
                return;
            }
        }
    }

    /** One request for each connection: the client is told to come again. */
    private void serve(Socket client) {
        try (client) {
            byte[] head = head(client.getInputStream());
            String text = new String(head, StandardCharsets.ISO_8859_1);
            if (text.isEmpty()) {
                return;
            }
            String line = text.substring(0, text.indexOf("\r\n"));
            seen.add(line);
            meet(fates.apply(line), client, text);
        } catch (IOException cut) {
            // Somebody hung up, as happens here; the test sees what the client makes of it.
            return;
        }
    }

    private void meet(Fate fate, Socket client, String head) throws IOException {
        long length = length(head);
        switch (fate) {
            case SILENCE -> awaitTheEnd();
            case FAILS -> {
                client.getInputStream().skipNBytes(length);
                client.getOutputStream()
                        .write("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            default -> passOn(fate, client, head, length);
        }
    }

    private void awaitTheEnd() {
        try {
            closed.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void passOn(Fate fate, Socket client, String head, long length) throws IOException {
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            OutputStream there = upstream.getOutputStream();
            there.write(head.replaceFirst("\r\n", "\r\nConnection: close\r\n").getBytes(StandardCharsets.ISO_8859_1));
            copy(client.getInputStream(), there, fate == Fate.CUT_ON_THE_WAY_THERE ? length / 2 : length);
            if (fate == Fate.CUT_ON_THE_WAY_THERE) {
                return;
            }
            InputStream back = upstream.getInputStream();
            byte[] answer = head(back);
            if (fate == Fate.ANSWER_LOST) {
                return;
            }
            client.getOutputStream().write(answer);
            copy(back, client.getOutputStream(), fate == Fate.CUT_ON_THE_WAY_BACK ? SOME_BYTES : Long.MAX_VALUE);
        }
    }

    private static long length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> line.substring("content-length:".length()).strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private static byte[] head(InputStream source) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        int next = 0;
        while (matched < END.length && next >= 0) {
            next = source.read();
            if (next >= 0) {
                head.write(next);
                matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
            }
        }
        return head.toByteArray();
    }

    private static void copy(InputStream source, OutputStream target, long most) throws IOException {
        byte[] buffer = new byte[16_384];
        long left = most;
        while (left > 0) {
            int read = source.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                return;
            }
            target.write(buffer, 0, read);
            target.flush();
            left -= read;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
