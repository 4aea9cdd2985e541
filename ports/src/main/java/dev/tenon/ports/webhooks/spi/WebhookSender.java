package dev.tenon.ports.webhooks.spi;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Calls an address that somebody else has chosen, which may be hostile. Only over TLS to a public address whose certificate is
 * good for the name, looked up once and then connected to; no redirect is followed; no more than a few KiB of the answer are
 * read. May block for as long as its own timeouts say, never longer.
 */
@API(status = API.Status.STABLE)
public interface WebhookSender {

    /**
     * A call to make: a POST of JSON.
     *
     * @param headers by name in lower case
     */
    record WebhookCall(URI url, Map<String, String> headers, String body) {

        public WebhookCall {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What came back.
     *
     * @param retryAfter the header of that name as it came; {@code null} without one
     */
    record WebhookAnswer(int status, @Nullable String retryAfter) {}

    /** Why no answer came back. Says nothing that the receiver chose. */
    final class WebhookFailure extends Exception {

        private static final long serialVersionUID = 1L;

        public WebhookFailure(String message) {
            super(message);
        }
    }

    /** Calls, and waits for the status. */
    WebhookAnswer call(WebhookCall call) throws WebhookFailure;

    /** Why this address is never called, whatever it resolves to; empty if it may be. Asks no network. */
    Optional<String> objection(URI url);
}
