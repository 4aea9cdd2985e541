package dev.tenon.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailContentsTest {

    private static final OrganizationId ACME = new OrganizationId(new UUID(0x7000L, 0x8000000000000003L));
    private static final URI OFF = URI.create("https://tenon.example.org/unsubscribe?token=abc");

    @Test
    void every_part_comes_back_as_it_was() {
        for (MailContents contents : new MailContents[] {
            new MailContents(Map.of("token", "tnm_1", "message", "Grüße,\n\n=;&"), ACME, OFF, null, List.of()),
            new MailContents(Map.of("a", ""), null, OFF, null, List.of()),
            new MailContents(Map.of(), ACME, null, null, List.of()),
            new MailContents(Map.of(), null, null, new EmailAddress("help@example.org"), List.of("<a@b>", "<c@d>")),
            new MailContents(Map.of(), null, null, null, List.of())
        }) {
            assertThat(MailContents.areIn(contents.written())).isTrue();
            assertThat(MailContents.read(contents.written())).isEqualTo(contents);
        }
    }

    @Test
    void parts_of_a_newer_version_are_left_out() {
        assertThat(MailContents.read("\u001Ecalendar\u001FBEGIN\u001Evalue.a\u001Fb\u001Eflag"))
                .isEqualTo(new MailContents(Map.of("a", "b"), null, null, null, List.of()));
    }

    @Test
    void nothing_that_somebody_wrote_becomes_a_part() {
        MailContents sly = new MailContents(
                Map.of("a", "b\u001Eunsubscribe\u001Fhttps://evil.example.net"), null, null, null, List.of());

        assertThat(MailContents.read(sly.written()))
                .isEqualTo(new MailContents(
                        Map.of("a", "bunsubscribehttps://evil.example.net"), null, null, null, List.of()));
    }

    @Test
    void a_whole_mail_of_an_earlier_version_is_told_apart() {
        assertThat(MailContents.areIn(new MailBody("Hello", "<p>Hello</p>", OFF).written()))
                .isFalse();
    }
}
