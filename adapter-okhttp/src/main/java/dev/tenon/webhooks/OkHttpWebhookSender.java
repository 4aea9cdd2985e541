package dev.tenon.webhooks;

import dev.tenon.ports.webhooks.spi.WebhookSender;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Calls webhooks with OkHttp: HTTP/1.1 over TLS, to a public address that was looked up once, with a certificate that is good for
 * the name. Each call has a connection of its own and says what it has to say at most once: no redirect, no proxy, no cookie, no
 * second try. Ten seconds in all; of the answer the status is read, and of what follows four KiB at most, for a quarter of a second
 * at most.
 *
 * <p>Receivers that are named by the installation are called wherever they are, over plain HTTP too. Safe for use by many threads.
 */
public final class OkHttpWebhookSender implements WebhookSender {

    private static final int MOST_READ = 4096;
    private static final long MILLIS_FOR_THE_REST = 250;
    private static final int LOWEST_OTHER_PORT = 1024;
    private static final List<String> NEVER_PUBLIC = List.of(".localhost", ".local", ".internal", ".home.arpa");

    private final AllowedReceivers allowed;
    private final OkHttpClient guarded;
    private final OkHttpClient trusting;

    private OkHttpWebhookSender(AllowedReceivers allowed, OkHttpClient client, Dns names) {
        this.allowed = allowed;
        this.guarded = client.newBuilder()
                .dns(new GuardedDns(names, this::mayBeCalled))
                .socketFactory(new GuardedSockets(this::mayBeCalled))
                .build();
        this.trusting = client.newBuilder().dns(names).build();
    }

    /** Calls public receivers alone. */
    public static OkHttpWebhookSender toPublicReceivers() {
        return new OkHttpWebhookSender(AllowedReceivers.NONE, client(Duration.ofSeconds(10)), Dns.SYSTEM);
    }

    /**
     * Calls these too, wherever they are, over plain HTTP as well: a list, separated by commas, of {@code host:port} and of
     * addresses or blocks of them. For development, and for receivers that the installation runs itself: whoever may make webhooks
     * reaches what is named here.
     *
     * @throws IllegalArgumentException saying which entry is malformed
     */
    public static OkHttpWebhookSender allowing(String receivers) {
        return new OkHttpWebhookSender(AllowedReceivers.of(receivers), client(Duration.ofSeconds(10)), Dns.SYSTEM);
    }

    /** With names and certificates of a test's own. */
    static OkHttpWebhookSender of(
            String allowed, Dns names, SSLSocketFactory sockets, X509TrustManager trust, Duration patience) {
        OkHttpClient client =
                client(patience).newBuilder().sslSocketFactory(sockets, trust).build();
        return new OkHttpWebhookSender(AllowedReceivers.of(allowed), client, names);
    }

    private static OkHttpClient client(Duration patience) {
        return new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                // If nobody listens at one address of a name, the next one is tried: nothing has been said yet then.
                // What
                // has been said is not said again, since the body is one for one shot.
                .retryOnConnectionFailure(true)
                .fastFallback(false)
                // No connection is kept: one that the receiver ended a moment ago could not be told from one that took
                // the event and failed.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .eventListenerFactory(Heard::of)
                .connectTimeout(patience.dividedBy(2))
                .callTimeout(patience)
                .build();
    }

    @Override
    public Optional<String> objection(URI url) {
        @Nullable HttpUrl parsed = HttpUrl.parse(url.toString());
        return parsed == null
                ? Optional.of("Look at its name and its port: nothing can be called there.")
                : objection(parsed);
    }

    /** Decides about the host as it is called, and not as it was written. */
    private Optional<String> objection(HttpUrl url) {
        if (allowed.names(url)) {
            return Optional.empty();
        }
        String host = url.host();
        if (AddressBlock.isAmbiguous(host)) {
            return Optional.of("Write the address as four numbers without zeros before them, as in 192.0.2.1.");
        }
        if (AddressBlock.isLiteral(host)) {
            InetAddress address = AddressBlock.literal(host);
            if (allowed.contain(address)) {
                return Optional.empty();
            }
            if (!PublicAddresses.contain(address)) {
                return Optional.of("Give a public address: this one leads into a network of its own.");
            }
        } else if (isNeverPublic(host)) {
            return Optional.of("Give a public name: this one means something in a network of its own only.");
        }
        if (!url.isHttps()) {
            return Optional.of("Give an address that begins with https.");
        }
        if (url.port() != 443 && url.port() < LOWEST_OTHER_PORT) {
            return Optional.of("Use the port 443, or one from " + LOWEST_OTHER_PORT + " on.");
        }
        return Optional.empty();
    }

    private static boolean isNeverPublic(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.indexOf('.') < 0 || NEVER_PUBLIC.stream().anyMatch(name::endsWith);
    }

    private boolean mayBeCalled(InetAddress address) {
        return PublicAddresses.contain(address) || allowed.contain(address);
    }

    @Override
    public WebhookAnswer call(WebhookCall wanted) throws WebhookFailure {
        // Asked again: the webhook may be older than the settings.
        Optional<String> objection = objection(wanted.url());
        if (objection.isPresent()) {
            throw new WebhookFailure("The address is not called. " + objection.get());
        }
        HttpUrl url = HttpUrl.get(wanted.url().toString());
        Heard heard = new Heard();
        Request.Builder request = new Request.Builder()
                .url(url)
                .tag(Heard.class, heard)
                .header("User-Agent", "Tenon-Webhooks")
                .header("Accept-Encoding", "identity")
                .header("Connection", "close")
                .post(new OneShotBody(wanted.body()));
        wanted.headers().forEach(request::header);
        OkHttpClient client = allowed.names(url) ? trusting : guarded;
        Call call = client.newCall(request.build());
        try (Response response = call.execute()) {
            leave(call, response.body().source());
            return new WebhookAnswer(response.code(), response.header("Retry-After"));
        } catch (ProtocolException odd) {
            return heard.answer().orElseThrow(() -> new WebhookFailure(reason(odd)));
        } catch (IOException failure) {
            throw new WebhookFailure(reason(failure));
        }
    }

    /** Lets a short answer come to its end, so that its sender sees no broken connection; breaks off any other. */
    private static void leave(Call call, BufferedSource rest) {
        try {
            rest.timeout().deadline(MILLIS_FOR_THE_REST, TimeUnit.MILLISECONDS);
            if (rest.request(MOST_READ)) {
                call.cancel();
            }
        } catch (IOException brokenOff) {
            // The status has been read, and says all that is asked for.
            call.cancel();
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case GuardedDns.NotPublicException notPublic -> "The name leads to an address that is not public.";
            case GuardedSockets.NotPublicException notPublic -> "The address is not public.";
            case UnknownHostException unknown -> "The name of the receiver is not known.";
            case InterruptedIOException late -> "The receiver did not answer in time.";
            case SSLException untrusted ->
                "No secure connection: the certificate is not good for the name, or TLS failed.";
            default -> "The receiver could not be reached, or ended the connection without an answer.";
        };
    }
}
