package dev.tenon.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.RawClient.RawAnswer;
import dev.tenon.testkit.Fixtures;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Sessions of browsers, in a cookie: what other sites can make a browser do with it, which is nothing. */
class CookieSessionTest {

    private static final String ANA = "ana@example.org";
    private static final String OURS = "Origin: https://tenon.example.org\n";
    private static final Pattern COOKIE = Pattern.compile("__Host-tenon-session=(tns_[0-9A-Za-z]{36});"
            + " Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=([0-9]+)");
    private static final String GONE = "__Host-tenon-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0";

    private Workbench bench;
    private Account ana;

    @BeforeEach
    void start() {
        bench = Workbench.whole(RestLimits.standard());
        ana = bench.tenon
                .accounts()
                .register(Actor.system("test"), Fixtures.aRegistration(ANA).verified());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void S4_the_token_goes_into_a_cookie_that_only_this_host_sees_and_no_script_reads() {
        RawAnswer opened = signIn(OURS);

        assertThat(opened.status()).isEqualTo(201);
        Matcher cookie = COOKIE.matcher(opened.header("Set-Cookie"));
        assertThat(cookie.matches()).as(opened.header("Set-Cookie")).isTrue();
        assertThat(cookie.group(2)).isEqualTo(Integer.toString(30 * 24 * 60 * 60));
        assertThat(opened.header("Cache-Control")).isEqualTo("no-store");
        assertThat(opened.text()).contains("\"token\":null").doesNotContain(cookie.group(1));
        assertThat(ask("GET", "/v1/me", cookie(cookie.group(1))).text()).contains(ANA);
    }

    @Test
    void S4_without_being_asked_for_there_is_no_cookie() {
        RawAnswer opened = post("/v1/sessions", "", credentials(""));

        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.header("Set-Cookie")).isNull();
        assertThat(opened.text()).contains("\"token\":\"tns_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Origin: null\n",
                "Origin: https://evil.example\n",
                "Origin: http://tenon.example.org\n",
                "Origin: https://sub.tenon.example.org\n",
                "Origin: https://tenon.example.org.evil.example\n",
                "Origin: https://tenon.example.org:8443\n",
                "Origin: https://tenon.example.org/\n",
                "Origin: https://TENON.example.org\n",
                "Origin: https://tenon.example.org, https://evil.example\n",
                "Origin: https://evil.example\nOrigin: https://tenon.example.org\n",
                "Origin: https://evil.example\nHost: evil.example\nX-Forwarded-Host: evil.example\n",
                "Referer: https://tenon.example.org/\n",
                "Origin: https://tenon.example.org\nSec-Fetch-Site: cross-site\n",
                "Origin: https://tenon.example.org\nSec-Fetch-Site: same-site\n",
                "Origin: https://tenon.example.org\nSec-Fetch-Site: none\n"
            })
    void S4_no_other_site_changes_anything_with_the_cookie_or_signs_anybody_in(String headers) {
        String token = token(signIn(OURS));

        for (RawAnswer refused : new RawAnswer[] {
            ask("DELETE", "/v1/sessions/current", cookie(token) + headers),
            ask("DELETE", "/v1/sessions", cookie(token) + headers),
            ask(
                    "PUT",
                    "/v1/users/" + ana.id() + "/roles/01920000-0000-7000-8000-000000000203",
                    cookie(token) + headers),
            send("PUT", "/v1/me/password", cookie(token) + headers, "{\"current\":\"a\",\"password\":\"b\"}"),
            send("PATCH", "/v1/me", cookie(token) + headers + "If-Match: \"1\"\n", "{\"firstName\":\"Eve\"}"),
            post("/v1/me/email-changes", cookie(token) + headers, "{\"email\":\"eve@example.org\"}"),
            signIn(headers)
        }) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("/problems/http-cross-origin");
            assertThat(refused.header("Set-Cookie")).isNull();
        }
        assertThat(ask("GET", "/v1/me", cookie(token)).text()).contains(ANA, "\"firstName\":\"Ana\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-Fetch-Site: same-origin\n"})
    void S4_pages_of_the_servers_own_address_may(String more) {
        String token = token(signIn(OURS + more));

        RawAnswer ended = ask("DELETE", "/v1/sessions/current", cookie(token) + OURS + more);

        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie")).isEqualTo(GONE);
        assertThat(ask("GET", "/v1/me", cookie(token)).status()).isEqualTo(401);
    }

    @Test
    void S4_reading_needs_no_origin_and_changes_nothing() {
        String token = token(signIn(OURS));

        assertThat(ask("GET", "/v1/sessions", cookie(token)).status()).isEqualTo(200);
        assertThat(ask("GET", "/v1/me", cookie(token) + "Sec-Fetch-Site: cross-site\n")
                        .header("Access-Control-Allow-Origin"))
                .isNull();
        RawAnswer preflight = ask(
                "OPTIONS",
                "/v1/me",
                cookie(token) + "Origin: https://evil.example\nAccess-Control-Request-Method: PATCH\n");
        assertThat(preflight.headerLines()).noneMatch(line -> line.startsWith("Access-Control"));
    }

    @Test
    void S4_the_end_of_the_session_that_asks_takes_the_cookie_away_and_another_ones_does_not() {
        String first = token(signIn(OURS));
        String second = token(signIn(OURS));
        String third = token(signIn(OURS));

        assertThat(ask("DELETE", "/v1/sessions/" + id(first), cookie(second) + OURS)
                        .header("Set-Cookie"))
                .isNull();
        assertThat(ask("DELETE", "/v1/sessions", cookie(second) + OURS).header("Set-Cookie"))
                .isNull();
        assertThat(ask("GET", "/v1/me", cookie(third)).status()).isEqualTo(401);
        assertThat(ask("DELETE", "/v1/sessions?scope=all", cookie(second) + OURS)
                        .header("Set-Cookie"))
                .isEqualTo(GONE);
        assertThat(ask("GET", "/v1/me", cookie(second)).status()).isEqualTo(401);
        String fourth = token(signIn(OURS));
        assertThat(ask("DELETE", "/v1/users/" + ana.id() + "/sessions", cookie(fourth) + OURS)
                        .header("Set-Cookie"))
                .isEqualTo(GONE);
    }

    @Test
    void S4_a_token_in_the_header_goes_before_the_cookie_and_needs_no_origin() {
        String token = bench.token("ben@example.org");
        String cookie = token(signIn(OURS));

        RawAnswer me = ask("GET", "/v1/me", cookie(cookie) + "Authorization: Bearer " + token + "\n");
        RawAnswer stale = ask("GET", "/v1/me", cookie(cookie) + "Authorization: Bearer nonsense\n");
        RawAnswer ended =
                ask("DELETE", "/v1/sessions/current", cookie(cookie) + "Authorization: Bearer " + token + "\n");

        assertThat(me.text()).contains("ben@example.org");
        assertThat(stale.status()).isEqualTo(401);
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("Set-Cookie")).isNull();
        assertThat(ask("GET", "/v1/me", cookie(cookie)).text()).contains(ANA);
    }

    @Test
    void S4_only_the_cookie_of_this_very_name_counts() {
        String token = token(signIn(OURS));
        String other = token(signIn(OURS));

        for (String cookies : new String[] {
            "tenon-session=" + token,
            "__Secure-tenon-session=" + token,
            "__host-tenon-session=" + token,
            "__Host-tenon-session=",
            "__Host-tenon-session=tns_",
            "__Host-tenon-session=\"" + token + "\"",
            "theme=dark, __Host-tenon-session=" + token,
            "__Host-tenon-session=" + token + "; __Host-tenon-session=" + other,
            "__Host-tenon-session=" + "x".repeat(600)
        }) {
            assertThat(ask("GET", "/v1/me", "Cookie: " + cookies + "\n").status())
                    .as(cookies)
                    .isEqualTo(401);
        }
        assertThat(ask("GET", "/v1/me", "Cookie: theme=dark; __Host-tenon-session=" + token + ";a=b\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void S2_a_sign_in_never_goes_on_with_a_token_that_was_there_before() {
        String planted = token(signIn(OURS));

        String fresh = token(signIn(OURS + cookie(planted)));
        RawAnswer madeUp = signIn(OURS + cookie("tns_4Zk0Qw8sLx2Vb7Nf1Rj6Tg9Hy3Pd5M2ZlEFU"));

        assertThat(fresh).isNotEqualTo(planted);
        assertThat(token(madeUp)).isNotEqualTo("tns_4Zk0Qw8sLx2Vb7Nf1Rj6Tg9Hy3Pd5M2ZlEFU");
    }

    @Test
    void S4_a_repeated_sign_in_gets_the_same_cookie_and_nobody_else_does() {
        String key = "Idempotency-Key: sign-in-1\n";
        RawAnswer first = signIn(OURS + key);
        RawAnswer again = signIn(OURS + key);

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Set-Cookie")).isEqualTo(first.header("Set-Cookie"));
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(signIn("Origin: https://evil.example\n" + key).status()).isEqualTo(403);
        assertThat(signIn(key).status()).isEqualTo(403);
        RawAnswer guessed = post(
                "/v1/sessions",
                OURS + key,
                "{\"email\":\"" + ANA + "\",\"password\":\"another long enough password\",\"cookie\":true}");
        assertThat(guessed.status()).isEqualTo(422);
        assertThat(guessed.header("Set-Cookie")).isNull();
        RawAnswer withoutCookie = post("/v1/sessions", key, credentials(""));
        assertThat(withoutCookie.status()).isEqualTo(422);
        assertThat(withoutCookie.text()).doesNotContain("tns_");
    }

    @Test
    void S4_U4_the_cookie_is_in_no_log() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger access = (Logger) LoggerFactory.getLogger("dev.tenon.access");
        log.start();
        root.addAppender(log);
        access.setLevel(Level.INFO);
        String token;
        try {
            token = token(signIn(OURS));
            ask("GET", "/v1/me", cookie(token));
            ask("DELETE", "/v1/sessions/current", cookie(token));
            ask("DELETE", "/v1/sessions/current", cookie(token) + OURS);
        } finally {
            bench.stop();
            root.detachAppender(log);
            access.setLevel(null);
        }

        assertThat(log.list).hasSizeGreaterThanOrEqualTo(4);
        assertThat(log.list).noneMatch(line -> line.getFormattedMessage().contains(token.substring(4)));
    }

    private RawAnswer signIn(String headers) {
        return post("/v1/sessions", headers, credentials(",\"cookie\":true"));
    }

    private static String credentials(String more) {
        return "{\"email\":\"" + ANA + "\",\"password\":\"" + Fixtures.PASSWORD + "\"" + more + "}";
    }

    private RawAnswer post(String path, String headers, String body) {
        return send("POST", path, headers, body);
    }

    private RawAnswer send(String method, String path, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return bench.ask(method + " " + path + " HTTP/1.1\n" + host(headers) + headers
                + "Content-Type: application/json\nContent-Length: " + length + "\n\n" + body);
    }

    private RawAnswer ask(String method, String path, String headers) {
        return bench.ask(method + " " + path + " HTTP/1.1\n" + host(headers) + headers + "\n");
    }

    private static String host(String headers) {
        return headers.contains("\nHost: ") ? "" : "Host: tenon.example.org\n";
    }

    private static String cookie(String token) {
        return "Cookie: __Host-tenon-session=" + token + "\n";
    }

    private static String token(RawAnswer opened) {
        Matcher cookie = COOKIE.matcher(String.valueOf(opened.header("Set-Cookie")));
        assertThat(cookie.matches()).as(opened.text()).isTrue();
        return cookie.group(1);
    }

    private String id(String token) {
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"")
                .matcher(ask("GET", "/v1/sessions/current", cookie(token)).text());
        assertThat(id.find()).isTrue();
        return id.group(1);
    }
}
