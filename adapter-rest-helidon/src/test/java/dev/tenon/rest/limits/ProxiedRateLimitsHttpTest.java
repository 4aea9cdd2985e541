package dev.tenon.rest.limits;

import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimitPolicy.PerClass;
import dev.tenon.rest.TrustedProxies;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.ValidatingClient;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Behind a proxy that is trusted; here it is the test itself, on the loopback interface. */
class ProxiedRateLimitsHttpTest extends HttpTest {

    @Override
    protected TrustedProxies trustedProxies() {
        return TrustedProxies.of(List.of("127.0.0.0/8", "::1"));
    }

    @Override
    protected RateLimitPolicy rateLimits() {
        return new RateLimitPolicy(new PerClass(5, 10, 40), 600, new PerClass(8, 6, 12));
    }

    private ValidatingClient from(String chain) {
        return http().with("X-Forwarded-For", chain);
    }

    @Test
    void clients_behind_one_proxy_are_counted_apart() {
        IntStream.range(0, 12)
                .forEach(number -> from("192.0.2." + number + ", 203.0.113.9")
                        .get("/v1/plans")
                        .expect(200));

        from("192.0.2.99, 203.0.113.9").get("/v1/plans").refused(429, "rate-limit-exceeded");
        from("203.0.113.10").get("/v1/plans").expect(200);
    }

    @Test
    void addresses_of_one_ipv6_network_are_one_caller() {
        IntStream.range(0, 12)
                .forEach(number ->
                        from("2001:db8:0:7:" + number + "::1").get("/v1/plans").expect(200));

        from("2001:db8::7:ffff:0:0:1").get("/v1/plans").refused(429, "rate-limit-exceeded");
        from("2001:db8:0:8::1").get("/v1/plans").expect(200);
    }
}
