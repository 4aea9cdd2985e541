package dev.tenon.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that answers what a test wants. What the test is asked about is the command ({@code CONNECT} for the
 * greeting, {@code .} for the end of a mail, else the line); it answers a reply, or one of the deeds below.
 */
final class FaultySmtpServer implements AutoCloseable {

    /** Closes the connection instead of answering. */
    static final String HANG_UP = "HANG UP";
    /** Never answers. */
    static final String SILENCE = "SILENCE";
    /** Answers as a good server does, and then closes the connection. */
    static final String LAST_WORD = "LAST WORD";

    private final ServerSocket listener;
    private final UnaryOperator<@Nullable String> answers;
    private final @Nullable Duration pauseBetweenBytes;
    private final @Nullable SSLContext tls;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mails = new AtomicInteger();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private FaultySmtpServer(
            UnaryOperator<@Nullable String> answers,
            @Nullable Duration pauseBetweenBytes,
            @Nullable SSLContext tls,
            boolean fromTheFirstByte)
            throws IOException {
        this.answers = answers;
        this.pauseBetweenBytes = pauseBetweenBytes;
        this.tls = fromTheFirstByte ? null : tls;
        this.listener = fromTheFirstByte
                ? tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())
                : new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    /** A server that answers so; where the function answers null, as a good server does. */
    static FaultySmtpServer that(UnaryOperator<@Nullable String> answers) throws IOException {
        return new FaultySmtpServer(answers, null, null, false);
    }

    /** A good server that says one byte, waits, and says the next. */
    static FaultySmtpServer slow(Duration pauseBetweenBytes) throws IOException {
        return new FaultySmtpServer(command -> null, pauseBetweenBytes, null, false);
    }

    /** A good server that takes STARTTLS. */
    static FaultySmtpServer withStartTls(SSLContext tls) throws IOException {
        return new FaultySmtpServer(
                command -> command.startsWith("EHLO") ? "250-localhost\r\n250 STARTTLS" : null, null, tls, false);
    }

    /** A good server that speaks TLS from the first byte. */
    static FaultySmtpServer withTls(SSLContext tls) throws IOException {
        return new FaultySmtpServer(command -> null, null, tls, true);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The lines that came in, mails included. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    long count(String start) {
        return heard().stream().filter(line -> line.startsWith(start)).count();
    }

    /** How many connections were opened. */
    int connections() {
        return connections.get();
    }

    /** How many mails came in as a whole, whatever was answered. */
    int mails() {
        return mails.get();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (Socket socket = connection) {
            converse(socket, "CONNECT");
        } catch (IOException gone) {
            heard.add("(gone)");
        }
    }

    private void converse(Socket socket, String first) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        if (!answer(socket, first)) {
            return;
        }
        String line = in.readLine();
        while (line != null) {
            heard.add(line);
            if (line.equals("STARTTLS") && tls != null) {
                say(socket, "220 go on");
                try (SSLSocket secured =
                        (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true)) {
                    secured.setUseClientMode(false);
                    converse(secured, "TLS");
                }
                return;
            }
            if (!answer(socket, line)) {
                return;
            }
            if (line.equals("DATA") && answers.apply(line) == null) {
                String text = in.readLine();
                while (text != null && !text.equals(".")) {
                    heard.add(text);
                    text = in.readLine();
                }
                mails.incrementAndGet();
                if (!answer(socket, ".")) {
                    return;
                }
            }
            line = in.readLine();
        }
    }

    private boolean answer(Socket socket, String command) throws IOException {
        if (command.equals("TLS")) {
            return true;
        }
        String reply = answers.apply(command);
        if (reply == null) {
            reply = usual(command);
        }
        if (reply.equals(LAST_WORD)) {
            say(socket, usual(command));
            return false;
        }
        if (reply.equals(HANG_UP)) {
            return false;
        }
        if (reply.equals(SILENCE)) {
            pause(Duration.ofMinutes(1));
            return false;
        }
        say(socket, reply);
        return !command.equals("QUIT");
    }

    private static String usual(String command) {
        if (command.equals("CONNECT")) {
            return "220 localhost ESMTP";
        } else if (command.equals("DATA")) {
            return "354 go on";
        } else if (command.equals("QUIT")) {
            return "221 bye";
        }
        return "250 fine";
    }

    private void say(Socket socket, String reply) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] bytes = (reply + "\r\n").getBytes(StandardCharsets.US_ASCII);
        if (pauseBetweenBytes == null) {
            out.write(bytes);
            return;
        }
        for (byte one : bytes) {
            out.write(one);
            pause(pauseBetweenBytes);
        }
    }

    /** Ends early when the server is closed. */
    private void pause(Duration time) throws IOException {
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("closed");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
