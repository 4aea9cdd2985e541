package dev.tenon.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|true",
                "application/json|true",
                "application/*|true",
                "APPLICATION/JSON|true",
                "text/html, application/json;q=0.5|true",
                "text/html, */*;q=0.1|true",
                "application/json; charset=utf-8|true",
                "text/html|false",
                "application/xml, text/*|false",
                "application/json;q=0|false",
                "*/*, application/json;q=0.000|false",
                "application/*;q=0, application/json|true",
                "*/*;q=0|false",
            })
    void the_most_specific_range_decides(String accept, boolean isTaken) {
        assertThat(MediaTypes.accepts(accept, "application/json")).isEqualTo(isTaken);
    }

    @Test
    void no_Accept_takes_everything() {
        assertThat(MediaTypes.accepts(null, "application/json")).isTrue();
        assertThat(MediaTypes.accepts(" ", "application/json")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,*/*;q=0.8|true",
                "*/*|false",
                "application/json|false",
                "text/html;q=0|false",
            })
    void a_browser_names_html(String accept, boolean isPreferred) {
        assertThat(MediaTypes.prefers(accept, "text/html")).isEqualTo(isPreferred);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|true",
                "application/json; charset=utf-8|true",
                "application/json; charset=\"UTF-8\"; x=y|true",
                "application/json; charset=iso-8859-1|false",
                "application/json; charset=utf-16|false",
            })
    void json_is_utf8(String contentType, boolean isUtf8) {
        assertThat(MediaTypes.isUtf8(contentType)).isEqualTo(isUtf8);
    }
}
