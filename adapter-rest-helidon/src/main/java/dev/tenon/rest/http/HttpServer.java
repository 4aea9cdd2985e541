package dev.tenon.rest.http;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.apikeys.ApiCall;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.RestSettings;
import dev.tenon.rest.http.Dispatcher.Exchange;
import dev.tenon.rest.http.HttpMetrics.Series;
import dev.tenon.rest.problem.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Helidon with its limits set, and with what it leaves undone:
 *
 * <ul>
 *   <li>a connection that either side wants closed is closed after the answer, and an unread body is never taken for the next
 *       request;
 *   <li>{@code HEAD}, {@code OPTIONS}, 405 and every error before routing are answered as all else is;
 *   <li>stopping lets requests under way finish.
 * </ul>
 */
public final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger("dev.tenon.rest");

    private static final HeaderName REQUEST_ID = HeaderNames.create("Request-Id");
    private static final Header NO_SNIFFING = HeaderValues.createCached("X-Content-Type-Options", "nosniff");
    private static final Header NO_STORE = HeaderValues.createCached("Cache-Control", "no-store");
    private static final Header JSON = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Answer.JSON);
    private static final Header PROBLEM = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);

    static final int COPIED_AT_ONCE = 64 * 1024;
    /** A body up to this size is read to its end although nobody wants it: cheaper than a new connection. */
    private static final long READ_ANYWAY = 64 * 1024;
    /**
     * So much of a larger one is read after the answer, for as long as the watch lets it: a client that is still sending when the
     * connection ends would lose the answer.
     */
    private static final long LINGER_BYTES = 64L * 1024 * 1024;

    /** What is logged of a request whose client did not wait for the answer, as others write it. */
    private static final int CLIENT_GONE = 499;

    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration LONGEST_UNREST = Duration.ofSeconds(2);

    private final Tenon tenon;
    private final RestSettings settings;
    private final HttpMetrics metrics;
    private final ConnectionWatch watch;
    private final Dispatcher dispatcher;
    /** The exchange that the present thread is at: a thread has one connection, and a connection one request at a time. */
    private static final ThreadLocal<@Nullable Exchange> EXCHANGES = new ThreadLocal<>();

    private final Semaphore made;
    private final WebServer server;
    private final Runnable whenStopping;
    private volatile boolean draining;
    private volatile int port;

    /**
     * Makes a server that does not listen yet.
     *
     * @param whenStopping called first of all when it stops
     */
    public HttpServer(
            Tenon tenon, RestSettings settings, RouteTable routes, HttpMetrics metrics, Runnable whenStopping) {
        this.tenon = tenon;
        this.settings = settings;
        this.whenStopping = whenStopping;
        this.metrics = metrics;
        RestLimits limits = settings.limits();
        this.made = new Semaphore(limits.madeAnswers());
        this.watch = new ConnectionWatch(limits);
        metrics.connections(watch::connections);
        String path = Objects.requireNonNullElse(settings.baseUrl().getRawPath(), "");
        String basePath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        OwnOrigin ownOrigin = new OwnOrigin(settings.baseUrl());
        this.dispatcher = new Dispatcher(
                routes, tenon, limits, settings.signature(), watch, basePath, ownOrigin, settings.trustedProxies());
        this.server = build(limits);
    }

    private WebServer build(RestLimits limits) {
        long idle = limits.idle().toMillis();
        return WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(settings.drain())
                // The watch answers 503 above its own limit; this bounds those that never say a word.
                .maxTcpConnections(limits.connections() + limits.connections() / 4 + 16)
                .maxPayloadSize(limits.upload() + LINGER_BYTES)
                .idleConnectionTimeout(limits.idle())
                .idleConnectionPeriod(Duration.ofMillis(Math.max(50, Math.min(5_000, idle / 4))))
                .useNio(false)
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .contentEncoding(new NoContentCoding())
                .directHandlers(new EarlyRefusals(metrics).forAll())
                .errorHandling(errors -> errors.includeEntity(true))
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new WideReads(connections(limits)))
                .routing(HttpRouting.builder().addFilter(this::around).any(this::answer))
                .build();
    }

    private Http1ConnectionSelector connections(RestLimits limits) {
        Http1Config config = Http1Config.builder()
                .maxPrologueLength(limits.requestLine())
                .maxHeadersSize(limits.headers())
                .sendKeepAliveHeader(false)
                .addReceiveListener(watch)
                .addSendListener(watch)
                .build();
        return Http1ConnectionSelector.builder().config(config).build();
    }

    // ---- starting and stopping

    /** Listens. */
    public void start() {
        tryToListen();
        server.start();
        if (!server.isRunning()) {
            throw cannotListen("the log says why");
        }
        port = server.port();
    }

    /** Helidon would write a trace into the log, and tell its caller nothing. */
    private void tryToListen() {
        try (ServerSocket attempt = new ServerSocket()) {
            attempt.setReuseAddress(true);
            attempt.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException refused) {
            throw cannotListen(String.valueOf(refused.getMessage()));
        }
    }

    private UncheckedIOException cannotListen(String reason) {
        watch.close();
        return new UncheckedIOException(
                new BindException("Cannot listen on %s:%d (%s). Stop what listens there, or choose another port."
                        .formatted(settings.host(), settings.port(), reason)));
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /**
     * Stops without failing a request: readiness goes down and connections are closed after their answers, for as long as the
     * settings give notice; once no more requests come, the port is closed; what is under way may finish for as long as the
     * settings say.
     */
    public void stop() {
        draining = true;
        whenStopping.run();
        try {
            TimeUnit.MILLISECONDS.sleep(settings.notice().toMillis());
            long deadline = System.nanoTime() + LONGEST_UNREST.toNanos();
            long before;
            do {
                before = metrics.total();
                TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            } while (metrics.total() != before && System.nanoTime() < deadline);
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
        server.stop();
        watch.close();
    }

    // ---- one request

    /** Outermost: begins and ends the exchange, and closes the connection if it is to be closed. */
    private void around(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Exchange exchange = new Exchange(new Inbound(request, watch));
        metrics.begin();
        EXCHANGES.set(exchange);
        try {
            chain.proceed();
            if (exchange.closes) {
                linger(exchange.request);
            }
        } finally {
            EXCHANGES.remove();
            end(exchange);
        }
        if (exchange.closes) {
            throw new CloseConnectionException("The connection ends with this answer");
        }
    }

    private void end(Exchange exchange) {
        long nanos = System.nanoTime() - exchange.began;
        watch.done(exchange.closes);
        Series series = metrics.series(exchange.method(), exchange.route);
        metrics.end(series, exchange.status, nanos);
        AccessLog.write(
                exchange.method(),
                exchange.route,
                exchange.status,
                nanos,
                exchange.sentBytes,
                exchange.requestId,
                exchange.actor);
        Call byKey = exchange.byKey;
        if (byKey != null) {
            log(exchange, byKey, nanos);
        }
    }

    /** Keeps what a program asked: without waiting, and after it has its answer. */
    private void log(Exchange exchange, Call call, long nanos) {
        int status = exchange.status == 0 ? CLIENT_GONE : exchange.status;
        String endpoint = exchange.method() + " " + exchange.route;
        tenon.apiUsage()
                .record(call.actor(), new ApiCall(endpoint, status, Duration.ofNanos(nanos), call.redactedBody()));
    }

    private void answer(ServerRequest request, ServerResponse response) {
        Exchange exchange = Objects.requireNonNull(EXCHANGES.get());
        // Until an answer is sent whole, the connection is not fit for another request.
        exchange.closes = true;
        boolean isMade = false;
        try {
            Answer answer = dispatcher.answer(exchange);
            if (takesItsTime(answer)) {
                isMade = made.tryAcquire();
                answer = isMade ? answer : Dispatcher.refused(exchange, RequestRefusal.BUSY.refusal());
            }
            boolean isHead = exchange.request.method().equals("HEAD");
            InputStream content = null;
            if (answer.body() instanceof Answer.Stream stream && !isHead) {
                try {
                    content = stream.open().get();
                } catch (Refusal unreadable) {
                    answer = Dispatcher.refused(exchange, unreadable);
                }
            }
            boolean closes = draining
                    || exchange.request.asksToClose()
                    || hasOutlived(exchange)
                    || isEndless(answer)
                    || !isReadToItsEnd(exchange.request);
            send(exchange, answer, content, response, closes);
            exchange.closes = closes;
        } catch (Inbound.ClientGoneException gone) {
            // 499 as other servers log it: nobody was there to answer.
            exchange.status = 499;
            throw new CloseConnectionException("The client went away", gone);
        } finally {
            if (isMade) {
                made.release();
            }
        }
    }

    /** It is made for as long as the client takes it: what bounds requests at work does not bound these. */
    private static boolean takesItsTime(Answer answer) {
        return answer.body() instanceof Answer.Written written && !written.isEndless();
    }

    /** After so long Helidon would close the connection anyway. */
    private static boolean isEndless(Answer answer) {
        return answer.body() instanceof Answer.Written written && written.isEndless();
    }

    /** Helidon counts a request's own time as silence, and will close: so the client is told. */
    private boolean hasOutlived(Exchange exchange) {
        return System.nanoTime() - exchange.began > settings.limits().idle().toNanos();
    }

    private void send(
            Exchange exchange, Answer answer, @Nullable InputStream content, ServerResponse response, boolean closes) {
        exchange.status = answer.status();
        boolean isHead = exchange.request.method().equals("HEAD");
        response.status(Status.create(answer.status()));
        response.header(HeaderValues.create(REQUEST_ID, exchange.requestId));
        response.header(NO_SNIFFING);
        if (exchange.route.startsWith("/v1/") || answer.status() >= 400) {
            response.header(NO_STORE);
        }
        String contentType = answer.contentType();
        if (contentType != null) {
            response.header(
                    contentType.equals(Answer.JSON)
                            ? JSON
                            : contentType.equals(Problem.MEDIA_TYPE)
                                    ? PROBLEM
                                    : HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType));
        }
        add(answer.headers(), response);
        add(exchange.always, response);
        if (exchange.rate != null) {
            exchange.rate.in(response);
        }
        if (closes) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        watch.sending();
        if (answer.body() instanceof Answer.Bytes bytes && !isHead) {
            response.send(bytes.value());
            exchange.sentBytes = bytes.length();
            return;
        }
        if (answer.body() instanceof Answer.Written written && !isHead) {
            write(exchange, written, response);
            return;
        }
        if (answer.status() != 204 && answer.status() != 304 && answer.body().length() >= 0) {
            response.contentLength(answer.body().length());
        }
        if (content == null) {
            response.send();
        } else {
            copy(exchange, content, answer.body().length(), response);
        }
    }

    private static void add(List<String> headers, ServerResponse response) {
        for (int index = 0; index < headers.size(); index += 2) {
            response.header(HeaderValues.create(HeaderNames.create(headers.get(index)), headers.get(index + 1)));
        }
    }

    @SuppressWarnings("MustBeClosed") // closed, it would end the body as if it were whole
    private void write(Exchange exchange, Answer.Written written, ServerResponse response) {
        OutputStream out = response.outputStream();
        try {
            OutputStream counted = new Counted(exchange, out);
            watch.moving();
            written.writer().writeTo(counted);
            watch.sending();
            out.close();
        } catch (IOException | UncheckedIOException | Refusal broken) {
            if (written.isEndless()) {
                throw new CloseConnectionException("The client went away", broken);
            }
            LOG.error("Request {} of {} could not be answered to its end", exchange.requestId, exchange.route, broken);
            throw new CloseConnectionException("The answer broke off", broken);
        }
    }

    /** Says that bytes are on their way, and how many were. */
    private final class Counted extends OutputStream {

        private final Exchange exchange;
        private final OutputStream out;

        Counted(Exchange exchange, OutputStream out) {
            this.exchange = exchange;
            this.out = out;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            watch.sending();
            out.write(bytes, offset, length);
            watch.moving();
            exchange.sentBytes += length;
        }

        @Override
        public void flush() throws IOException {
            watch.sending();
            out.flush();
            watch.moving();
        }
    }

    private void copy(Exchange exchange, InputStream content, long length, ServerResponse response) {
        try (content;
                OutputStream out = response.outputStream()) {
            byte[] bytes = new byte[COPIED_AT_ONCE];
            long left = length;
            while (left > 0) {
                watch.moving();
                int read = content.read(bytes, 0, (int) Math.min(bytes.length, left));
                if (read < 0) {
                    throw new EOFException("The content ended " + left + " bytes early");
                }
                watch.sending();
                out.write(bytes, 0, read);
                left -= read;
                exchange.sentBytes += read;
            }
        } catch (IOException broken) {
            // The headers are gone; all that can be said now is that the answer is not whole.
            LOG.error("Request {} of {} could not be answered to its end", exchange.requestId, exchange.route, broken);
            throw new CloseConnectionException("The answer broke off", broken);
        }
    }

    // ---- bodies that nobody read

    /** Reads a short rest of the body; says whether the next request would be found where it begins. */
    private static boolean isReadToItsEnd(Inbound request) {
        if (request.isConsumed()) {
            return true;
        }
        boolean isShort = request.declaredLength() >= 0 && request.declaredLength() <= READ_ANYWAY;
        return isShort && request.isReadable() && readOn(request, READ_ANYWAY);
    }

    private void linger(Inbound request) {
        if (request.isReadable()) {
            watch.lingering();
            readOn(request, LINGER_BYTES);
        }
    }

    private static boolean readOn(Inbound request, long most) {
        byte[] bytes = new byte[8 * 1024];
        long read = 0;
        try {
            InputStream body = request.body();
            int step = 0;
            while (step >= 0 && read <= most) {
                read += step;
                step = body.read(bytes, 0, bytes.length);
            }
            return step < 0;
        } catch (IOException broken) {
            LOG.debug("The rest of a body could not be read", broken);
            return false;
        }
    }
}
