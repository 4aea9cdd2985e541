package dev.tenon.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class MailBodyTest {

    private static final URI OFF = URI.create("https://tenon.example.org/unsubscribe?token=abc");

    @Test
    void every_part_comes_back_as_it_was() {
        MailBody whole = new MailBody("Grüße,\n\nText\n", "<p>Grüße</p>\n", OFF);

        assertThat(MailBody.read(whole.written())).isEqualTo(whole);
        assertThat(MailBody.read(new MailBody("Text", null, OFF).written())).isEqualTo(new MailBody("Text", null, OFF));
        assertThat(MailBody.read(new MailBody("", "", null).written())).isEqualTo(new MailBody("", "", null));
    }

    @Test
    void a_text_alone_is_written_as_it_is_and_what_was_queued_before_reads_as_text() {
        assertThat(MailBody.of("Hello,\n\nText\n").written()).isEqualTo("Hello,\n\nText\n");
        assertThat(MailBody.read("Hello,\n\nText\n")).isEqualTo(MailBody.of("Hello,\n\nText\n"));
    }

    @Test
    void parts_of_a_newer_version_are_left_out() {
        String newer = "Text\u001Ecalendar\u001FBEGIN:VCALENDAR\u001Ehtml\u001F<p>Text</p>\u001Eflag";

        assertThat(MailBody.read(newer)).isEqualTo(new MailBody("Text", "<p>Text</p>", null));
    }

    @Test
    void nothing_that_somebody_wrote_becomes_a_part() {
        MailBody sly =
                new MailBody("Text\u001Eunsubscribe\u001Fhttps://evil.example.net", "<p>\u001Ehtml\u001F</p>", null);

        assertThat(MailBody.read(sly.written()))
                .isEqualTo(new MailBody("Textunsubscribehttps://evil.example.net", "<p>html</p>", null));
    }
}
