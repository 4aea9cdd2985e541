package dev.tenon.stripe;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Stripe is asked.
 *
 * @param apiKey the secret key, {@code sk_...} or {@code rk_...}
 * @param api where its API is
 * @param eventSecret what it signs its events with, {@code whsec_...}; {@code null} if it sends none
 * @param returnUrl where people come back to who confirmed a payment
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long an answer may take
 */
public record StripeSettings(
        String apiKey,
        URI api,
        @Nullable String eventSecret,
        URI returnUrl,
        Duration connectTimeout,
        Duration readTimeout) {

    /** Where Stripe is. */
    public static final URI STRIPE = URI.create("https://api.stripe.com");

    private static final Duration LONGEST = Duration.ofMinutes(1);

    public StripeSettings {
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("Stripe is asked with a secret key");
        }
        boolean isLocal = "http".equals(api.getScheme())
                && ("127.0.0.1".equals(api.getHost()) || "localhost".equals(api.getHost()));
        if (!isLocal && !"https".equals(api.getScheme())) {
            throw new IllegalArgumentException("Stripe is asked over https");
        }
        if (connectTimeout.compareTo(LONGEST) > 0 || readTimeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Nobody waits for Stripe for longer than " + LONGEST);
        }
    }

    /** Stripe itself, with the usual patience: 5 seconds to connect and 25 for an answer. */
    public static StripeSettings of(String apiKey, @Nullable String eventSecret, URI returnUrl) {
        return new StripeSettings(
                apiKey, STRIPE, eventSecret, returnUrl, Duration.ofSeconds(5), Duration.ofSeconds(25));
    }

    /** The same at another address. */
    public StripeSettings at(URI other) {
        return new StripeSettings(apiKey, other, eventSecret, returnUrl, connectTimeout, readTimeout);
    }

    /** The same with another patience for answers. */
    public StripeSettings waiting(Duration atMost) {
        return new StripeSettings(apiKey, api, eventSecret, returnUrl, connectTimeout, atMost);
    }

    @Override
    public String toString() {
        return "StripeSettings[" + api + "]";
    }
}
