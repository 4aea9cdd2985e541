package dev.tenon.ports.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"})
    void I5_no_cell_begins_a_formula(String cell) {
        assertThat(CsvLine.of(List.of(cell, "b"))).isEqualTo("\"'" + cell + "\",b\r\n");
    }

    @Test
    void I5_quotes_what_would_end_a_cell_or_a_record() {
        assertThat(CsvLine.of(List.of("a,b", "say \"hi\"", "two\nlines", "plain", "1-2")))
                .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",plain,1-2\r\n");
    }

    @Test
    void what_is_not_there_is_an_empty_cell() {
        assertThat(CsvLine.of(Arrays.asList("a", null, "", "b"))).isEqualTo("a,,,b\r\n");
    }
}
