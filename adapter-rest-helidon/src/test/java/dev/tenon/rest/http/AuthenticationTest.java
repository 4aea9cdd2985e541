package dev.tenon.rest.http;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.OPERATOR;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.RawClient.RawAnswer;
import dev.tenon.rest.http.Route.Load;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks: a live token, or nobody. What is sent and is no live token is refused, never ignored. */
class AuthenticationTest {

    private static final String MISTYPED = "Bearer tns_4Zk0Qw8sLx2Vb7Nf1Rj6Tg9Hy3Pd5M2ZlEFX";

    private static Workbench bench;

    @BeforeAll
    static void start() {
        bench = new Workbench(RestLimits.standard(), routes -> {
            routes.add(get("/v1/mine", SIGNED_IN, AuthenticationTest::whoAsks));
            routes.add(get("/v1/open", ANYBODY, AuthenticationTest::whoAsks));
            routes.add(
                    get("/health/live", OPERATOR, AuthenticationTest::whoAsks).load(Load.FREE));
        });
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    private static Answer whoAsks(Call call) {
        return Answer.json(200, Map.of("actor", call.actor().label()));
    }

    private static RawAnswer ask(String path, String authorization) {
        String header = authorization.isEmpty() ? "" : "Authorization: " + authorization + "\n";
        return bench.ask("GET " + path + " HTTP/1.1\nHost: a\n" + header + "\n");
    }

    @Test
    void takes_a_live_token() {
        String token = bench.token("ana@example.org");

        assertThat(ask("/v1/mine", "Bearer " + token).text()).contains("\"user:");
        assertThat(ask("/v1/mine", "bearer " + token).status()).isEqualTo(200);
    }

    @Test
    void asks_for_a_token_where_one_is_needed() {
        RawAnswer answer = ask("/v1/mine", "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.text()).contains("/problems/request-unauthenticated");
    }

    @Test
    void asks_for_none_elsewhere() {
        assertThat(ask("/v1/open", "").text()).contains("\"anonymous\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MISTYPED,
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Basic YW5hQGV4YW1wbGUub3JnOnB3",
                "tns_4Zk0Qw8sLx2Vb7Nf1Rj6Tg9Hy3Pd5M2ZlEFU",
                "Bearer x\nAuthorization: Bearer y",
                "Bearer tnm_7Yp3Kd9Wm1Cx5Lb8Rz2Gs6Tf0Hv4Jn2OPgtC"
            })
    void refuses_what_is_no_live_token(String authorization) {
        RawAnswer answer = ask("/v1/mine", authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void does_not_look_at_tokens_where_none_is_needed() {
        assertThat(ask("/v1/open", MISTYPED).text()).contains("\"anonymous\"");
        assertThat(ask("/v1/open", "Basic YW5hQGV4YW1wbGUub3JnOnB3").status()).isEqualTo(200);
        assertThat(ask("/health/live", MISTYPED).status()).isEqualTo(200);
    }
}
