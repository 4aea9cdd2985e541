package dev.tenon.testkit;

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
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that answers what a test wants. What the test is asked about is the command ({@code CONNECT} for the
 * greeting, {@code .} for the end of a mail, else the line); it answers a reply, or one of the deeds below.
 */
public final class FaultySmtpServer implements AutoCloseable {

    private static final String MESSAGE_ID = "Message-ID: ";

    /** Closes the connection instead of answering. */
    public static final String HANG_UP = "HANG UP";
    /** Never answers. */
    public static final String SILENCE = "SILENCE";
    /** Answers as a good server does, and then closes the connection. */
    public static final String LAST_WORD = "LAST WORD";

    /** Answers as a good server does, one byte a second. */
    public static final String ONE_BYTE_A_SECOND = "ONE BYTE A SECOND";

    private final ServerSocket listener;
    private final Function<String, @Nullable String> answers;
    private final @Nullable Duration pauseBetweenBytes;
    private final @Nullable SSLContext tls;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger mails = new AtomicInteger();
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private FaultySmtpServer(
            Function<String, @Nullable String> answers,
            @Nullable Duration pauseBetweenBytes,
            @Nullable SSLContext upgrade,
            ServerSocket listener) {
        this.answers = answers;
        this.pauseBetweenBytes = pauseBetweenBytes;
        this.tls = upgrade;
        this.listener = listener;
        Thread.ofVirtual().start(this::listen);
    }

    private static ServerSocket plain() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** A server that answers so; where the function answers null, as a good server does. */
    public static FaultySmtpServer that(Function<String, @Nullable String> answers) throws IOException {
        return new FaultySmtpServer(answers, null, null, plain());
    }

    /** A good server that says one byte, waits, and says the next. */
    public static FaultySmtpServer slow(Duration pauseBetweenBytes) throws IOException {
        return new FaultySmtpServer(command -> null, pauseBetweenBytes, null, plain());
    }

    /** A good server that takes STARTTLS. */
    public static FaultySmtpServer withStartTls(SSLContext tls) throws IOException {
        return new FaultySmtpServer(
                command -> command.startsWith("EHLO") ? "250-localhost\r\n250 STARTTLS" : null, null, tls, plain());
    }

    /** A good server that speaks TLS from the first byte. */
    public static FaultySmtpServer withTls(SSLContext tls) throws IOException {
        return new FaultySmtpServer(
                command -> null,
                null,
                null,
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The lines that came in, mails included. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    public long count(String start) {
        return heard().stream().filter(line -> line.startsWith(start)).count();
    }

    /** How many connections were opened. */
    public int connections() {
        return connections.get();
    }

    /** The Message-IDs of the mails that it said it has taken, in their order. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /** How many mails came in as a whole, whatever was answered. */
    public int mails() {
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
        if (!first.equals("TLS") && !answer(socket, first, answers.apply(first))) {
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
            String said = answers.apply(line);
            boolean goesOn = answer(socket, line, said);
            if (goesOn && line.equals("DATA") && said == null) {
                goesOn = receive(socket, in);
            }
            if (!goesOn) {
                return;
            }
            line = in.readLine();
        }
    }

    private boolean receive(Socket socket, BufferedReader in) throws IOException {
        String id = "";
        String text = in.readLine();
        while (text != null && !text.equals(".")) {
            heard.add(text);
            id = text.startsWith(MESSAGE_ID) ? text.substring(MESSAGE_ID.length()) : id;
            text = in.readLine();
        }
        if (text == null) {
            return false;
        }
        mails.incrementAndGet();
        String reply = answers.apply(".");
        if (reply == null || reply.equals(LAST_WORD)) {
            taken.add(id);
        }
        return answer(socket, ".", reply);
    }

    private boolean answer(Socket socket, String command, @Nullable String said) throws IOException {
        String reply = said == null ? usual(command) : said;
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
        if (reply.equals(ONE_BYTE_A_SECOND)) {
            say(socket, usual(command), Duration.ofSeconds(1));
            return true;
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
        say(socket, reply, pauseBetweenBytes);
    }

    private void say(Socket socket, String reply, @Nullable Duration pause) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] bytes = (reply + "\r\n").getBytes(StandardCharsets.US_ASCII);
        if (pause == null) {
            out.write(bytes);
            return;
        }
        for (byte one : bytes) {
            out.write(one);
            pause(pause);
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
