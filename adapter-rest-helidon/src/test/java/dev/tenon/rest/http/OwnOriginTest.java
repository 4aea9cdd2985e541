package dev.tenon.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://tenon.example.org, https://tenon.example.org",
        "https://tenon.example.org/base/, https://tenon.example.org",
        "https://tenon.example.org:443/, https://tenon.example.org",
        "http://tenon.example.org:80, http://tenon.example.org",
        "https://tenon.example.org:80, https://tenon.example.org:80",
        "http://localhost:8080, http://localhost:8080",
        "HTTPS://Tenon.Example.ORG, https://tenon.example.org",
        "http://[::1]:8080/, http://[::1]:8080"
    })
    void an_origin_is_written_as_browsers_write_it(String url, String origin) {
        assertThat(OwnOrigin.of(URI.create(url))).isEqualTo(origin);
    }
}
