package dev.tenon.social;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The only way to the network: encrypted, no redirect followed, at most 256 KiB read, and five seconds for everything, the
 * last byte included.
 */
final class BoundedHttp {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 256 * 1024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean plainOnLoopback;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(LONGEST_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    BoundedHttp(boolean plainOnLoopback) {
        this.plainOnLoopback = plainOnLoopback;
    }

    /** What came back. */
    record Reply(int status, String body) {

        boolean isOk() {
            return status == 200;
        }
    }

    /** Whether such an address may be asked at all. */
    boolean allows(URI address) {
        boolean hasHost = address.getHost() != null && address.getUserInfo() == null && address.getFragment() == null;
        boolean isPlain = "http".equals(address.getScheme());
        return hasHost
                && ("https".equals(address.getScheme())
                        || (isPlain && plainOnLoopback && LOOPBACK.contains(address.getHost())));
    }

    Reply get(URI address, Map<String, String> headers) {
        return exchange(address, headers, "GET", null);
    }

    Reply exchange(URI address, Map<String, String> headers, String method, byte @Nullable [] body) {
        if (!allows(address)) {
            throw Troubles.unavailable("The provider names an address that is not https: " + address.getScheme());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(LONGEST)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> coming =
                http.sendAsync(request.build(), answer -> new Limited(MOST_BYTES));
        try {
            HttpResponse<byte[]> answer = coming.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Troubles.unavailable(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw Troubles.unavailable(failed);
        } finally {
            coming.cancel(true);
        }
    }

    /** Collects a body, and gives up when it grows beyond the limit. */
    private static final class Limited implements BodySubscriber<byte[]> {

        private final int most;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private @Nullable Subscription subscription;

        Limited(int most) {
            this.most = most;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (bytes.size() + buffer.remaining() > most) {
                    Subscription present = subscription;
                    if (present != null) {
                        present.cancel();
                    }
                    body.completeExceptionally(new IOException("The answer has more than " + most + " bytes"));
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.writeBytes(part);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }
    }
}
