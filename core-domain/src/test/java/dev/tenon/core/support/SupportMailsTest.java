package dev.tenon.core.support;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.ReceivedMail;
import dev.tenon.ports.support.ReceivedMail.DropReason;
import dev.tenon.ports.support.ReceivedMail.Outcome;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.ports.support.TicketRefusal;
import dev.tenon.ports.support.TicketStatus;
import dev.tenon.testkit.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupportMailsTest {

    private static final String ANA = "ana@example.org";
    private static final String SUE = "sue@example.org";
    private static final PageRequest FIRST = PageRequest.first(50);

    private final TenonInMemory house = new TenonInMemory();
    private final SupportTickets tickets = house.builder()
            .supportAddress(new EmailAddress("help@example.org"))
            .build()
            .tickets();
    private final Actor ana = house.aPerson(ANA);
    private final Actor ben = house.aPerson("ben@example.org");
    private final Actor sue = staff();

    private Actor staff() {
        house.tenon
                .accounts()
                .register(
                        house.operator,
                        new Registration(SUE, Fixtures.PASSWORD).verified().withRoles(Set.of(Role.SUPPORT)));
        return house.signIn(SUE);
    }

    private static InputStream mail(String from, String subject, String headers, String text) {
        String mail = "From: Somebody <" + from + ">\nSubject: " + subject + "\n" + headers + "\n" + text;
        return new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private ReceivedMail receive(String from, String subject, String headers, String text) {
        return tickets.receive(house.operator, mail(from, subject, headers, text));
    }

    private OutgoingMail lastMail(String address) {
        house.runJobs();
        return house.mails.sentTo(new EmailAddress(address)).getLast();
    }

    private SupportTicket ask() {
        return tickets.create(ana, new NewTicket("The export does not open", null, Set.of()));
    }

    private List<String> bodies(SupportTicket ticket) {
        return tickets.messages(sue, ticket.id(), FIRST).items().stream()
                .map(TicketMessage::body)
                .toList();
    }

    private static SupportTicket of(ReceivedMail received) {
        return Objects.requireNonNull(received.ticket());
    }

    @Test
    void a_mail_of_somebody_known_opens_a_ticket_and_the_answer_to_it_is_of_the_same_conversation() {
        ReceivedMail received =
                receive(ANA, "The export does not open", "Message-ID: <1@laptop>\n", "It says nothing.\n\nAna");

        assertThat(received.outcome()).isEqualTo(Outcome.OPENED);
        SupportTicket ticket = tickets.get(ana, of(received).id());
        assertThat(ticket.subject()).isEqualTo("The export does not open");
        assertThat(ticket.description()).isEqualTo("It says nothing.\n\nAna");
        assertThat(lastMail(ANA).references()).containsExactly("<1@laptop>");
    }

    @Test
    void an_answer_by_mail_is_added_and_opens_what_was_resolved() {
        SupportTicket ticket = ask();
        tickets.update(sue, ticket.id(), TicketPatch.assigned(sue.userId()), Expected.any());
        tickets.answer(sue, ticket.id(), NewTicketMessage.of("Try again, please"));
        OutgoingMail answer = lastMail(ANA);
        tickets.update(sue, ticket.id(), TicketPatch.to(TicketStatus.RESOLVED), Expected.any());

        ReceivedMail received = receive(
                "ANA@Example.org",
                "Re: whatever",
                "In-Reply-To: " + answer.messageId() + "\nMessage-ID: <2@laptop>\n",
                "Still nothing.\n\nOn Monday, Tenon <help@example.org> wrote:\n> Try again, please\n");

        assertThat(received.outcome()).isEqualTo(Outcome.ADDED);
        assertThat(bodies(ticket)).containsExactly("Try again, please", "Still nothing.");
        assertThat(tickets.get(sue, ticket.id()).status()).isEqualTo(TicketStatus.OPEN);
        OutgoingMail told = lastMail(SUE);
        assertThat(told.text()).contains("Still nothing.");

        receive(SUE, "Re: again", "References: " + told.messageId() + "\nMessage-ID: <3@office>\n", "Now?");

        assertThat(lastMail(ANA).text()).contains("Now?");
        assertThat(lastMail(ANA).references()).contains("<2@laptop>").doesNotContain("<3@office>", told.messageId());
        assertThat(tickets.get(sue, ticket.id()).status()).isEqualTo(TicketStatus.IN_PROGRESS);
    }

    @Test
    void a_number_in_the_subject_counts_for_who_asked_alone() {
        SupportTicket ticket = ask();

        assertThat(receive(ANA, "[#1] and another thing", "", "Also on paper").outcome())
                .isEqualTo(Outcome.ADDED);
        assertThat(of(receive("ben@example.org", "[#1] me too", "", "Me too")).number())
                .isEqualTo(2);
        assertThat(of(receive(SUE, "[#1] hello", "", "Hello")).number()).isEqualTo(3);
        assertThat(bodies(ticket)).containsExactly("Also on paper");
    }

    @Test
    void who_had_no_mail_of_the_ticket_answers_none_of_it() {
        ask();
        String toAna = lastMail(ANA).messageId();

        assertRefused(
                TicketRefusal.SENDER_UNKNOWN,
                () -> receive("ben@example.org", "Re", "In-Reply-To: " + toAna + "\n", "I am Ana"));
        assertRefused(
                TicketRefusal.SENDER_UNKNOWN,
                () -> receive(SUE, "Re", "In-Reply-To: " + toAna + "\n", "To who asked, not to the staff"));
        assertRefused(
                TicketRefusal.SENDER_UNKNOWN,
                () -> receive("eve@example.org", "Re", "In-Reply-To: " + toAna + "\n", "Nobody"));
    }

    @Test
    void who_is_not_known_or_has_proved_no_address_is_refused() {
        house.tenon.accounts().register(house.operator, new Registration("una@example.org", Fixtures.PASSWORD));

        assertRefused(TicketRefusal.SENDER_UNKNOWN, () -> receive("eve@example.org", "Hello", "", "Hello"));
        assertRefused(TicketRefusal.SENDER_UNKNOWN, () -> receive("una@example.org", "Hello", "", "Hello"));
        assertRefused(
                TicketRefusal.SENDER_UNKNOWN, () -> receive("ana@example.org>, <ben@example.org", "Two", "", "Hello"));
    }

    @Test
    void the_same_mail_is_taken_once() {
        SupportTicket first = of(receive(ANA, "Hello", "Message-ID: <1@laptop>\n", "Hello"));
        ReceivedMail again = receive(ANA, "Hello", "Message-ID: <1@laptop>\n", "Hello");
        SupportTicket unnamed = of(receive(ANA, "Unnamed", "", "Hello"));
        ReceivedMail unnamedAgain = receive(ANA, "Unnamed", "", "Hello");

        assertThat(again.outcome()).isEqualTo(Outcome.REPEATED);
        assertThat(of(again).id()).isEqualTo(first.id());
        assertThat(of(unnamedAgain).id()).isEqualTo(unnamed.id());
        assertThat(unnamed.number()).isEqualTo(2);
    }

    @Test
    void what_nobody_wrote_is_dropped() {
        ask();
        String ours = lastMail(ANA).messageId();

        assertDropped(DropReason.AUTOMATIC, ANA, "Auto-Submitted: auto-replied\n");
        assertDropped(DropReason.AUTOMATIC, "MAILER-DAEMON@example.org", "");
        assertDropped(DropReason.AUTOMATIC, ANA, "Return-Path: <>\n");
        assertDropped(DropReason.BULK, ANA, "Precedence: bulk\n");
        assertDropped(DropReason.OWN, ANA, "Message-ID: " + ours + "\n");
        assertDropped(DropReason.OWN, "help@example.org", "");
        assertThat(receive(ANA, "Hello", "Auto-Submitted: no\n", "I did").outcome())
                .isEqualTo(Outcome.OPENED);
    }

    private void assertDropped(DropReason why, String from, String headers) {
        ReceivedMail received = receive(from, "Away", headers, "I am away");
        assertThat(received.outcome()).isEqualTo(Outcome.DROPPED);
        assertThat(received.dropped()).isEqualTo(why);
        assertThat(received.ticket()).isNull();
    }

    @Test
    void what_is_attached_is_kept_as_documents_of_the_sender_or_named_as_left_out() {
        String headers = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
        String parts = """
                --b
                Content-Type: text/plain; charset=utf-8

                See the picture.
                --b
                Content-Type: text/plain
                Content-Disposition: attachment; filename="log.txt"

                a log
                --b
                Content-Type: application/pdf
                Content-Disposition: attachment; filename="empty.pdf"

                --b--
                """;

        ReceivedMail received = receive(ANA, "Look", headers, parts);

        assertThat(received.leftOut()).singleElement().asString().startsWith("empty.pdf (");
        SupportTicket ticket = tickets.get(ana, of(received).id());
        assertThat(ticket.description()).startsWith("See the picture.\n\n[Left out: empty.pdf (");
        assertThat(tickets.attachments(sue, ticket.id()))
                .extracting(each -> each.fileName())
                .containsExactly("log.txt");
        assertThat(documents()).hasSize(1);
    }

    @Test
    void nothing_is_kept_of_a_mail_that_becomes_nothing() {
        for (int count = 0; count < SupportTickets.MOST_OPEN; count++) {
            ask();
        }
        String headers =
                "MIME-Version: 1.0\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n";

        assertRefused(TicketRefusal.TOO_MANY_OPEN, () -> receive(ANA, "Look", headers, "a log"));
        assertThat(documents()).isEmpty();
    }

    private List<?> documents() {
        return house.tenon
                .documents()
                .list(ana, new DocumentFilter(null, null, null, null, null), FIRST)
                .items();
    }

    @Test
    void what_is_too_long_is_shortened() {
        SupportTicket ticket = of(receive(ANA, "é".repeat(400), "", "ü\n".repeat(60_000)));

        assertThat(ticket.subject()).hasSize(SupportTicket.LONGEST_SUBJECT).endsWith(" …");
        assertThat(Objects.requireNonNull(ticket.description()).getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(SupportTicket.LONGEST_TEXT - 10, SupportTicket.LONGEST_TEXT);
    }

    @Test
    void needs_the_permission_and_a_mail() {
        assertRefused(RequestRefusal.FORBIDDEN, () -> tickets.receive(sue, mail(ANA, "Hello", "", "Hello")));
        assertRefused(RequestRefusal.FORBIDDEN, () -> tickets.receive(ben, mail(ANA, "Hello", "", "Hello")));
        assertRefused(
                TicketRefusal.MAIL_UNREADABLE,
                () -> tickets.receive(house.operator, new ByteArrayInputStream(new byte[100])));
        assertRefused(
                TicketRefusal.MAIL_TOO_LARGE,
                () -> tickets.receive(
                        house.operator, new ByteArrayInputStream(new byte[SupportTickets.LARGEST_MAIL + 1])));
    }
}
