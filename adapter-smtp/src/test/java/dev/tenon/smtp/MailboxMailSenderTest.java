package dev.tenon.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxMailSenderTest {

    private static final EmailAddress FROM = new EmailAddress("accounts@example.org");
    private static final EmailAddress ANA = new EmailAddress("ana@example.org");
    private static final String ID = "<019af2a8-1c00-7abc-8def-0123456789ef@example.org>";
    private static final String LINK =
            "https://accounts.example.org/some/longer/path/verify-email?token=tnm_0123456789abcdefghijklmnopqrstABCDEF";

    @TempDir
    private Path directory;

    @Test
    void a_mail_becomes_a_file_that_a_mail_program_reads() throws Exception {
        String body = "Grüße,\n\nopen this link:\n\n" + LINK + "\n\nIt works once.\n";

        sender().send(new OutgoingMail(ID, ANA, "Prüfe deine Adresse", body));

        MimeMessage read = read(onlyFile());
        assertThat(read.getMessageID()).isEqualTo(ID);
        assertThat(read.getFrom()).containsExactly(new InternetAddress("accounts@example.org"));
        assertThat(read.getRecipients(Message.RecipientType.TO))
                .containsExactly(new InternetAddress("ana@example.org"));
        assertThat(read.getSubject()).isEqualTo("Prüfe deine Adresse");
        assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(read.getContentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(read.getContent().toString().replace("\r\n", "\n")).isEqualTo(body);
        assertThat(Duration.between(read.getSentDate().toInstant(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void a_person_reads_the_file_as_it_is_and_finds_the_link_on_one_line() throws Exception {
        sender().send(new OutgoingMail(ID, ANA, "Verify your e-mail address", "Grüße,\n" + LINK + "\n= end =\n"));

        String text = Files.readString(onlyFile());

        assertThat(LINK.length()).isGreaterThan(100);
        assertThat(text.lines()).contains("Grüße,", LINK, "= end =", "To: ana@example.org");
        assertThat(text.lines()).contains("Subject: Verify your e-mail address");
        assertThat(text).doesNotContain("\r");
    }

    @Test
    void the_file_is_named_by_time_and_id_and_nothing_else_is_left() throws Exception {
        sender().send(new OutgoingMail(ID, ANA, "Hello", "Text\n"));

        assertThat(onlyFile().getFileName().toString())
                .matches("\\d{8}T\\d{6}\\.\\d{3}Z-019af2a8-1c00-7abc-8def-0123456789ef\\.eml");
    }

    @Test
    void html_stands_beside_the_text_and_comes_last() throws Exception {
        String html = "<p>Grüße, <a href=\"" + LINK + "\">=_part_0</a></p>\n";

        sender().send(new OutgoingMail(ID, ANA, "Hello", "Grüße\n", html, null));

        MimeMultipart parts = (MimeMultipart) read(onlyFile()).getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Grüße\n");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo(html);
        assertThat(Files.readString(onlyFile()).lines())
                .contains("<p>Grüße, <a href=\"" + LINK + "\">=_part_0</a></p>");
    }

    @Test
    void an_answer_is_of_the_conversation_of_the_mails_before_it() throws Exception {
        List<String> before = IntStream.range(0, 10)
                .mapToObj(number -> "<" + "a".repeat(100) + number + "@example.org>")
                .toList();
        EmailAddress help = new EmailAddress("help@example.org");

        sender().send(new OutgoingMail(ID, ANA, "Hello", "Text\n", null, null, help, before));

        MimeMessage read = read(onlyFile());
        assertThat(read.getHeader("Reply-To")).containsExactly("help@example.org");
        assertThat(read.getHeader("In-Reply-To")).containsExactly(before.get(9));
        assertThat(read.getHeader("References")).hasSize(1);
        assertThat(List.of(read.getHeader("References")[0].split("\\s+"))).isEqualTo(before);
    }

    @Test
    void a_line_break_among_the_mails_before_it_is_refused() {
        OutgoingMail mail = new OutgoingMail(
                ID, ANA, "Hello", "Text\n", null, null, null, List.of("<a@example.org>\r\nBcc: eve@example.org"));

        assertThatExceptionOfType(MailFailure.class).isThrownBy(() -> sender().send(mail));
    }

    @Test
    void what_can_be_switched_off_says_where() throws Exception {
        URI off = URI.create("https://accounts.example.org/unsubscribe?token=abc_-9");

        sender().send(new OutgoingMail(ID, ANA, "Hello", "Text\n", null, off));

        MimeMessage read = read(onlyFile());
        assertThat(read.getHeader("List-Unsubscribe")).containsExactly("<" + off + ">");
        assertThat(read.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(read.getContent()).isEqualTo("Text\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_the_owner_reads_mails() throws Exception {
        sender().send(new OutgoingMail(ID, ANA, "Hello", "Text\n"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mailbox())))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello\r\nBcc: eve@example.org",
                "Hello\nBcc: eve@example.org",
                "Hello\rBcc: eve@example.org",
                "Hello\u2028Bcc: eve@example.org",
                "Hello\0"
            })
    void E3_a_line_break_in_the_subject_is_refused_for_good(String subject) {
        assertThatExceptionOfType(MailFailure.class)
                .isThrownBy(() -> sender().send(new OutgoingMail(ID, ANA, subject, "Text\n")))
                .satisfies(failure -> assertThat(failure.isPermanent()).isTrue());
        assertThat(mailbox()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id@example.org",
                "<id@example.org>\r\nBcc: eve@example.org",
                "<id\n@example.org>",
                "<a@b> <c@d>",
                "<../../etc/passwd>",
                "<a b@c>",
                "<@>"
            })
    void E3_a_message_id_that_is_none_is_refused_for_good(String id) {
        assertThatExceptionOfType(MailFailure.class)
                .isThrownBy(() -> sender().send(new OutgoingMail(id, ANA, "Hello", "Text\n")))
                .satisfies(failure -> assertThat(failure.isPermanent()).isTrue());
    }

    @Test
    void a_message_id_cannot_lead_out_of_the_folder() throws Exception {
        sender().send(new OutgoingMail("<../../x/y@example.org>", ANA, "Hello", "Text\n"));

        assertThat(onlyFile().getFileName().toString()).endsWith("-______x_y.eml");
    }

    @Test
    void every_kind_of_line_break_in_the_body_is_one() throws Exception {
        sender().send(new OutgoingMail(ID, ANA, "Hello", "one\r\ntwo\rthree\n.\nfour"));

        assertThat(Files.readString(onlyFile())).endsWith("\n\none\ntwo\nthree\n.\nfour");
    }

    @Test
    void E2_a_folder_that_cannot_be_written_is_a_temporary_failure_that_names_it() throws Exception {
        Files.createFile(mailbox());

        assertThatExceptionOfType(MailFailure.class)
                .isThrownBy(() -> sender().send(new OutgoingMail(ID, ANA, "Hello", "Text\n")))
                .withMessageContaining(mailbox().toString())
                .satisfies(failure -> assertThat(failure.isPermanent()).isFalse());
    }

    @Test
    void many_mails_at_once_become_as_many_files() throws Exception {
        MailboxMailSender sender = sender();
        List<Future<Boolean>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 50; number++) {
                OutgoingMail mail = new OutgoingMail("<" + number + "@example.org>", ANA, "Hello", "Text " + number);
                answers.add(threads.submit(() -> {
                    sender.send(mail);
                    return true;
                }));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }

        try (Stream<Path> files = Files.list(mailbox())) {
            assertThat(files).hasSize(50).allMatch(file -> file.toString().endsWith(".eml"));
        }
    }

    private MailboxMailSender sender() {
        return MailboxMailSender.in(mailbox(), FROM);
    }

    private Path mailbox() {
        return directory.resolve("data");
    }

    private Path onlyFile() throws Exception {
        try (Stream<Path> files = Files.list(mailbox())) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static MimeMessage read(Path file) throws Exception {
        try (InputStream bytes = Files.newInputStream(file)) {
            return new MimeMessage(Session.getInstance(new Properties()), bytes);
        }
    }
}
