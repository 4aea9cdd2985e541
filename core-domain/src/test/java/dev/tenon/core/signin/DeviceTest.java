package dev.tenon.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.signin.Session;
import dev.tenon.testkit.Fixtures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox on Linux",
                "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/140.0 Safari/537 | Chrome on Windows",
                "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537 Edg/140.0 | Edge on Windows",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1 | Safari on macOS",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Safari/604.1 | Chrome on iPhone",
                "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/140.0 | Samsung Internet on Android",
                "curl/8.5.0 | curl",
                "Java-http-client/25.0.1 | Java-http-client",
                "(strange) | Unknown device",
            })
    void has_a_name_for_people(String userAgent, String name) {
        assertThat(deviceOf(userAgent)).isEqualTo(name);
    }

    @Test
    void has_a_name_though_it_says_nothing_or_too_much() {
        assertThat(deviceOf(null)).isEqualTo("Unknown device");
        assertThat(deviceOf(" ")).isEqualTo("Unknown device");
        assertThat(deviceOf("x".repeat(500))).hasSize(40);
    }

    private static String deviceOf(@Nullable String userAgent) {
        Session any = Fixtures.aSession(Fixtures.aUserId());
        return new Session(
                        any.id(),
                        any.userId(),
                        any.method(),
                        null,
                        null,
                        any.ipAddress(),
                        userAgent,
                        any.createdAt(),
                        any.lastSeenAt(),
                        any.idleExpiresAt(),
                        any.expiresAt())
                .device();
    }
}
