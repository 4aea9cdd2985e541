package dev.tenon.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.notifications.spi.MailSender.MailFailure;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import dev.tenon.testkit.FaultySmtpServer;
import dev.tenon.testkit.Race;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailSenderTest {

    private static final EmailAddress FROM = new EmailAddress("accounts@example.org");
    private static final EmailAddress ANA = new EmailAddress("ana@example.org");
    private static final String ID = "<019af2a8-1c00-7abc-8def-0123456789ef@example.org>";
    private static final String LINK =
            "https://accounts.example.org/some/longer/path/verify-email?token=tnm_0123456789abcdefghijklmnopqrstABCDEF";
    private static final OutgoingMail MAIL =
            new OutgoingMail(ID, ANA, "Verify your e-mail address", "Hello,\n\n" + LINK + "\n");
    private static final SmtpPatience SHORT =
            new SmtpPatience(Duration.ofMillis(800), Duration.ofSeconds(2), Duration.ofSeconds(30));
    private static final SmtpPatience GENEROUS =
            new SmtpPatience(Duration.ofSeconds(20), Duration.ofSeconds(25), Duration.ofSeconds(30));

    private static final SmtpPatience NOT_KEEPING =
            new SmtpPatience(Duration.ofSeconds(20), Duration.ofSeconds(25), Duration.ofMillis(1));

    private static SSLContext ours;
    private static SSLContext another;

    private final GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeAll
    static void makeCertificates(@TempDir Path keys) throws Exception {
        ours = SelfSigned.forName("localhost", keys);
        another = SelfSigned.forName("mail.example.org", keys);
    }

    @BeforeEach
    void start() {
        greenMail.start();
    }

    @AfterEach
    void stop() {
        greenMail.stop();
    }

    // ---- a good server

    @Test
    void a_mail_arrives_with_all_that_it_needs() throws Exception {
        toGreenMail().send(MAIL);

        MimeMessage arrived = arrived();
        assertThat(arrived.getMessageID()).isEqualTo(ID);
        assertThat(arrived.getFrom()).containsExactly(new InternetAddress("accounts@example.org"));
        assertThat(arrived.getRecipients(Message.RecipientType.TO))
                .containsExactly(new InternetAddress("ana@example.org"));
        assertThat(arrived.getSubject()).isEqualTo("Verify your e-mail address");
        assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(arrived.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(Duration.between(arrived.getSentDate().toInstant(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
        assertThat(GreenMailUtil.getBody(arrived).lines()).contains("Hello,", LINK);
    }

    @Test
    void html_stands_beside_the_text_and_comes_last() throws Exception {
        String html = "<p>Grüße, <a href=\"" + LINK + "\">hier</a></p>";

        toGreenMail().send(new OutgoingMail(ID, ANA, "Hello", "Grüße\n", html, null));

        MimeMultipart parts = (MimeMultipart) arrived().getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(0).getContent().toString().strip()).isEqualTo("Grüße");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=\"UTF-8\"");
        assertThat(parts.getBodyPart(1).getContent().toString().strip()).isEqualTo(html);
    }

    @Test
    void html_of_ascii_goes_to_any_server_as_it_is() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> null)) {
            OutgoingMail mail =
                    new OutgoingMail(ID, ANA, "Hello", "Text\n", "<a href=\"" + LINK + "\">here</a>\n", null);

            sender(server, GENEROUS).send(mail);

            assertThat(server.heard()).contains("Text", "<a href=\"" + LINK + "\">here</a>");
        }
    }

    @Test
    void an_answer_is_of_the_conversation_of_the_mails_before_it() throws Exception {
        List<String> before = IntStream.range(0, 10)
                .mapToObj(number -> "<" + "a".repeat(100) + number + "@example.org>")
                .toList();
        EmailAddress help = new EmailAddress("help@example.org");

        toGreenMail().send(new OutgoingMail(ID, ANA, "Hello", "Text\n", null, null, help, before));

        MimeMessage read = arrived();
        assertThat(read.getHeader("Reply-To")).containsExactly("help@example.org");
        assertThat(read.getHeader("In-Reply-To")).containsExactly(before.get(9));
        assertThat(read.getHeader("References")).hasSize(1);
        assertThat(List.of(read.getHeader("References")[0].split("\\s+"))).isEqualTo(before);
    }

    @Test
    void a_line_break_among_the_mails_before_it_is_refused() {
        OutgoingMail mail = new OutgoingMail(
                ID, ANA, "Hello", "Text\n", null, null, null, List.of("<a@example.org>\r\nBcc: eve@example.org"));

        assertThatExceptionOfType(MailFailure.class)
                .isThrownBy(() -> toGreenMail().send(mail));
    }

    @Test
    void what_can_be_switched_off_says_where() throws Exception {
        URI off = URI.create("https://accounts.example.org/some/longer/path/unsubscribe?token=" + "abc_-9".repeat(40));

        toGreenMail().send(new OutgoingMail(ID, ANA, "Hello", "Text\n", null, off));

        assertThat(arrived().getHeader("List-Unsubscribe")).containsExactly("<" + off + ">");
        assertThat(arrived().getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
    }

    @Test
    void what_cannot_be_switched_off_says_nothing_about_it() throws Exception {
        toGreenMail().send(MAIL);

        assertThat(arrived().getHeader("List-Unsubscribe")).isNull();
        assertThat(arrived().getHeader("List-Unsubscribe-Post")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mailto:eve@example.org", "file:///etc/passwd", "//example.org", "https://a.example.org/,https:b"
            })
    void E3_an_unsubscribe_address_that_is_none_of_the_web_is_refused_and_nothing_is_sent(String address) {
        OutgoingMail mail = new OutgoingMail(ID, ANA, "Hello", "Text\n", null, URI.create(address));

        assertThat(failureOf(toGreenMail(), mail).isPermanent()).isTrue();
        assertThat(greenMail.getReceivedMessages()).isEmpty();
    }

    @Test
    void E2_every_try_has_the_same_message_id() throws Exception {
        SmtpMailSender sender = toGreenMail();

        sender.send(MAIL);
        sender.send(MAIL);

        assertThat(greenMail.getReceivedMessages())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.getMessageID()).isEqualTo(ID));
    }

    @Test
    void umlauts_arrive_in_subject_and_body() throws Exception {
        String body = "Grüße, \uD83D\uDE00\n\n" + LINK + "\n\n.\n= Ende =\n" + "ä".repeat(600) + "\n";

        toGreenMail().send(new OutgoingMail(ID, ANA, "Prüfe deine Adresse, bitte: \uD83D\uDE00", body));

        MimeMessage arrived = arrived();
        assertThat(arrived.getMessageID()).isEqualTo(ID);
        assertThat(arrived.getSubject()).isEqualTo("Prüfe deine Adresse, bitte: \uD83D\uDE00");
        assertThat(text(arrived)).isEqualTo(body.strip());
    }

    @Test
    void a_server_that_takes_8_bits_gets_every_line_as_it_is() throws Exception {
        try (FaultySmtpServer server =
                FaultySmtpServer.that(command -> command.startsWith("EHLO") ? "250-localhost\r\n250 8BITMIME" : null)) {
            sender(server, GENEROUS).send(new OutgoingMail(ID, ANA, "Hello", "Grüße,\n" + LINK + "\n"));

            assertThat(server.heard()).contains("Grüße,", LINK, "Content-Transfer-Encoding: 8bit", "Message-ID: " + ID);
        }
    }

    @Test
    void a_server_that_takes_7_bits_only_gets_no_eighth() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> null)) {
            sender(server, GENEROUS).send(new OutgoingMail(ID, ANA, "Grüße", "Grüße\n"));
            sender(server, GENEROUS).send(new OutgoingMail(ID, ANA, "Hello", LINK + "\n"));

            assertThat(server.heard()).allMatch(line -> line.chars().allMatch(character -> character < 128));
            assertThat(server.heard()).contains(LINK, "Gr=C3=BC=C3=9Fe");
        }
    }

    @Test
    void a_line_longer_than_smtp_takes_is_sent_in_pieces() throws Exception {
        String body = "x".repeat(5000) + "\n";
        toGreenMail().send(new OutgoingMail(ID, ANA, "Hello", body));

        assertThat(text(arrived())).isEqualTo(body.strip());
    }

    @Test
    void every_character_that_an_address_may_have_passes() throws Exception {
        EmailAddress odd = new EmailAddress("a!#$%&'*+/=?^_`{|}~-b@xn--mller-kva.example.org");

        toGreenMail().send(new OutgoingMail(ID, odd, "Hello", "Text\n"));

        assertThat(arrived().getAllRecipients()).containsExactly(new InternetAddress(odd.value()));
    }

    @Test
    void no_name_of_this_machine_is_told() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> null)) {
            sender(server, GENEROUS).send(MAIL);

            assertThat(server.heard()).contains("EHLO example.org");
        }
    }

    // ---- E3: no way to add headers, recipients or mails

    @ParameterizedTest
    @ValueSource(strings = {"Hello\r\nBcc: eve@example.org", "Hello\nX: y", "Hello\rX: y", "Hello\u0085X", "\0"})
    void E3_a_line_break_in_the_subject_is_refused_and_nothing_is_sent(String subject) throws Exception {
        MailFailure failure = failureOf(toGreenMail(), new OutgoingMail(ID, ANA, subject, "Text\n"));

        assertThat(failure.isPermanent()).isTrue();
        assertThat(greenMail.getReceivedMessages()).isEmpty();
    }

    @Test
    void E3_a_message_id_with_more_in_it_is_refused_and_nothing_is_sent() {
        OutgoingMail mail = new OutgoingMail("<a@example.org>\r\nBcc: eve@example.org", ANA, "Hello", "Text\n");

        assertThat(failureOf(toGreenMail(), mail).isPermanent()).isTrue();
        assertThat(greenMail.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n.\r\n", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r.\n"})
    void E3_no_dot_on_a_line_of_its_own_ends_the_mail_early(String end) throws Exception {
        String smuggled = "Text" + end + "MAIL FROM:<eve@example.org>\r\nRCPT TO:<bo@example.org>\r\nDATA\r\n";
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> null)) {
            sender(server, GENEROUS).send(new OutgoingMail(ID, ANA, "Hello", smuggled));

            assertThat(server.heard()).contains("Text", "..", "MAIL FROM:<eve@example.org>");
            assertThat(server.mails()).as("all of it is in one mail").isOne();
            assertThat(server.heard().stream().filter(line -> line.equals("DATA")))
                    .hasSize(2);
        }
        toGreenMail().send(new OutgoingMail(ID, ANA, "Hello", smuggled));
        assertThat(greenMail.getReceivedMessages()).hasSize(1);
    }

    // ---- servers that refuse

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 4.3.2 try <ana@example.org> later, false, refused the sender with 451 4.3.2.",
        "MAIL, 550 5.7.1 no <ana@example.org>,        true,  refused the sender with 550 5.7.1.",
        "RCPT, 450 4.2.1 <ana@example.org> is busy,   false, refused the recipient with 450 4.2.1.",
        "RCPT, 550 5.1.1 no <ana@example.org> here,   true,  refused the recipient with 550 5.1.1.",
        "RCPT, 550-5.1.1 no such\\r\\n550 5.1.1 user, true,  refused the recipient with 550 5.1.1.",
        "RCPT, 552 <ana@example.org> is full,         true,  refused the recipient with 552.",
        "RCPT, 530 5.7.0 sign in first,               false, refused the recipient with 530 5.7.0.",
        "DATA, 451 not now,                           false, refused the mail with 451.",
        "DATA, 554 5.6.0 no,                          true,  refused the mail with 554 5.6.0.",
        "'.',  452 4.3.1 no space for <ana@example.org>, false, refused the mail with 452 4.3.1.",
        "'.',  554 5.7.1 spam from <ana@example.org>, true,  refused the mail with 554 5.7.1."
    })
    void an_answer_of_5xx_is_for_good_one_of_4xx_is_not_and_neither_names_the_recipient(
            String command, String answer, boolean permanent, String words) throws Exception {
        String reply = answer.replace("\\r\\n", "\r\n");
        try (FaultySmtpServer server = FaultySmtpServer.that(line -> line.startsWith(command) ? reply : null)) {
            MailFailure failure = failureOf(sender(server, GENEROUS), MAIL);

            assertThat(failure.getMessage())
                    .isEqualTo("The mail server localhost:" + server.port() + " " + words)
                    .doesNotContain("ana");
            assertThat(failure.isPermanent()).isEqualTo(permanent);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 too busy", "554 5.7.1 go away", "550 no"})
    void a_server_that_greets_with_a_refusal_may_take_the_mail_later(String greeting) throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> command.equals("CONNECT") ? greeting : null)) {
            assertThat(failureOf(sender(server, GENEROUS), MAIL).isPermanent()).isFalse();
            assertThat(server.count("MAIL")).isZero();
        }
    }

    @Test
    void credentials_that_are_refused_are_the_operators_to_mend_and_the_mail_waits() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> {
            if (command.startsWith("EHLO")) {
                return "250-localhost\r\n250 AUTH PLAIN";
            }
            return command.startsWith("AUTH") ? "535 5.7.8 wrong password for ana" : null;
        })) {
            SmtpUrl url = SmtpUrl.of(URI.create("smtp://user:s3cret@localhost:" + server.port()));

            MailFailure failure = failureOf(new SmtpMailSender(url, FROM, GENEROUS, null), MAIL);

            assertThat(failure.isPermanent()).isFalse();
            assertThat(failure.getMessage())
                    .endsWith("did not accept the user name and the password.")
                    .doesNotContain("s3cret");
        }
    }

    // ---- servers that fail

    @Test
    void E2_a_server_that_drops_before_its_answer_gets_the_mail_again_with_the_same_id() throws Exception {
        CountDownLatch dropped = new CountDownLatch(1);
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> {
            if (command.equals(".") && dropped.getCount() > 0) {
                dropped.countDown();
                return FaultySmtpServer.HANG_UP;
            }
            return null;
        })) {
            SmtpMailSender sender = sender(server, GENEROUS);

            assertThat(failureOf(sender, MAIL).isPermanent()).isFalse();
            sender.send(MAIL);

            assertThat(server.count("Message-ID: " + ID)).isEqualTo(2);
        }
    }

    @Test
    void E2_a_server_that_drops_after_its_answer_has_the_mail() throws Exception {
        for (String deed : List.of(FaultySmtpServer.HANG_UP, FaultySmtpServer.SILENCE, "500 what?")) {
            try (FaultySmtpServer server = FaultySmtpServer.that(command -> command.equals("QUIT") ? deed : null)) {
                sender(server, NOT_KEEPING).send(MAIL);
                while (server.count("QUIT") == 0) {
                    Thread.onSpinWait();
                }

                assertThat(server.count("Message-ID: " + ID)).isOne();
            }
        }
    }

    // ---- connections that are kept

    @Test
    void mails_after_one_another_go_by_one_connection() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> null)) {
            SmtpMailSender sender = sender(server, GENEROUS);

            for (int mail = 0; mail < 5; mail++) {
                sender.send(MAIL);
            }

            assertThat(server.mails()).isEqualTo(5);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void a_connection_carries_a_hundred_mails_and_no_more() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> null)) {
            SmtpMailSender sender = sender(server, GENEROUS);

            for (int mail = 0; mail < 101; mail++) {
                sender.send(MAIL);
            }

            assertThat(server.mails()).isEqualTo(101);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void mails_at_once_go_by_connections_of_their_own() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> null)) {
            SmtpMailSender sender = sender(server, GENEROUS);

            Race.of(8, number -> sent(sender, MAIL));
            long connections = server.connections();
            Race.of(8, number -> sent(sender, MAIL));

            assertThat(server.mails()).isEqualTo(16);
            assertThat(connections).isLessThanOrEqualTo(8);
            assertThat(server.connections()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void a_connection_that_nobody_wants_is_closed_soon() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(command -> null)) {
            SmtpMailSender sender = sender(server, NOT_KEEPING);
            sender.send(MAIL);
            while (server.count("QUIT") == 0) {
                Thread.onSpinWait();
            }

            sender.send(MAIL);

            assertThat(server.mails()).isEqualTo(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void E2_a_connection_that_the_server_closed_between_two_mails_is_replaced_and_no_try_is_lost() throws Exception {
        try (FaultySmtpServer server =
                FaultySmtpServer.that(command -> command.equals(".") ? FaultySmtpServer.LAST_WORD : null)) {
            SmtpMailSender sender = sender(server, GENEROUS);

            sender.send(MAIL);
            sender.send(MAIL);
            sender.send(MAIL);

            assertThat(server.mails()).isEqualTo(3);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL", "RCPT", "DATA"})
    void a_kept_connection_that_breaks_or_says_that_it_closes_before_the_mail_is_replaced(String command)
            throws Exception {
        for (String deed : List.of(FaultySmtpServer.HANG_UP, "421 4.4.2 idle for too long")) {
            AtomicInteger greetings = new AtomicInteger();
            AtomicInteger mails = new AtomicInteger();
            try (FaultySmtpServer server = FaultySmtpServer.that(line -> {
                greetings.addAndGet(line.equals("CONNECT") ? 1 : 0);
                boolean isSecondMail = mails.addAndGet(line.equals(".") ? 1 : 0) == 1 && !line.equals(".");
                return isSecondMail && greetings.get() == 1 && line.startsWith(command) ? deed : null;
            })) {
                SmtpMailSender sender = sender(server, GENEROUS);

                sender.send(MAIL);
                sender.send(MAIL);

                assertThat(server.mails()).isEqualTo(2);
                assertThat(server.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void E2_a_kept_connection_that_breaks_after_the_whole_mail_is_a_failed_try() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FaultySmtpServer server = FaultySmtpServer.that(
                line -> line.equals(".") && asked.incrementAndGet() == 2 ? FaultySmtpServer.HANG_UP : null)) {
            SmtpMailSender sender = sender(server, GENEROUS);
            sender.send(MAIL);

            assertThat(failureOf(sender, MAIL).isPermanent()).isFalse();

            assertThat(server.count("Message-ID: " + ID))
                    .as("whether it was taken, nobody knows")
                    .isEqualTo(2);
        }
    }

    @Test
    void a_refusal_on_a_kept_connection_is_a_refusal() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FaultySmtpServer server = FaultySmtpServer.that(
                line -> line.startsWith("RCPT") && asked.incrementAndGet() == 2 ? "550 5.1.1 no such user" : null)) {
            SmtpMailSender sender = sender(server, GENEROUS);
            sender.send(MAIL);

            assertThat(failureOf(sender, MAIL).isPermanent()).isTrue();
            sender.send(MAIL);

            assertThat(asked.get()).as("it was not asked again").isEqualTo(3);
            assertThat(server.mails()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void H1_a_server_that_drops_is_a_temporary_failure(String command) throws Exception {
        try (FaultySmtpServer server =
                FaultySmtpServer.that(line -> line.startsWith(command) ? FaultySmtpServer.HANG_UP : null)) {
            MailFailure failure = failureOf(sender(server, GENEROUS), MAIL);

            assertThat(failure.isPermanent()).isFalse();
            assertThat(failure)
                    .hasMessage("The mail server localhost:" + server.port() + " cannot be reached, or broke off.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "RCPT", "."})
    void H1_a_silent_server_is_waited_for_a_bounded_time(String command) throws Exception {
        try (FaultySmtpServer server =
                FaultySmtpServer.that(line -> line.startsWith(command) ? FaultySmtpServer.SILENCE : null)) {
            long start = System.nanoTime();

            MailFailure failure = failureOf(sender(server, SHORT), MAIL);

            assertThat(failure.isPermanent()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void H1_a_server_that_says_one_byte_at_a_time_is_waited_for_a_bounded_time() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.slow(Duration.ofMillis(300))) {
            long start = System.nanoTime();

            SmtpPatience forEveryByte =
                    new SmtpPatience(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofSeconds(30));
            MailFailure failure = failureOf(sender(server, forEveryByte), MAIL);

            assertThat(failure.isPermanent()).isFalse();
            assertThat(failure).hasMessageContaining("took longer than 2 seconds");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            // The connection does not live on: the server finds it closed.
            while (!server.heard().contains("(gone)")) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_stop_while_sending_ends_the_sending() throws Exception {
        try (FaultySmtpServer server =
                FaultySmtpServer.that(line -> line.startsWith("EHLO") ? FaultySmtpServer.SILENCE : null)) {
            FutureTask<MailFailure> sending = new FutureTask<>(() -> failureOf(sender(server, GENEROUS), MAIL));
            Thread worker = Thread.ofVirtual().start(sending);
            while (server.count("EHLO") == 0) {
                Thread.onSpinWait();
            }

            worker.interrupt();

            assertThat(sending.get(10, TimeUnit.SECONDS).isPermanent()).isFalse();
        }
    }

    @Test
    void nobody_there_is_a_temporary_failure() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        MailFailure refused = failureOf(SmtpMailSender.of(URI.create("smtp://localhost:" + port), FROM), MAIL);
        MailFailure unknown = failureOf(SmtpMailSender.of(URI.create("smtp://mail.invalid:25"), FROM), MAIL);

        assertThat(refused.isPermanent()).isFalse();
        assertThat(refused).hasMessage("The mail server localhost:" + port + " cannot be reached, or broke off.");
        assertThat(unknown.isPermanent()).isFalse();
        assertThat(unknown).hasMessageContaining("mail.invalid:25");
    }

    // ---- TLS

    @Test
    void mails_go_through_tls_from_the_first_byte_and_by_starttls() throws Exception {
        try (FaultySmtpServer implicit = FaultySmtpServer.withTls(ours);
                FaultySmtpServer upgraded = FaultySmtpServer.withStartTls(ours)) {
            sender("smtps://localhost:" + implicit.port(), ours).send(MAIL);
            sender("smtp://localhost:" + upgraded.port() + "?tls=starttls", ours)
                    .send(MAIL);

            assertThat(implicit.heard()).contains(LINK);
            assertThat(upgraded.heard()).contains("STARTTLS", LINK);
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_or_of_another_name_gets_no_mail() throws Exception {
        try (FaultySmtpServer implicit = FaultySmtpServer.withTls(ours);
                FaultySmtpServer upgraded = FaultySmtpServer.withStartTls(ours);
                FaultySmtpServer misnamed = FaultySmtpServer.withTls(another);
                FaultySmtpServer misnamedUpgrade = FaultySmtpServer.withStartTls(another)) {
            for (SmtpMailSender sender : List.of(
                    SmtpMailSender.of(URI.create("smtps://localhost:" + implicit.port()), FROM),
                    SmtpMailSender.of(URI.create("smtp://localhost:" + upgraded.port() + "?tls=starttls"), FROM),
                    sender("smtps://localhost:" + misnamed.port(), another),
                    sender("smtp://localhost:" + misnamedUpgrade.port() + "?tls=starttls", another))) {
                MailFailure failure = failureOf(sender, MAIL);

                assertThat(failure.isPermanent()).isFalse();
                assertThat(failure).hasMessageContaining("could not agree on TLS");
            }
            for (FaultySmtpServer server : List.of(implicit, upgraded, misnamed, misnamedUpgrade)) {
                assertThat(server.count("MAIL")).isZero();
            }
        }
    }

    @Test
    void a_server_without_starttls_gets_neither_mail_nor_password_if_it_was_asked_for() throws Exception {
        try (FaultySmtpServer server = FaultySmtpServer.that(
                command -> command.startsWith("EHLO") ? "250-localhost\r\n250 AUTH PLAIN LOGIN" : null)) {
            MailFailure failure = failureOf(
                    SmtpMailSender.of(
                            URI.create("smtp://user:s3cret@localhost:" + server.port() + "?tls=starttls"), FROM),
                    MAIL);

            assertThat(failure.isPermanent()).isFalse();
            assertThat(failure).hasMessageContaining("offers no STARTTLS");
            assertThat(server.count("AUTH") + server.count("MAIL")).isZero();
        }
    }

    @Test
    void without_tls_none_is_tried() throws Exception {
        try (FaultySmtpServer server =
                FaultySmtpServer.that(command -> command.startsWith("EHLO") ? "250-localhost\r\n250 STARTTLS" : null)) {
            sender(server, GENEROUS).send(MAIL);

            assertThat(server.count("STARTTLS")).isZero();
            assertThat(server.heard()).contains(LINK);
        }
    }

    private SmtpMailSender toGreenMail() {
        return SmtpMailSender.of(
                URI.create("smtp://127.0.0.1:" + greenMail.getSmtp().getPort()), FROM);
    }

    private MimeMessage arrived() {
        MimeMessage[] all = greenMail.getReceivedMessages();
        assertThat(all).hasSize(1);
        return all[0];
    }

    /** Without the line break at the end, which belongs to the transport. */
    private static String text(MimeMessage mail) throws Exception {
        return mail.getContent().toString().replace("\r\n", "\n").strip();
    }

    private static SmtpMailSender sender(FaultySmtpServer server, SmtpPatience patience) {
        return new SmtpMailSender(SmtpUrl.of(URI.create("smtp://localhost:" + server.port())), FROM, patience, null);
    }

    private static SmtpMailSender sender(String url, SSLContext tls) {
        return new SmtpMailSender(SmtpUrl.of(URI.create(url)), FROM, GENEROUS, tls.getSocketFactory());
    }

    private static boolean sent(SmtpMailSender sender, OutgoingMail mail) {
        try {
            sender.send(mail);
            return true;
        } catch (MailFailure failure) {
            throw new AssertionError(failure);
        }
    }

    private static MailFailure failureOf(SmtpMailSender sender, OutgoingMail mail) {
        MailFailure failure = catchThrowableOfType(MailFailure.class, () -> sender.send(mail));
        assertThat(failure).isNotNull();
        return failure;
    }
}
