package dev.tenon.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.simplejavamail.MailException;

class SmtpFailureTest {

    private static final class Unwritable extends MailException {

        private static final long serialVersionUID = 1L;

        Unwritable(Throwable cause) {
            super("no message can be made of it", cause);
        }
    }

    @Test
    void a_mail_of_which_no_message_can_be_made_is_not_tried_again() {
        MailFailure failure = failure(new Unwritable(new IllegalStateException("no such charset")));

        assertThat(failure.isPermanent()).isTrue();
        assertThat(failure).hasMessageStartingWith("The mail cannot be written as a message");
    }

    @Test
    void what_the_mail_server_had_to_do_with_is_tried_again() {
        assertThat(failure(new Unwritable(new MessagingException("broken"))).isPermanent())
                .isFalse();
        assertThat(failure(new IOException("broken")).isPermanent()).isFalse();
    }

    /** As it comes from the thread that sent. */
    private static MailFailure failure(Throwable problem) {
        return SmtpFailure.of(new ExecutionException(problem), "mail.example.org:25");
    }
}
