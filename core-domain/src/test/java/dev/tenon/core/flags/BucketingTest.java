package dev.tenon.core.flags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketingTest {

    @ParameterizedTest
    @CsvSource({
        "gr1, 123, 73",
        "groupX, 999, 25",
        "Feature.flexibleRollout.10, 174, 10",
        "Feature.flexibleRollout.10, 499, 32",
        "Feature.flexibleRollout.userId.55, 25, 55"
    })
    void falls_into_the_buckets_that_Unleash_publishes(String group, String id, int bucket) {
        assertThat(Bucketing.ofRollout(group, id, 100)).isEqualTo(bucket);
    }

    /** The vectors of SMHasher's documentation and of Wikipedia's article on MurmurHash. */
    @Test
    void hashes_as_murmur3_does() {
        assertThat(Bucketing.murmur3(new byte[0], 0)).isZero();
        assertThat(Bucketing.murmur3(new byte[0], 1)).isEqualTo(0x514e28b7);
        assertThat(Bucketing.murmur3(new byte[0], -1)).isEqualTo(0x81f16f39);
        assertThat(Bucketing.murmur3("test".getBytes(UTF_8), 0)).isEqualTo(0xba6bd213);
        assertThat(Bucketing.murmur3("Hello, world!".getBytes(UTF_8), 0)).isEqualTo(0xc0363e43);
        assertThat(Bucketing.murmur3("The quick brown fox jumps over the lazy dog".getBytes(UTF_8), 0x9747b28c))
                .isEqualTo(0x2fa826cd);
    }

    @Test
    void fills_every_bucket_alike() {
        int[] counts = new int[10];
        IntStream.range(0, 100_000).forEach(id -> counts[(Bucketing.ofRollout("flag", "" + id, 100) - 1) / 10]++);

        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_700, 10_300));
    }

    @Test
    void chooses_variants_apart_from_rollouts() {
        assertThat(IntStream.range(0, 1_000)
                        .filter(id ->
                                Bucketing.ofRollout("flag", "" + id, 100) == Bucketing.ofVariant("flag", "" + id, 100))
                        .count())
                .isLessThan(40);
    }
}
