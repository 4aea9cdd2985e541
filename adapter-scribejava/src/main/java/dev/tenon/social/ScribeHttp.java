package dev.tenon.social;

import com.github.scribejava.core.httpclient.HttpClient;
import com.github.scribejava.core.httpclient.multipart.MultipartPayload;
import com.github.scribejava.core.model.OAuthAsyncRequestCallback;
import com.github.scribejava.core.model.OAuthRequest.ResponseConverter;
import com.github.scribejava.core.model.Response;
import com.github.scribejava.core.model.Verb;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Lets ScribeJava reach the network by {@link BoundedHttp} alone. */
final class ScribeHttp implements HttpClient {

    private static final String WHOLE_ONLY = "Only whole bodies are sent, and their answers waited for";

    private final BoundedHttp http;

    ScribeHttp(BoundedHttp http) {
        this.http = http;
    }

    @Override
    public Response execute(
            @Nullable String userAgent, Map<String, String> headers, Verb verb, String url, byte @Nullable [] body) {
        Map<String, String> sent = new LinkedHashMap<>(headers);
        sent.remove(CONTENT_LENGTH);
        if (verb == Verb.POST) {
            sent.putIfAbsent(CONTENT_TYPE, DEFAULT_CONTENT_TYPE);
        }
        sent.putIfAbsent("Accept", "application/json");
        BoundedHttp.Reply reply = http.exchange(URI.create(url), sent, verb.name(), body);
        boolean isBroken = reply.status() >= 500 || (reply.status() >= 300 && reply.status() < 400);
        if (isBroken) {
            throw Troubles.unavailable("The provider answers with the status " + reply.status());
        }
        return new Response(reply.status(), "", Map.of(), reply.body());
    }

    @Override
    public Response execute(
            @Nullable String userAgent, Map<String, String> headers, Verb verb, String url, String body) {
        return execute(userAgent, headers, verb, url, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Response execute(
            @Nullable String userAgent, Map<String, String> headers, Verb verb, String url, MultipartPayload body) {
        throw new UnsupportedOperationException(WHOLE_ONLY);
    }

    @Override
    public Response execute(@Nullable String userAgent, Map<String, String> headers, Verb verb, String url, File body) {
        throw new UnsupportedOperationException(WHOLE_ONLY);
    }

    @Override
    public <T> Future<T> executeAsync(
            String userAgent,
            Map<String, String> headers,
            Verb verb,
            String url,
            byte[] body,
            OAuthAsyncRequestCallback<T> callback,
            ResponseConverter<T> converter) {
        throw new UnsupportedOperationException(WHOLE_ONLY);
    }

    @Override
    public <T> Future<T> executeAsync(
            String userAgent,
            Map<String, String> headers,
            Verb verb,
            String url,
            MultipartPayload body,
            OAuthAsyncRequestCallback<T> callback,
            ResponseConverter<T> converter) {
        throw new UnsupportedOperationException(WHOLE_ONLY);
    }

    @Override
    public <T> Future<T> executeAsync(
            String userAgent,
            Map<String, String> headers,
            Verb verb,
            String url,
            String body,
            OAuthAsyncRequestCallback<T> callback,
            ResponseConverter<T> converter) {
        throw new UnsupportedOperationException(WHOLE_ONLY);
    }

    @Override
    public <T> Future<T> executeAsync(
            String userAgent,
            Map<String, String> headers,
            Verb verb,
            String url,
            File body,
            OAuthAsyncRequestCallback<T> callback,
            ResponseConverter<T> converter) {
        throw new UnsupportedOperationException(WHOLE_ONLY);
    }

    @Override
    public void close() {
        // Nothing of its own to close.
    }
}
