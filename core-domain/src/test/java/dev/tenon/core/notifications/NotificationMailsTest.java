package dev.tenon.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPreferences;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NotificationMailsTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");

    @Test
    void mails_what_is_to_be_mailed_once() {
        send(to(ana, "Shown only"));
        send(to(ana, "Mailed only").by(NotificationChannel.EMAIL));
        send(to(ana, "Both").by(NotificationChannel.BOTH));

        house.runJobs();
        house.runJobs();

        assertThat(subjects("ana@example.org")).containsExactlyInAnyOrder("Mailed only", "Both");
    }

    @Test
    void mails_every_member_who_wants_it_in_several_commits() {
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        for (int each = 0; each < 230; each++) {
            house.storage
                    .organizationFixture()
                    .join(
                            organization,
                            house.anAccount("m" + each + "@example.org").id(),
                            MemberRole.MEMBER);
        }
        prefer(ana, "{\"channels\": {\"email\": false}}");

        send(NewNotification.of(null, organization, "We move").by(NotificationChannel.EMAIL));
        Race.of(4, contender -> runJob("mail-notifications"));
        house.runJobs();

        assertThat(house.mails.sent())
                .hasSize(230)
                .extracting(mail -> mail.recipient().value())
                .doesNotHaveDuplicates()
                .doesNotContain("ana@example.org", "ben@example.org");
    }

    @Test
    void mails_nothing_that_has_expired_or_was_read() {
        send(to(ana, "Short")
                .by(NotificationChannel.BOTH)
                .until(house.clock.instant().plusSeconds(1)));
        Notification read = send(to(ana, "Read").by(NotificationChannel.BOTH));
        OrganizationId organization = house.storage.organizationFixture().found(person(ana));
        Notification members =
                send(NewNotification.of(null, organization, "Members").by(NotificationChannel.BOTH));
        house.tenon.notifications().mark(ana, read.id(), NotificationStatus.READ);
        house.tenon.notifications().mark(ana, members.id(), NotificationStatus.READ);
        house.clock.advance(Duration.ofSeconds(1));

        house.runJobs();

        assertThat(house.mails.sent()).isEmpty();
    }

    @Test
    void mails_nothing_that_expires_while_its_mail_waits() {
        house.mails.failNext(1);
        send(to(ana, "Short")
                .by(NotificationChannel.BOTH)
                .until(house.clock.instant().plusSeconds(20)));
        house.runJobs();

        house.clock.advance(Duration.ofHours(1));
        house.runJobs();

        assertThat(house.mails.sent()).isEmpty();
        assertThat(house.tenon.emails().backlog(house.operator).dead()).isOne();
    }

    @Test
    void mails_nobody_who_is_banned_or_whose_address_is_not_verified() {
        house.tenon
                .accounts()
                .update(house.operator, person(ben), AccountPatch.status(AccountStatus.BANNED), Expected.any());
        send(to(ben, "Hello").by(NotificationChannel.EMAIL));

        house.runJobs();

        assertThat(subjects("ben@example.org")).isEmpty();
    }

    @Test
    void mails_what_the_person_wants_and_what_is_about_security() {
        prefer(ana, "{\"types\": {\"warning\": {\"email\": false}}, \"topics\": {\"billing\": false}}");
        send(to(ana, "Info").by(NotificationChannel.EMAIL));
        send(to(ana, "Warning").as(NotificationType.WARNING).by(NotificationChannel.EMAIL));
        send(to(ana, "Billing").about("billing").by(NotificationChannel.EMAIL));
        send(to(ana, "Security").about("security").as(NotificationType.WARNING).by(NotificationChannel.EMAIL));

        house.runJobs();

        assertThat(subjects("ana@example.org")).containsExactlyInAnyOrder("Info", "Security");
    }

    @Test
    void collects_from_the_first_one_on_for_as_long_as_the_person_wants() {
        prefer(ana, "{\"digestMinutes\": 30}");
        send(to(ana, "one").by(NotificationChannel.BOTH));
        house.runJobs();
        house.clock.advance(Duration.ofMinutes(20));
        send(to(ana, "two").by(NotificationChannel.BOTH));
        Notification read = send(to(ana, "three").by(NotificationChannel.BOTH));
        house.runJobs();
        house.tenon.notifications().mark(ana, read.id(), NotificationStatus.READ);
        house.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        house.runJobs();
        assertThat(house.mails.sent()).isEmpty();

        house.clock.advance(Duration.ofSeconds(1));
        Race.of(4, contender -> runJob("mail-notification-digests"));
        house.runJobs();

        assertThat(house.mails.sent())
                .singleElement()
                .satisfies(
                        mail -> assertThat(mail.text()).contains("one", "two").doesNotContain("three"));

        send(to(ana, "four").by(NotificationChannel.BOTH));
        house.runJobs();
        house.clock.advance(Duration.ofMinutes(30));
        house.runJobs();
        assertThat(subjects("ana@example.org")).hasSize(2).endsWith("four");
    }

    @Test
    void mails_what_is_about_security_at_once_however_long_the_person_collects() {
        prefer(ana, "{\"digestMinutes\": 10080}");
        send(to(ana, "Later").by(NotificationChannel.EMAIL));
        send(to(ana, "Now").about("security").by(NotificationChannel.EMAIL));

        house.runJobs();

        assertThat(subjects("ana@example.org")).containsExactly("Now");
    }

    @Test
    void mails_the_most_urgent_first() {
        send(to(ana, "low").withPriority(NotificationPriority.LOW).by(NotificationChannel.EMAIL));
        send(to(ana, "high").withPriority(NotificationPriority.HIGH).by(NotificationChannel.EMAIL));

        house.tenon.jobs().stream()
                .filter(job -> job.name().equals("mail-notifications"))
                .forEach(BackgroundJob::run);
        house.tenon.jobs().stream()
                .filter(job -> job.name().startsWith("deliver-mail"))
                .forEach(BackgroundJob::run);

        assertThat(subjects("ana@example.org")).containsExactly("high");
    }

    @Test
    void tells_where_a_notification_leads() {
        send(to(ana, "Look").leadingTo("/reports/7").by(NotificationChannel.EMAIL));

        house.runJobs();

        assertThat(house.mails.sent())
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("Look\nhttps://tenon.example.org/reports/7\n"));
    }

    @Test
    void a_digest_leaves_nothing_out_of_what_comes_by_mail_alone() {
        prefer(ana, "{\"digestMinutes\": 30}");
        String rest = " and the rest of it".repeat(90);
        for (int each = 0; each < 450; each++) {
            send(to(ana, "number " + each + "." + rest).by(NotificationChannel.EMAIL));
        }
        house.runJobs();
        house.clock.advance(Duration.ofMinutes(30));
        house.runJobs();

        List<String> told = house.mails.sent().stream()
                .flatMap(mail -> Pattern.compile("number [0-9]+\\." + rest)
                        .matcher(mail.text())
                        .results())
                .map(found -> found.group().substring(0, found.group().indexOf('.')))
                .toList();
        assertThat(told).hasSize(450).doesNotHaveDuplicates();
        assertThat(house.mails.sent())
                .allSatisfy(mail -> assertThat(mail.text().length()).isLessThan(30_000));
        assertThat(house.storage.notificationMails().hasClosing(house.clock.instant()))
                .isFalse();
    }

    @Test
    void sends_no_digest_of_what_was_read_or_is_not_wanted_any_more() {
        prefer(ana, "{\"digestMinutes\": 30}");
        send(to(ana, "one").by(NotificationChannel.BOTH));
        send(to(ana, "two").about("billing").by(NotificationChannel.BOTH));
        house.runJobs();
        prefer(ana, "{\"digestMinutes\": 30, \"topics\": {\"billing\": false, \"general\": false}}");

        house.clock.advance(Duration.ofMinutes(30));
        house.runJobs();

        assertThat(house.mails.sent()).isEmpty();
        assertThat(house.storage.notificationMails().hasClosing(house.clock.instant()))
                .isFalse();
    }

    private int runJob(String name) {
        BackgroundJob job = house.tenon.jobs().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        int all = 0;
        for (int done = job.run(); done > 0; done = job.run()) {
            all += done;
        }
        return all;
    }

    private List<String> subjects(String email) {
        return house.mails.sent().stream()
                .filter(mail -> mail.recipient().value().equals(email))
                .map(OutgoingMail::text)
                .map(NotificationMailsTest::summary)
                .toList();
    }

    private static String summary(String text) {
        return text.lines()
                .filter(line -> line.startsWith("summary: "))
                .map(line -> line.substring("summary: ".length()))
                .findFirst()
                .orElse("digest");
    }

    private void prefer(Actor person, String value) {
        house.tenon
                .settings()
                .put(person, person(person), NotificationPreferences.KEY, JsonText.of(value), Expected.any());
    }

    private static NewNotification to(Actor person, String message) {
        return NewNotification.of(person(person), null, message);
    }

    private Notification send(NewNotification message) {
        return house.tenon.notifications().send(house.operator, message);
    }

    private static UserId person(Actor actor) {
        return actor.person().orElseThrow();
    }
}
