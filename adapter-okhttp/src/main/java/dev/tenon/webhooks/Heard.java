package dev.tenon.webhooks;

import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookAnswer;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Hears the status of an answer as soon as its head has come. OkHttp takes some answers for none, like a 204 that announces a
 * body; the receiver has said what it had to say all the same.
 */
final class Heard extends EventListener {

    private volatile @Nullable WebhookAnswer answer;

    /** The one that listens to the call. */
    static EventListener of(Call call) {
        @Nullable Heard heard = call.request().tag(Heard.class);
        return heard == null ? EventListener.NONE : heard;
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        answer = new WebhookAnswer(response.code(), response.header("Retry-After"));
    }

    /** What came; empty if no head did. */
    Optional<WebhookAnswer> answer() {
        return Optional.ofNullable(answer);
    }
}
