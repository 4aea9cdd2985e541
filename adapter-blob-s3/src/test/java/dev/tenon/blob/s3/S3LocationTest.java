package dev.tenon.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

    @Test
    void a_bucket_of_amazons_needs_its_region() {
        S3Location location = S3Location.parse("s3://contents?region=eu-central-1");

        assertThat(location).isEqualTo(new S3Location("contents", "", null, "eu-central-1", false));
        assertThat(location).hasToString("s3://contents/ at Amazon S3, eu-central-1");
    }

    @Test
    void a_bucket_elsewhere_stands_in_the_path_unless_said_otherwise() {
        String address = "s3://contents/tenon/blobs/?endpoint=https://objects.example.org";

        assertThat(S3Location.parse(address))
                .isEqualTo(new S3Location(
                        "contents", "tenon/blobs/", URI.create("https://objects.example.org"), "us-east-1", true));
        assertThat(S3Location.parse(address + "&path-style=false").pathStyle()).isFalse();
        assertThat(S3Location.parse("s3://contents?endpoint=https%3A%2F%2Fobjects.example.org&region=x")
                        .endpoint())
                .isEqualTo(URI.create("https://objects.example.org"));
    }

    @Test
    void tells_what_goes_over_the_network_in_plain() {
        assertThat(S3Location.parse("s3://contents?endpoint=http://10.0.0.7:9000")
                        .isPlainOverTheNetwork())
                .isTrue();
        assertThat(S3Location.parse("s3://contents?endpoint=http://127.0.0.1:9000")
                        .isPlainOverTheNetwork())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/var/lib/tenon",
                "s3://contents",
                "s3://?region=x",
                "s3://ab?region=x",
                "s3://key:secret@contents?region=x",
                "s3://contents?region=x&secret=y",
                "s3://contents?region=x&region=y",
                "s3://contents?region=x y",
                "s3://contents/../other?region=x",
                "s3://contents/a b?region=x",
                "s3://contents?endpoint=ftp://objects.example.org",
                "s3://contents?endpoint=https://a:b@objects.example.org",
                "s3://contents?region=x&path-style=maybe",
                "s3://contents?region=x#y"
            })
    void refuses_what_is_no_address_of_a_bucket(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> S3Location.parse(address));
    }

    @Test
    void shows_no_secret() {
        assertThat(new S3Credentials("tenon", "hush").toString()).doesNotContain("hush");
    }
}
