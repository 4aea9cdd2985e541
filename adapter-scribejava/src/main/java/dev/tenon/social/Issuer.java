package dev.tenon.social;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an OpenID Connect issuer says of itself (Discovery 1.0) and the keys that it signs with, each kept for an hour. Keys
 * are asked for anew when a token names one that is not known, at most once a minute.
 */
final class Issuer {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration BETWEEN_KEYS = Duration.ofMinutes(1);
    private static final int MOST_KEYS = 100;

    private final String name;
    private final BoundedHttp http;
    private final InstantSource clock;
    private volatile @Nullable Kept<Metadata> metadata;
    private volatile @Nullable Kept<JWKSet> keys;

    Issuer(String name, BoundedHttp http, InstantSource clock) {
        this.name = name;
        this.http = http;
        this.clock = clock;
    }

    private record Kept<T>(T value, Instant since) {

        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(since.plus(age));
        }
    }

    /**
     * Where its endpoints are.
     *
     * @param tellsIssuer whether it names itself when it sends a browser back (RFC 9207)
     * @param secretInHeader whether the client's secret goes into the header: where the body is not said to be taken
     */
    record Metadata(
            URI authorization,
            URI token,
            URI keys,
            @Nullable URI userInfo,
            boolean tellsIssuer,
            boolean secretInHeader) {}

    String name() {
        return name;
    }

    Metadata metadata() {
        Instant now = clock.instant();
        Kept<Metadata> present = metadata;
        if (present != null && present.isYoungerThan(KEPT, now)) {
            return present.value();
        }
        Metadata read = read();
        metadata = new Kept<>(read, now);
        return read;
    }

    private Metadata read() {
        String base = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        JsonAnswer said = JsonAnswer.object(ok(URI.create(base + "/.well-known/openid-configuration")));
        if (!name.equals(said.text("issuer"))) {
            throw Troubles.unavailable("The discovery document is another issuer's than " + name);
        }
        List<String> authentications = said.texts("token_endpoint_auth_methods_supported");
        String userInfo = said.text("userinfo_endpoint");
        return new Metadata(
                address(said, "authorization_endpoint"),
                address(said, "token_endpoint"),
                address(said, "jwks_uri"),
                userInfo == null ? null : address(said, "userinfo_endpoint"),
                said.isTrue("authorization_response_iss_parameter_supported"),
                !authentications.contains("client_secret_post"));
    }

    private URI address(JsonAnswer said, String member) {
        String text = said.text(member);
        try {
            URI address = URI.create(text == null ? "" : text);
            if (http.allows(address)) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw Troubles.unavailable(notAnAddress);
        }
        throw Troubles.unavailable("The discovery document of " + name + " has no https address as " + member);
    }

    /** The keys; asked for anew if a token names one that is not among them. */
    JWKSet keys(@Nullable String keyId) {
        Instant now = clock.instant();
        Kept<JWKSet> present = keys;
        if (present != null && present.isYoungerThan(KEPT, now)) {
            boolean isKnown = keyId == null || present.value().getKeyByKeyId(keyId) != null;
            if (isKnown || present.isYoungerThan(BETWEEN_KEYS, now)) {
                return present.value();
            }
        }
        try {
            JWKSet read = JWKSet.parse(ok(metadata().keys()));
            if (read.size() > MOST_KEYS) {
                throw Troubles.unavailable(name + " has more than " + MOST_KEYS + " keys");
            }
            keys = new Kept<>(read, now);
            return read;
        } catch (ParseException notKeys) {
            throw Troubles.unavailable(notKeys);
        }
    }

    private String ok(URI address) {
        BoundedHttp.Reply reply = http.get(address, Map.of("Accept", "application/json"));
        if (!reply.isOk()) {
            throw Troubles.unavailable(name + " answers with the status " + reply.status());
        }
        return reply.body();
    }
}
