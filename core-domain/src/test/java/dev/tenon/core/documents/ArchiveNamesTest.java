package dev.tenon.core.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "report.pdf      | report.pdf",
                "r\u00e9sum\u00e9.pdf   | r\u00e9sum\u00e9.pdf",
                "..              | file",
                ".               | file",
                "'  '            | file",
                "../../etc/x     | .._.._etc_x",
                "/etc/x          | _etc_x",
                "C:\\x.txt        | C__x.txt",
                "a\u202etxt.exe   | a_txt.exe",
                "a\u0000b.txt     | a_b.txt",
                "a.txt.          | a.txt",
                "NUL             | _NUL",
                "com1.txt        | _com1.txt",
                ".profile        | .profile"
            })
    void makes_a_name_safe_to_unpack(String given, String name) {
        assertThat(new ArchiveNames().next(given)).isEqualTo(name);
    }

    @Test
    void numbers_what_would_have_the_same_name() {
        ArchiveNames names = new ArchiveNames();

        assertThat(List.of("a.txt", "A.TXT", "a (2).txt", "a.txt", "b", "b", ".b", ".b").stream()
                        .map(names::next))
                .containsExactly("a.txt", "A (2).TXT", "a (2) (2).txt", "a (3).txt", "b", "b (2)", ".b", ".b (2)");
    }
}
