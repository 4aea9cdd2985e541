package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=90-, 90, 99",
        "bytes=90-1000, 90, 99",
        "bytes=-10, 90, 99",
        "bytes=-1000, 0, 99",
        "bytes=99-99, 99, 99",
        "bytes= 1-2, 1, 2",
    })
    void finds_the_bytes(String header, long first, long last) {
        assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
    void knows_what_lies_beyond(String header) {
        assertThat(ByteRange.parse(header, 100).map(range -> range.isBeyond(100)))
                .contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=-",
                "bytes=5-3",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "bytes=0x1-2",
                "items=0-1",
                "bytes 0-1",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=9999999999999999999-",
                ""
            })
    void what_is_no_single_range_means_all_bytes(String header) {
        assertThat(ByteRange.parse(header, 100)).isEmpty();
    }
}
