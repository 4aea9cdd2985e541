package dev.tenon.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenon.ports.support.spi.IncomingMail;
import dev.tenon.ports.support.spi.MailReader;
import dev.tenon.ports.support.spi.MailReader.UnreadableMail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MimeMailReaderTest {

    private final MailReader reader = new MimeMailReader();

    private IncomingMail read(String mail) throws UnreadableMail {
        return reader.read(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void is_found_on_the_class_path() {
        assertThat(ServiceLoader.load(MailReader.class).findFirst()).containsInstanceOf(MimeMailReader.class);
    }

    @Test
    void a_plain_mail_is_read_as_it_is() throws Exception {
        IncomingMail mail = read("""
                From: =?utf-8?q?Ana_Lim=C3=A3?= <ana@example.org>
                Subject: =?utf-8?b?R3LDvMOfZQ==?= aus
                 Lissabon
                Message-ID: <1@laptop>
                In-Reply-To: <3@tenon>
                References: <1@tenon> <2@tenon>
                 <3@tenon> nonsense
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                Gr=FC=DFe,
                Ana
                """);

        assertThat(mail)
                .isEqualTo(new IncomingMail(
                        "<1@laptop>",
                        "ana@example.org",
                        List.of("<3@tenon>", "<2@tenon>", "<1@tenon>"),
                        "Grüße aus Lissabon",
                        "Grüße,\nAna",
                        false,
                        false,
                        List.of()));
    }

    @Test
    void of_one_thing_said_twice_the_plain_text_is_taken_and_files_are_kept() throws Exception {
        IncomingMail mail = read("""
                From: ana@example.org
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain; charset=utf-8

                Plain
                --a
                Content-Type: text/html; charset=utf-8

                <p>Not <b>plain</b></p>
                --a--
                --m
                Content-Type: image/png; name="=?utf-8?q?gr=C3=BCn.png?="
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment

                %s
                --m
                Content-Type: message/rfc822

                From: ben@example.org

                Before
                --m--
                """.formatted(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})));

        assertThat(mail.text()).isEqualTo("Plain");
        assertThat(mail.files()).hasSize(2);
        IncomingMail.File picture = mail.files().get(0);
        assertThat(picture.name()).isEqualTo("grün.png");
        assertThat(picture.mediaType()).isEqualTo("image/png");
        assertThat(bytes(picture)).containsExactly(1, 2, 3);
        assertThat(mail.files().get(1).name()).isEqualTo("attachment-2.eml");
    }

    private static byte[] bytes(IncomingMail.File file) throws IOException {
        try (InputStream content = file.content().get()) {
            return content.readAllBytes();
        }
    }

    @Test
    void html_is_reduced_to_its_text() throws Exception {
        IncomingMail mail = read("""
                From: ana@example.org
                Content-Type: text/html; charset=utf-8

                <html><head><title>No</title><style>p {}</style></head><body onload="x('>')">
                <p>Hello &amp; gr&uuml;&szlig;e&#33;</p><script>alert(1)</script><!-- <p>no</p> -->
                <ul><li>one<li>two</ul>1 < 2
                <div>On Monday Tenon wrote:<blockquote>Which<br>version?</blockquote></div></body></html>
                """);

        assertThat(mail.text())
                .isEqualTo("Hello & grüße!\n\n- one\n- two\n\n1 < 2\nOn Monday Tenon wrote:\n> Which\n> version?");
    }

    @ParameterizedTest
    @CsvSource({
        "Auto-Submitted: auto-replied, true, false",
        "Auto-Submitted: No, false, false",
        "Auto-Submitted: auto-generated (away), true, false",
        "Return-Path: <>, true, false",
        "Return-Path: <ana@example.org>, false, false",
        "Content-Type: multipart/report; boundary=b, true, false",
        "Precedence: BULK, false, true",
        "Precedence: list, false, true",
        "Precedence: junk, false, true",
        "Precedence: first-class, false, false",
        "X-Other: x, false, false"
    })
    void says_what_a_program_wrote_and_what_went_to_many(String header, boolean automatic, boolean bulk)
            throws Exception {
        IncomingMail mail = read("From: ana@example.org\n" + header + "\n\nHello\n");

        assertThat(mail.isAutomatic()).isEqualTo(automatic);
        assertThat(mail.isBulk()).isEqualTo(bulk);
    }

    @Test
    void several_senders_and_ids_that_are_none_are_none() throws Exception {
        assertThat(read("From: a@example.org, b@example.org\n\nHello\n").from()).isNull();
        assertThat(read("From: a@example.org\nFrom: b@example.org\n\nHello\n").from())
                .isNull();
        assertThat(read("From: nobody\nMessage-ID: <a b@c>\n\nHello\n").messageId())
                .isNull();
    }

    @Test
    void what_is_no_mail_is_refused() {
        for (String nothing : new String[] {"", "hello", "Subject: x\n\nHello", "\n\n\n"}) {
            assertThatExceptionOfType(UnreadableMail.class).as(nothing).isThrownBy(() -> read(nothing));
        }
    }

    @Test
    void parts_in_parts_come_to_an_end() throws Exception {
        StringBuilder deep = new StringBuilder("From: ana@example.org\n");
        for (int depth = 0; depth < 500; depth++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\n\n--b");
            deep.append(depth).append('\n');
        }
        IncomingMail mail = read(deep + "\nHello\n");
        assertThat(mail.text()).isEmpty();

        String broken = "From: ana@example.org\nContent-Type: text/html\n\n";
        assertThat(read(broken + "<".repeat(200_000)).text()).hasSize(200_000);
        assertThat(read(broken + "&".repeat(200_000)).text()).hasSize(200_000);
        assertThat(read(broken + "<p title=\"" + "x".repeat(200_000)).text()).isEmpty();
        assertThat(read(broken + "<script>".repeat(50_000)).text()).isEmpty();
    }

    @Test
    void whatever_comes_is_read_or_refused() {
        Random random = new Random(7);
        String words =
                "From: a@b.org\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n--b=?utf-8?q?=C3?=<>&#x;\u0000é";
        for (int count = 0; count < 2_000; count++) {
            StringBuilder mail = new StringBuilder("From: ana@example.org\r\n");
            for (int part = 0; part < 20; part++) {
                int start = random.nextInt(words.length());
                mail.append(words, start, start + random.nextInt(words.length() - start + 1));
            }
            try {
                assertThat(reader.read(mail.toString().getBytes(StandardCharsets.UTF_8))
                                .text())
                        .isNotNull();
            } catch (UnreadableMail refused) {
                assertThat(refused).hasMessageContaining("It");
            }
        }
    }
}
