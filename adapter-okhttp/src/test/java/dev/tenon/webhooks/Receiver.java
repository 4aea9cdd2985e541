package dev.tenon.webhooks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A receiver on loopback that answers as a test says, byte for byte. One request a connection. */
final class Receiver implements AutoCloseable {

    /** What came: the head as it was, and the body. */
    record Request(String head, String body) {

        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** How it answers. */
    interface Script {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    /** How it answers, and what it hears then. */
    interface Talk {
        void answer(OutputStream out, InputStream in) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Talk talk;

    Receiver(ServerSocketFactory sockets, Script script) throws IOException {
        this(sockets, (out, in) -> script.answer(out));
    }

    Receiver(ServerSocketFactory sockets, Talk talk) throws IOException {
        this.server = sockets.createServerSocket(0, 50, AddressBlock.literal("127.0.0.1"));
        this.talk = talk;
        Thread.ofVirtual().start(this::accept);
    }

    /** One that sends this and ends the connection. */
    static Receiver sending(ServerSocketFactory sockets, String answer) throws IOException {
        return new Receiver(sockets, out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    int port() {
        return server.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            requests.add(read(in));
            talk.answer(socket.getOutputStream(), in);
            socket.getOutputStream().flush();
        } catch (IOException leftByTheCaller) {
            open.remove(socket);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The caller ended before the head did");
            }
            head.write(next);
        }
        Request bare = new Request(head.toString(StandardCharsets.ISO_8859_1), "");
        int length = Integer.parseInt(bare.header("content-length"));
        return new Request(bare.head(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
