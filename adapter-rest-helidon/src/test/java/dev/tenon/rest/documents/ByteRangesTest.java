package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0-0",
        "bytes=0-99, 0-99",
        "bytes=90-, 90-99",
        "bytes=90-1000, 90-99",
        "bytes=-10, 90-99",
        "bytes=-1000, 0-99",
        "bytes=99-99, 99-99",
        "bytes= 1-2, 1-2",
    })
    void finds_the_bytes(String header, String range) {
        assertThat(found(header)).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-1,5-6             | 0-1 5-6",
                "bytes=5-6, 0-1            | 5-6 0-1",
                "bytes=,0-1,,5-6,          | 0-1 5-6",
                "bytes=-1,0-0              | 99-99 0-0",
                "bytes=0-1,200-            | 0-1"
            })
    void finds_several_in_the_order_in_which_they_were_asked_for(String header, String ranges) {
        assertThat(found(header)).isEqualTo(ranges);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-9,5-14                  | 0-14",
                "bytes=0-9,10-19                 | 0-19",
                "bytes=0-9,12-20,8-13            | 0-20",
                "bytes=50-60,0-9,55-70,20-21,5-6 | 50-70 0-9 20-21",
                "bytes=0-,0-,0-,0-               | 0-99",
                "bytes=0-0,2-2,4-4,0-99          | 0-99"
            })
    void no_byte_comes_twice(String header, String ranges) {
        assertThat(found(header)).isEqualTo(ranges);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-", "bytes=100-,-0"})
    void knows_what_lies_beyond(String header) {
        assertThat(found(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=,",
                "bytes=-",
                "bytes=5-3",
                "bytes=0-1,5-3",
                "bytes=a-b",
                "bytes=0x1-2",
                "items=0-1",
                "bytes 0-1",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=9999999999999999999-",
                ""
            })
    void what_is_no_range_means_all_bytes(String header) {
        assertThat(ByteRanges.parse(header, 100)).isEmpty();
    }

    @Test
    void more_than_sixteen_mean_all_bytes() {
        assertThat(found("bytes=" + everyThird(16)).split(" ")).hasSize(16);
        assertThat(ByteRanges.parse("bytes=" + everyThird(17), 100)).isEmpty();
    }

    private static String everyThird(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> 3 * index + "-" + 3 * index)
                .collect(Collectors.joining(","));
    }

    private static String found(String header) {
        return ByteRanges.parse(header, 100).orElseThrow().parts().stream()
                .map(part -> part.first() + "-" + part.last())
                .collect(Collectors.joining(" "));
    }
}
