package dev.tenon.rest.http;

import dev.tenon.rest.TrustedProxies;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request as Helidon gives it, in the words that the adapter needs. */
final class Inbound {

    private static final HeaderName USER_AGENT = HeaderNames.USER_AGENT;
    private static final HeaderName REQUEST_ID = HeaderNames.create("Request-Id");

    private static final HeaderName FORWARDED_FOR = HeaderNames.X_FORWARDED_FOR;

    private final ServerRequest request;
    private final ServerRequestHeaders headers;
    private final ConnectionWatch watch;
    private String method;
    private final String rawPath;
    private final boolean hasBody;
    private @Nullable InputStream body;
    private boolean isBroken;
    private boolean isGone;

    Inbound(ServerRequest request, ConnectionWatch watch) {
        this.request = request;
        this.headers = request.headers();
        this.watch = watch;
        this.method = request.prologue().method().text();
        this.rawPath = request.prologue().uriPath().absolute().rawPath();
        this.hasBody = request.content().hasEntity();
    }

    String method() {
        return method;
    }

    /** Takes the request for one of another method: of a client that can send no such. */
    void actAs(String other) {
        method = other;
    }

    String rawPath() {
        return rawPath;
    }

    @Nullable
    String rawQuery() {
        String query = request.prologue().query().rawValue();
        return query.isEmpty() ? null : query;
    }

    @Nullable
    String header(String name) {
        return first(HeaderNames.create(name));
    }

    @Nullable
    String authorization() {
        return first(HeaderNames.AUTHORIZATION);
    }

    @Nullable
    String accept() {
        return first(HeaderNames.ACCEPT);
    }

    /** Every {@code Cookie} header, each as sent. */
    List<String> cookies() {
        return headers.contains(HeaderNames.COOKIE)
                ? headers.get(HeaderNames.COOKIE).allValues()
                : List.of();
    }

    @Nullable
    String userAgent() {
        return first(USER_AGENT);
    }

    @Nullable
    String requestId() {
        return first(REQUEST_ID);
    }

    /** A header's value; several of one name are joined, as RFC 9110 section 5.3 has it. */
    private @Nullable String first(HeaderName name) {
        if (!headers.contains(name)) {
            return null;
        }
        var header = headers.get(name);
        return header.valueCount() == 1 ? header.get() : String.join(", ", header.allValues());
    }

    boolean asksToClose() {
        return headers.containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    /** The client's address; that of the connection unless a proxy that is trusted says otherwise. */
    @Nullable
    String clientAddress(TrustedProxies proxies) {
        SocketAddress address = request.remotePeer().address();
        if (!(address instanceof InetSocketAddress socket) || socket.getAddress() == null) {
            return null;
        }
        InetAddress peer = socket.getAddress();
        InetAddress client = proxies.any() ? proxies.client(peer, first(FORWARDED_FOR)) : peer;
        String text = client.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    boolean hasBody() {
        return hasBody;
    }

    /** Bytes; -1 for a chunked body or none. */
    long declaredLength() {
        return hasBody ? headers.contentLength().orElse(-1) : -1;
    }

    /** Whether there is no more of the body to come. */
    boolean isConsumed() {
        return !hasBody || (!awaitsContinue() && request.content().consumed());
    }

    /** Whether the client went away in the middle of its body. */
    boolean isGone() {
        return isGone;
    }

    /** Whether it makes sense to read on. */
    boolean isReadable() {
        return hasBody && !isBroken && !awaitsContinue() && !isConsumed();
    }

    /** Whether the client waits for leave to send its body, and was not given it. */
    boolean awaitsContinue() {
        return hasBody && !request.continueSent() && headers.containsToken(HeaderValues.EXPECT_100);
    }

    /** The body as it comes. */
    InputStream body() {
        InputStream present = body;
        if (present == null) {
            present = hasBody ? new Watched() : InputStream.nullInputStream();
            body = present;
        }
        return present;
    }

    /** Tells the watch when the client is waited for, and speaks of a broken request as an exception of its own. */
    private final class Watched extends InputStream {
        private @Nullable InputStream opened;

        /** Opened by the first read: Helidon then asks a client that waits for leave to send its body. */
        private InputStream in() {
            InputStream present = opened;
            if (present == null) {
                present = request.content().inputStream();
                opened = present;
            }
            return present;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            watch.receiving();
            try {
                return in().read(bytes, offset, length);
            } catch (DataReader.InsufficientDataAvailableException | ServerConnectionException gone) {
                isBroken = true;
                isGone = true;
                throw new ClientGoneException(gone);
            } catch (RuntimeException broken) {
                // Helidon has several exceptions for a chunk that is none, a NumberFormatException among them.
                isBroken = true;
                throw new BrokenBodyException(isTooLarge(broken), broken);
            } finally {
                watch.moving();
            }
        }

        @Override
        public int available() throws IOException {
            return in().available();
        }
    }

    private static boolean isTooLarge(RuntimeException broken) {
        Status status = broken instanceof RequestException early
                ? early.status()
                : broken instanceof HttpException late ? late.status() : Status.BAD_REQUEST_400;
        return status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code();
    }

    /** The client sent a body that cannot be read to its end. */
    static final class BrokenBodyException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean isTooLarge;

        BrokenBodyException(boolean isTooLarge, Throwable cause) {
            super("The body cannot be read to its end", cause);
            this.isTooLarge = isTooLarge;
        }

        boolean isTooLarge() {
            return isTooLarge;
        }
    }

    /** The client went away before its body ended. */
    static final class ClientGoneException extends IOException {
        private static final long serialVersionUID = 1L;

        ClientGoneException(Throwable cause) {
            super("The client went away before the body ended", cause);
        }
    }
}
