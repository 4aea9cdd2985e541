package dev.tenon.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenon.smtp.SmtpUrl.Protection;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpUrlTest {

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example.org,                        587, STARTTLS",
        "smtp://mail.example.org:25/,                    25,  STARTTLS",
        "smtp://user:secret@mail.example.org,            587, STARTTLS",
        "smtp://mail.example.org?tls=starttls,           587, STARTTLS",
        "smtp://mail.example.org:1025?tls=none,          1025, NONE",
        "smtps://mail.example.org,                       465, TLS",
        "smtps://user:secret@mail.example.org:8465,      8465, TLS",
        "smtp://localhost:1025,                          1025, NONE",
        "smtp://127.0.0.1:1025,                          1025, NONE",
        "smtp://[::1]:1025,                              1025, NONE",
        "smtp://localhost:1025?tls=starttls,             1025, STARTTLS",
        "smtp://localhost.example.org,                   587, STARTTLS"
    })
    void asks_for_tls_unless_the_server_is_here_or_told_otherwise(URI text, int port, Protection protection) {
        SmtpUrl url = SmtpUrl.of(text);

        assertThat(url.port()).isEqualTo(port);
        assertThat(url.protection()).isEqualTo(protection);
    }

    @Test
    void user_and_password_are_percent_decoded_and_never_printed() {
        SmtpUrl url = SmtpUrl.of(URI.create("smtp://ana%40example.org:p%3Aw%2F+%25@mail.example.org"));

        assertThat(url.user()).isEqualTo("ana@example.org");
        assertThat(url.password()).isEqualTo("p:w/+%");
        assertThat(url).hasToString("mail.example.org:587");
        assertThat(SmtpUrl.of(URI.create("smtp://mail.example.org")).user()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.org",
                "http://user:s3cret@mail.example.org",
                "smtp:///x",
                "smtp://user:s3cret@mail.example.org/path",
                "smtp://user:s3cret@mail.example.org#x",
                "smtp://user@mail.example.org",
                "smtp://user:s3cret@mail.example.org?tls=maybe",
                "smtp://user:s3cret@mail.example.org?TLS=none",
                "smtp://user:s3cret@mail.example.org?timeout=5",
                "smtps://user:s3cret@mail.example.org?tls=none",
                "smtp://user:s3cret@mail_server"
            })
    void refuses_what_is_no_mail_server_without_repeating_the_password(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpUrl.of(URI.create(text)))
                .satisfies(
                        refusal -> assertThat(refusal.getMessage()).isNotBlank().doesNotContain("s3cret"));
    }
}
