package dev.tenon.rest.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection that sends exactly what it is told, and reads answers as they come: no library mends anything. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** An answer as it stood on the wire. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record RawAnswer(int status, List<String> headerLines, byte[] body) {

        @Nullable
        String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headerLines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst()
                    .orElse(null);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    RawClient(int port) {
        try {
            socket = new Socket();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    /** Sends a text as it stands, {@code \n} as CR LF. */
    RawClient send(String text) {
        return sendBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient sendBytes(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Sends as much as the server takes; a server that closes ends it. */
    void sendUntilClosed(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException closed) {
            assert closed != null;
        }
    }

    /** Reads one answer to a request that was not HEAD. */
    RawAnswer read() {
        return read(false);
    }

    RawAnswer read(boolean toHead) {
        try {
            List<String> lines = readHead();
            int status = Integer.parseInt(lines.get(0).split(" ")[1]);
            List<String> headers = lines.subList(1, lines.size());
            RawAnswer head = new RawAnswer(status, headers, new byte[0]);
            boolean isEmpty = toHead || status == 204 || status == 304 || status < 200;
            String length = head.header("Content-Length");
            byte[] body = isEmpty ? new byte[0] : in.readNBytes(length == null ? 0 : Integer.parseInt(length));
            return new RawAnswer(status, headers, body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<String> readHead() throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int each = in.read();
            while (each >= 0 && each != '\n') {
                line.write(each);
                each = in.read();
            }
            if (each < 0) {
                throw new IOException("The server closed before its answer ended: " + lines + line);
            }
            String text = line.toString(StandardCharsets.ISO_8859_1).strip();
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
        }
    }

    /** Waits until the server closes; says how many bytes came before. */
    long drain() {
        long read = 0;
        try {
            byte[] bytes = new byte[8192];
            int step = in.read(bytes);
            while (step >= 0) {
                read += step;
                step = in.read(bytes);
            }
        } catch (SocketTimeoutException stillOpen) {
            throw new UncheckedIOException(stillOpen);
        } catch (IOException reset) {
            // Closed with less courtesy; closed all the same.
            return read;
        }
        return read;
    }

    InputStream in() {
        return in;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }
}
