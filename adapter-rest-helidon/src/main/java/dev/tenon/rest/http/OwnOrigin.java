package dev.tenon.rest.http;

import dev.tenon.rest.problem.HttpProblem;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a page of another site makes a browser do. A cookie comes along with every request to its host, whoever
 * caused it; {@code Origin} says who did, and no page can forge it. What the server itself was reached by ({@code Host},
 * {@code X-Forwarded-Host}) is not asked: only the configured address counts.
 */
final class OwnOrigin {

    private final String origin;

    OwnOrigin(URI baseUrl) {
        this.origin = of(baseUrl);
    }

    /** Passes requests from pages of the configured address alone; one that names no origin is refused too. */
    void require(Inbound request) {
        if (!origin.equals(request.header("Origin"))) {
            throw HttpProblem.CROSS_ORIGIN.because("With a cookie, `Origin` has to be `" + origin + "`.");
        }
        String site = request.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw HttpProblem.CROSS_ORIGIN.because("With a cookie, `Sec-Fetch-Site` has to be `same-origin`.");
        }
    }

    /** Scheme, host and port as browsers send them (RFC 6454 section 6.2): in lower case, without the scheme's own port. */
    static String of(URI url) {
        String scheme = lower(url.getScheme());
        int own = scheme.equals("https") ? 443 : 80;
        String port = url.getPort() < 0 || url.getPort() == own ? "" : ":" + url.getPort();
        return scheme + "://" + lower(url.getHost()) + port;
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
