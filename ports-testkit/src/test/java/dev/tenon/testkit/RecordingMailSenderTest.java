package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import org.junit.jupiter.api.Test;

class RecordingMailSenderTest {

    private static final EmailAddress ANA = new EmailAddress("ana@example.org");
    private static final EmailAddress BEN = new EmailAddress("ben@example.org");

    private final RecordingMailSender sender = new RecordingMailSender();

    @Test
    void keeps_what_was_sent_in_order() throws MailFailure {
        sender.send(mail(1, ANA));
        sender.send(mail(2, BEN));
        sender.send(mail(3, ANA));

        assertThat(sender.sent()).containsExactly(mail(1, ANA), mail(2, BEN), mail(3, ANA));
        assertThat(sender.sentTo(ANA)).containsExactly(mail(1, ANA), mail(3, ANA));
        assertThat(sender.last()).contains(mail(3, ANA));

        sender.clear();
        assertThat(sender.sent()).isEmpty();
        assertThat(sender.last()).isEmpty();
    }

    @Test
    void fails_as_often_as_it_is_told_to() throws MailFailure {
        sender.failNext(2);

        assertThatExceptionOfType(MailFailure.class)
                .isThrownBy(() -> sender.send(mail(1, ANA)))
                .satisfies(failure -> assertThat(failure.isPermanent()).isFalse());
        assertThatExceptionOfType(MailFailure.class).isThrownBy(() -> sender.send(mail(1, ANA)));
        sender.send(mail(1, ANA));

        assertThat(sender.sent()).containsExactly(mail(1, ANA));
    }

    @Test
    void refuses_for_good_until_it_recovers() throws MailFailure {
        sender.refuseNext(Integer.MAX_VALUE);
        assertThatExceptionOfType(MailFailure.class)
                .isThrownBy(() -> sender.send(mail(1, ANA)))
                .satisfies(failure -> assertThat(failure.isPermanent()).isTrue());

        sender.recover();
        sender.send(mail(2, ANA));

        assertThat(sender.sent()).containsExactly(mail(2, ANA));
    }

    @Test
    void forgets_the_oldest_beyond_its_capacity() throws MailFailure {
        for (int number = 0; number <= RecordingMailSender.CAPACITY; number++) {
            sender.send(mail(number, ANA));
        }

        assertThat(sender.sent()).hasSize(RecordingMailSender.CAPACITY).startsWith(mail(1, ANA));
    }

    private static OutgoingMail mail(int number, EmailAddress recipient) {
        return new OutgoingMail("<" + number + "@example.org>", recipient, "Subject", "Text\n");
    }
}
