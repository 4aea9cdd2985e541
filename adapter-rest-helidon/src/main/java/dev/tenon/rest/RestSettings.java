package dev.tenon.rest;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the server is set up.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for a free one
 * @param baseUrl where clients reach the server; its path stands before every path in {@code Link} and {@code Location}
 * @param trustedProxies who is believed about the addresses of clients
 * @param limits what bounds the server
 * @param signature a keyed digest (HMAC) of a text, at least 32 lower-case hex characters, the same on every server of the
 *     installation and across restarts: it signs the cursors of lists, and stands for the requests that have an
 *     {@code Idempotency-Key}, so that nobody guesses a password by its digest
 * @param version of the build, as {@code /metrics} shows it
 * @param readiness what has to be up for the server to take requests
 * @param gauges further numbers for {@code /metrics}
 * @param notice how long {@link TenonRest#stop()} leaves the server open after readiness went down, so that proxies notice
 * @param drain how long {@link TenonRest#stop()} lets requests under way finish
 * @param testClock moves time; {@code null} on every server that is not for tests
 */
public record RestSettings(
        String host,
        int port,
        URI baseUrl,
        TrustedProxies trustedProxies,
        RestLimits limits,
        UnaryOperator<String> signature,
        String version,
        List<ReadinessCheck> readiness,
        List<MetricGauge> gauges,
        Duration notice,
        Duration drain,
        @Nullable TestClockControl testClock) {

    public RestSettings {
        readiness = List.copyOf(readiness);
        gauges = List.copyOf(gauges);
    }

    /** Settings for a server on the loopback interface; the builder needs a signature at least. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings; what is not set has the default that stands here. */
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port = 8080;
        private @Nullable URI baseUrl;
        private TrustedProxies trustedProxies = TrustedProxies.NONE;
        private RestLimits limits = RestLimits.standard();
        private @Nullable UnaryOperator<String> signature;
        private String version = "unknown";
        private List<ReadinessCheck> readiness = List.of();
        private List<MetricGauge> gauges = List.of();
        private Duration notice = Duration.ofMillis(500);
        private Duration drain = Duration.ofSeconds(20);
        private @Nullable TestClockControl testClock;

        private Builder() {}

        public Builder host(String value) {
            host = value;
            return this;
        }

        public Builder port(int value) {
            port = value;
            return this;
        }

        /** By default {@code http://localhost:PORT}. */
        public Builder baseUrl(URI value) {
            baseUrl = value;
            return this;
        }

        public Builder trustedProxies(TrustedProxies value) {
            trustedProxies = value;
            return this;
        }

        public Builder limits(RestLimits value) {
            limits = value;
            return this;
        }

        public Builder signature(UnaryOperator<String> value) {
            signature = value;
            return this;
        }

        public Builder version(String value) {
            version = value;
            return this;
        }

        public Builder readiness(List<ReadinessCheck> value) {
            readiness = value;
            return this;
        }

        public Builder gauges(List<MetricGauge> value) {
            gauges = value;
            return this;
        }

        public Builder notice(Duration value) {
            notice = value;
            return this;
        }

        public Builder drain(Duration value) {
            drain = value;
            return this;
        }

        public Builder testClock(@Nullable TestClockControl value) {
            testClock = value;
            return this;
        }

        public RestSettings build() {
            URI base = baseUrl == null ? URI.create("http://localhost:" + port) : baseUrl;
            return new RestSettings(
                    host,
                    port,
                    base,
                    trustedProxies,
                    limits,
                    Objects.requireNonNull(signature, "signature"),
                    version,
                    readiness,
                    gauges,
                    notice,
                    drain,
                    testClock);
        }
    }
}
