package dev.tenon.core.notifications;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.QueuedEmail;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailDeliveryTest {

    private final TenonInMemory house = new TenonInMemory();

    @Test
    void E1_a_mail_is_queued_by_the_commit_that_causes_it_and_sent_by_the_job() {
        register();
        assertThat(mail().status()).isEqualTo(EmailStatus.PENDING);
        assertThat(house.mails.sent()).isEmpty();

        house.runJobs();

        assertThat(mail().status()).isEqualTo(EmailStatus.SENT);
        assertThat(house.mails.sent()).hasSize(1);
    }

    @Test
    void E2_a_mail_that_failed_is_tried_again_later_under_the_same_message_id() {
        house.mails.failNext(2);
        register();
        house.runJobs();
        assertThat(mail().status()).isEqualTo(EmailStatus.FAILED);
        assertThat(mail().lastError()).isNotNull();

        house.clock.advance(Duration.ofSeconds(33));
        house.runJobs();
        house.clock.advance(Duration.ofSeconds(66));
        house.runJobs();

        assertThat(mail().status()).isEqualTo(EmailStatus.SENT);
        assertThat(mail().attempts()).isEqualTo(3);
        assertThat(house.mails.sent())
                .singleElement()
                .satisfies(sent -> assertThat(sent.messageId()).isEqualTo(mail().messageId()));
    }

    @Test
    void a_mail_that_is_refused_for_good_is_kept_as_dead() {
        house.mails.refuseNext(1);
        register();
        house.runJobs();

        assertThat(mail().status()).isEqualTo(EmailStatus.DEAD);
        assertThat(house.tenon.emails().backlog(house.operator).dead()).isEqualTo(1);
    }

    @Test
    void a_mail_is_given_up_after_twelve_tries() {
        house.mails.failNext(12);
        register();
        for (int hour = 0; hour < 100; hour++) {
            house.runJobs();
            house.clock.advance(Duration.ofHours(1));
        }

        assertThat(mail().status()).isEqualTo(EmailStatus.DEAD);
        assertThat(mail().attempts()).isEqualTo(12);
    }

    @Test
    void E4_links_begin_with_the_configured_address() {
        register();
        house.runJobs();

        assertThat(house.mails.sent().get(0).text())
                .containsPattern("(?m)^https://tenon\\.example\\.org/verify-email\\?token=tnm_[0-9A-Za-z]{36}$");
    }

    private void register() {
        house.tenon.accounts().signUp(house.anonymous, new Registration("ana@example.org", PASSWORD));
    }

    private QueuedEmail mail() {
        return house.tenon
                .emails()
                .list(house.operator, PageRequest.first(10))
                .items()
                .get(0);
    }
}
