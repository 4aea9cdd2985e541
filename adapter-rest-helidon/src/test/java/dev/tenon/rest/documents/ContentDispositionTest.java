package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=\"report.pdf\"|report.pdf",
                "attachment; filename=report.pdf|report.pdf",
                "attachment;filename=report.pdf;size=3|report.pdf",
                "form-data; name=\"file\"; filename=\"a b.txt\"|a b.txt",
                "attachment; filename=\"a\\\"b\\\\c.txt\"|a\"b\\c.txt",
                "attachment; filename=\"C:\\temp\\a.txt\"|C:\\temp\\a.txt",
                "attachment; filename=\"a;b.txt\"|a;b.txt",
                "attachment; filename*=UTF-8''na%C3%AFve.txt|na\u00efve.txt",
                "attachment; filename*=utf-8'en'a%20b.txt|a b.txt",
                "attachment; filename*=iso-8859-1''na%EFve.txt|na\u00efve.txt",
                "attachment; filename=\"old.txt\"; filename*=UTF-8''new.txt|new.txt",
            })
    void finds_the_name(String header, String name) {
        assertThat(ContentDisposition.parse(header).flatMap(ContentDisposition::fileName))
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attachment", "attachment;", "inline; size=3"})
    void a_header_may_have_no_name(String header) {
        assertThat(ContentDisposition.parse(header)).isPresent();
        assertThat(ContentDisposition.parse(header).flatMap(ContentDisposition::fileName))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "; filename=a",
                "a b; filename=a",
                "attachment; filename=\"a",
                "attachment; filename=\"a\" b",
                "attachment; filename",
                "attachment; filename=a; filename=b",
                "attachment; filename*=a.txt",
                "attachment; filename*=UTF-7''a",
                "attachment; filename*=UTF-8''%zz",
                "attachment; filename*=UTF-8''%c3",
                "attachment; =a"
            })
    void what_cannot_be_read_is_nothing(String header) {
        assertThat(ContentDisposition.parse(header)).isEmpty();
    }

    @Test
    void F3_a_name_cannot_leave_its_header() {
        String header = ContentDisposition.attachment("a\"; x=\"\r\nSet-Cookie: b=c\\\u00e9\ud83d\ude00.pdf");

        assertThat(header)
                .isEqualTo("attachment; filename=\"a_; x=___Set-Cookie: b=c___.pdf\"; filename*=UTF-8''"
                        + "a%22%3B%20x%3D%22%0D%0ASet-Cookie%3A%20b%3Dc%5C%C3%A9%F0%9F%98%80.pdf");
    }

    @Test
    void F3_what_is_written_can_be_read() {
        String name = "R\u00e9sum\u00e9 (2026) 100%.pdf";

        assertThat(ContentDisposition.parse(ContentDisposition.attachment(name)).flatMap(ContentDisposition::fileName))
                .contains(name);
    }
}
