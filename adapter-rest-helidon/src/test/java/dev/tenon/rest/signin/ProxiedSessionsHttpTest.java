package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.TrustedProxies;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behind a proxy that is trusted; here it is the test itself, on the loopback interface. */
class ProxiedSessionsHttpTest extends HttpTest {

    private static final String WRONG = "another long enough password";

    @Override
    protected TrustedProxies trustedProxies() {
        return TrustedProxies.of(List.of("127.0.0.0/8", "::1", "10.0.0.0/8"));
    }

    private ValidatingClient from(String chain) {
        return http().with("X-Forwarded-For", chain);
    }

    @Test
    void sessions_and_history_have_the_clients_address() {
        Person ana = tenon().ana();

        from("198.51.100.1, 203.0.113.9, 10.0.0.3")
                .post("/v1/sessions")
                .json(credentials(ana.email()))
                .expect(201);

        assertThat(ana.http().get("/v1/me/logins").expect(200).items("ipAddress"))
                .containsExactly("203.0.113.9", "127.0.0.1");
        assertThat(ana.http().get("/v1/sessions").expect(200).items("ipAddress"))
                .containsExactlyInAnyOrder("203.0.113.9", "127.0.0.1");
    }

    @Test
    void A5_clients_behind_one_proxy_do_not_share_their_tries() {
        tenon().account("ana@example.org");
        for (int guess = 0; guess < 10; guess++) {
            // What stands to the left is the client's own, and another every time.
            from("192.0.2." + guess + ", 203.0.113.9")
                    .post("/v1/sessions")
                    .json(credentials("ana@example.org", WRONG))
                    .refused(401, "sign-in-failed");
        }

        from("192.0.2.99, 203.0.113.9")
                .post("/v1/sessions")
                .json(credentials("ana@example.org", WRONG))
                .refused(429, "sign-in-throttled");
        from("203.0.113.10")
                .post("/v1/sessions")
                .json(credentials("ana@example.org"))
                .expect(201);
    }

    @Test
    void another_header_than_the_one_is_not_believed() {
        Person ana = tenon().ana();

        http().with("Forwarded", "for=192.0.2.1")
                .with("X-Real-IP", "192.0.2.2")
                .with("True-Client-IP", "192.0.2.3")
                .post("/v1/sessions")
                .json(credentials(ana.email()))
                .expect(201);

        assertThat(ana.http().get("/v1/me/logins").expect(200).items("ipAddress"))
                .containsOnly("127.0.0.1");
    }

    @Test
    void E4_links_in_mails_begin_with_the_configured_address_whatever_a_proxy_says() {
        tenon().account("ana@example.org");

        from("203.0.113.9")
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "http")
                .with("X-Forwarded-Port", "8080")
                .with("X-Forwarded-Prefix", "/evil")
                .with("Forwarded", "host=evil.example;proto=http")
                .post("/v1/password-reset-requests")
                .json(Map.of("email", "ana@example.org"))
                .expect(202);

        assertThat(tenon().mailedLink("ana@example.org")).startsWith(Installation.BASE_URL + "/");
    }
}
