package dev.tenon.core.support;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.spi.MailSender.OutgoingMail;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketAttachment;
import dev.tenon.ports.support.TicketContext;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.ports.support.TicketPriority;
import dev.tenon.ports.support.TicketRefusal;
import dev.tenon.ports.support.TicketReport;
import dev.tenon.ports.support.TicketStatus;
import dev.tenon.testkit.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupportTicketsTest {

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
    private final Actor sue = staff(SUE);

    private Actor staff(String email) {
        house.tenon
                .accounts()
                .register(
                        house.operator,
                        new Registration(email, Fixtures.PASSWORD).verified().withRoles(Set.of(Role.SUPPORT)));
        return house.signIn(email);
    }

    private SupportTicket ask() {
        return ask(ana, "The export does not open");
    }

    private SupportTicket ask(Actor who, String subject) {
        house.clock.advance(Duration.ofSeconds(1));
        return tickets.create(who, new NewTicket(subject, "It says nothing.", Set.of()));
    }

    private static UserId id(Actor actor) {
        return Objects.requireNonNull(actor.userId());
    }

    private List<TicketMessage> messages(Actor actor, SupportTicket ticket) {
        return tickets.messages(actor, ticket.id(), FIRST).items();
    }

    private List<SupportTicket> list(Actor actor, TicketFilter filter) {
        return tickets.list(actor, filter, TicketOrder.NEWEST, FIRST).items();
    }

    private OutgoingMail lastMail(String address) {
        house.runJobs();
        return house.mails.sentTo(new EmailAddress(address)).getLast();
    }

    private List<String> notifications(Actor actor) {
        return house.tenon.notifications().list(actor, NotificationFilter.all(), FIRST).items().stream()
                .map(each -> each.message())
                .toList();
    }

    // ---- the way of a ticket

    @Test
    void is_asked_answered_resolved_and_opened_again_by_the_persons_answer() {
        SupportTicket asked = ask();
        assertThat(asked.number()).isEqualTo(1);
        assertThat(asked.status()).isEqualTo(TicketStatus.OPEN);
        assertThat(asked.priority()).isEqualTo(TicketPriority.MEDIUM);

        house.clock.advance(Duration.ofHours(1));
        tickets.answer(sue, asked.id(), NewTicketMessage.of("Which version do you use?"));
        SupportTicket answered = tickets.get(sue, asked.id());
        assertThat(answered.status()).isEqualTo(TicketStatus.IN_PROGRESS);
        assertThat(answered.firstResponseAt()).isEqualTo(house.clock.instant());

        house.clock.advance(Duration.ofHours(1));
        tickets.answer(sue, asked.id(), NewTicketMessage.of("It is mended."));
        SupportTicket resolved = tickets.update(sue, asked.id(), TicketPatch.to(TicketStatus.RESOLVED), Expected.any());
        assertThat(resolved.resolvedAt()).isEqualTo(house.clock.instant());
        assertThat(resolved.firstResponseAt()).isEqualTo(answered.firstResponseAt());

        tickets.answer(ana, asked.id(), NewTicketMessage.of("It is not."));
        SupportTicket again = tickets.get(sue, asked.id());
        assertThat(again.status()).isEqualTo(TicketStatus.OPEN);
        assertThat(again.resolvedAt()).isNull();
        assertThat(house.auditedActions())
                .filteredOn(action -> action.startsWith("ticket."))
                .containsExactly(
                        "ticket.opened",
                        "ticket.answered",
                        "ticket.answered",
                        "ticket.resolved",
                        "ticket.answered",
                        "ticket.reopened");
    }

    @Test
    void who_asked_closes_and_reopens_and_decides_nothing_else() {
        SupportTicket ticket = ask();

        SupportTicket closed = tickets.update(
                ana, ticket.id(), TicketPatch.to(TicketStatus.RESOLVED), Expected.revision(ticket.revision()));
        assertThat(closed.isResolved()).isTrue();
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> tickets.update(
                        ana, ticket.id(), TicketPatch.to(TicketStatus.OPEN), Expected.revision(ticket.revision())));
        assertThat(tickets.update(ana, ticket.id(), TicketPatch.to(TicketStatus.OPEN), Expected.any())
                        .status())
                .isEqualTo(TicketStatus.OPEN);
        for (TicketPatch beyond : List.of(
                TicketPatch.to(TicketStatus.IN_PROGRESS),
                TicketPatch.assigned(id(sue)),
                new TicketPatch(null, TicketPriority.HIGH, Patched.absent(), null),
                new TicketPatch(null, null, Patched.absent(), "Urgent"))) {
            assertRefused(RequestRefusal.FORBIDDEN, () -> tickets.update(ana, ticket.id(), beyond, Expected.any()));
        }
    }

    @Test
    void what_changes_nothing_is_no_change() {
        SupportTicket ticket = ask();

        assertThat(tickets.update(sue, ticket.id(), TicketPatch.to(TicketStatus.OPEN), Expected.any()))
                .isEqualTo(ticket);
        assertThat(house.auditedActions()).doesNotContain("ticket.updated");
    }

    // ---- who sees what

    @Test
    void a_ticket_is_there_for_who_asked_and_for_the_staff() {
        SupportTicket ticket = ask();

        assertThat(tickets.get(ana, ticket.id())).isEqualTo(ticket);
        assertThat(tickets.numbered(sue, 1)).isEqualTo(ticket);
        assertThat(list(ana, TicketFilter.all())).containsExactly(ticket);
        assertThat(list(ben, TicketFilter.all())).isEmpty();
        assertRefused(TicketRefusal.NOT_FOUND, () -> tickets.get(ben, ticket.id()));
        assertRefused(TicketRefusal.NOT_FOUND, () -> tickets.numbered(ben, 1));
        assertRefused(TicketRefusal.NOT_FOUND, () -> messages(ben, ticket));
        assertRefused(TicketRefusal.NOT_FOUND, () -> tickets.answer(ben, ticket.id(), NewTicketMessage.of("Me too")));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> tickets.get(house.anonymous, ticket.id()));
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> list(ben, TicketFilter.all().by(id(ana))));
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> list(ben, TicketFilter.all().withoutAssignee()));
    }

    @Test
    void notes_and_who_of_the_staff_it_is_stay_among_the_staff() {
        SupportTicket ticket = ask();
        long revision = tickets.update(sue, ticket.id(), TicketPatch.assigned(id(sue)), Expected.any())
                .revision();
        tickets.answer(sue, ticket.id(), NewTicketMessage.note("A zebra again"));
        tickets.answer(sue, ticket.id(), NewTicketMessage.of("We look at it"));

        assertThat(messages(sue, ticket))
                .extracting(TicketMessage::body)
                .containsExactly("A zebra again", "We look at it");
        assertThat(messages(ana, ticket)).singleElement().satisfies(seen -> {
            assertThat(seen.body()).isEqualTo("We look at it");
            assertThat(seen.fromStaff()).isTrue();
            assertThat(seen.authorId()).isNull();
        });
        assertThat(tickets.get(ana, ticket.id()).assigneeId()).isNull();
        assertThat(tickets.get(ana, ticket.id()).revision())
                .as("of the note nothing is to be seen")
                .isEqualTo(revision + 1);
        assertThat(list(ana, TicketFilter.all().about("zebra"))).isEmpty();
        assertThat(list(sue, TicketFilter.all().about("zebra"))).hasSize(1);
        assertThat(lastMail(ANA).text()).contains("We look at it").doesNotContain("zebra");
        assertRefused(RequestRefusal.FORBIDDEN, () -> tickets.answer(ana, ticket.id(), NewTicketMessage.note("Psst")));
    }

    @Test
    void tickets_are_found_by_number_words_status_and_assignee() {
        SupportTicket export = ask();
        SupportTicket invoice = ask(ben, "Wrong invoice");
        tickets.answer(ben, invoice.id(), NewTicketMessage.of("The address is of Lisbon"));
        tickets.update(sue, invoice.id(), TicketPatch.assigned(id(sue)), Expected.any());

        assertThat(numbers(TicketFilter.all())).containsExactly(2L, 1L);
        assertThat(tickets.list(sue, TicketFilter.all(), TicketOrder.OLDEST, FIRST)
                        .items())
                .extracting(SupportTicket::number)
                .containsExactly(1L, 2L);
        assertThat(numbers(TicketFilter.all().about("#1"))).containsExactly(export.number());
        assertThat(numbers(TicketFilter.all().about("2"))).containsExactly(2L);
        assertThat(numbers(TicketFilter.all().about("lisbon"))).containsExactly(2L);
        assertThat(numbers(TicketFilter.all().assignedTo(id(sue)))).containsExactly(2L);
        assertThat(numbers(TicketFilter.all().withoutAssignee())).containsExactly(1L);
        assertThat(numbers(TicketFilter.all().in(TicketStatus.RESOLVED))).isEmpty();
        assertRefused(RequestRefusal.INVALID, () -> list(ana, TicketFilter.all().about(" ")));
    }

    private List<Long> numbers(TicketFilter filter) {
        return list(sue, filter).stream().map(SupportTicket::number).toList();
    }

    @Test
    void a_key_needs_the_scope() {
        SupportTicket ticket = ask();
        Actor reader = key("support:read");

        assertThat(tickets.get(reader, ticket.id())).isEqualTo(ticket);
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> tickets.answer(reader, ticket.id(), NewTicketMessage.of("By program")));
        assertRefused(RequestRefusal.FORBIDDEN, () -> list(key("profile:read"), TicketFilter.all()));
        tickets.answer(key("support:write", "support:read"), ticket.id(), NewTicketMessage.of("By program"));
    }

    private Actor key(String... scopes) {
        return Actor.keyOf(id(ana), new ApiKeyId(Fixtures.anId()), Set.of(scopes), TenonInMemory.ORIGIN);
    }

    // ---- assignees

    @Test
    void is_given_to_somebody_who_may_answer() {
        SupportTicket ticket = ask();
        Actor tom = staff("tom@example.org");

        SupportTicket given = tickets.update(sue, ticket.id(), TicketPatch.assigned(id(tom)), Expected.any());

        assertThat(given.assigneeId()).isEqualTo(id(tom));
        assertThat(lastMail("tom@example.org").text()).contains("The export does not open");
        assertThat(notifications(tom)).containsExactly("The support ticket #1 is yours from now on.");
        assertRefused(
                TicketRefusal.ASSIGNEE_UNFIT,
                () -> tickets.update(sue, ticket.id(), TicketPatch.assigned(id(ben)), Expected.any()));
        assertThat(tickets.update(sue, ticket.id(), TicketPatch.assigned(null), Expected.any())
                        .assigneeId())
                .isNull();
    }

    @Test
    void who_may_answer_no_more_is_told_nothing_more() {
        SupportTicket ticket = ask();
        Actor tom = staff("tom@example.org");
        tickets.update(sue, ticket.id(), TicketPatch.assigned(id(tom)), Expected.any());
        house.runJobs();
        house.mails.clear();
        house.tenon
                .accounts()
                .update(house.operator, id(tom), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        tickets.answer(ana, ticket.id(), NewTicketMessage.of("Hello?"));
        house.runJobs();

        assertThat(house.mails.sentTo(new EmailAddress("tom@example.org"))).isEmpty();
        assertThat(tickets.get(sue, ticket.id()).assigneeId()).isEqualTo(id(tom));
    }

    // ---- mails

    @Test
    void the_mails_of_a_ticket_are_one_conversation_for_each_side() {
        SupportTicket ticket = ask();
        OutgoingMail received = lastMail(ANA);
        tickets.update(house.operator, ticket.id(), TicketPatch.assigned(id(sue)), Expected.any());
        tickets.answer(sue, ticket.id(), NewTicketMessage.of("First"));
        OutgoingMail first = lastMail(ANA);
        house.clock.advance(Duration.ofMinutes(1));
        tickets.answer(sue, ticket.id(), NewTicketMessage.of("Second"));
        OutgoingMail second = lastMail(ANA);
        tickets.answer(ana, ticket.id(), NewTicketMessage.of("Thanks"));

        assertThat(received.references()).isEmpty();
        assertThat(received.replyTo()).isEqualTo(new EmailAddress("help@example.org"));
        assertThat(first.references()).containsExactly(received.messageId());
        assertThat(second.references()).containsExactly(received.messageId(), first.messageId());
        OutgoingMail toStaff = lastMail(SUE);
        assertThat(toStaff.references()).hasSize(1).doesNotContainAnyElementsOf(second.references());
        assertThat(notifications(ana))
                .containsExactly("Your support ticket #1 was answered.", "Your support ticket #1 was answered.");
        assertThat(notifications(sue)).contains("There is a new message in the support ticket #1.");
    }

    @Test
    void a_conversation_names_its_first_mail_and_the_last_ones() {
        SupportTicket ticket = ask();
        String root = lastMail(ANA).messageId();
        for (int count = 0; count < 15; count++) {
            house.clock.advance(Duration.ofMinutes(1));
            tickets.answer(sue, ticket.id(), NewTicketMessage.of("Answer " + count));
        }

        assertThat(lastMail(ANA).references()).hasSize(10).startsWith(root);
    }

    // ---- attachments

    @Test
    void what_is_attached_is_seen_through_the_ticket_by_whoever_sees_the_message() throws IOException {
        Document shown = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "hello"));
        Document noted = house.tenon.documents().upload(sue, Fixtures.aNewDocument("b.txt", "secret"));
        SupportTicket ticket = tickets.create(ana, new NewTicket("Look", null, Set.of(shown.id())));
        tickets.answer(sue, ticket.id(), new NewTicketMessage("For us", true, Set.of(noted.id())));

        assertThat(tickets.attachments(sue, ticket.id()))
                .extracting(TicketAttachment::fileName)
                .containsExactly("a.txt");
        assertThat(content(sue, ticket, shown)).isEqualTo("hello");
        assertThat(content(sue, ticket, noted)).isEqualTo("secret");
        assertThat(messages(sue, ticket).getFirst().attachments())
                .extracting(TicketAttachment::documentId)
                .containsExactly(noted.id());
        assertRefused(TicketRefusal.ATTACHMENT_NOT_FOUND, () -> content(ana, ticket, noted));
        assertRefused(TicketRefusal.NOT_FOUND, () -> content(ben, ticket, shown));
        assertRefused(DocumentRefusal.NOT_FOUND, () -> house.tenon.documents().get(sue, shown.id()));

        house.tenon.documents().delete(ana, shown.id(), Expected.any());

        assertThat(tickets.attachments(ana, ticket.id())).isEmpty();
        assertRefused(TicketRefusal.ATTACHMENT_NOT_FOUND, () -> content(sue, ticket, shown));
    }

    private String content(Actor actor, SupportTicket ticket, Document document) throws IOException {
        try (InputStream bytes =
                tickets.attachment(actor, ticket.id(), document.id()).bytes().open(0, document.fileSize())) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void nobody_attaches_what_they_may_not_read() {
        Document bens = house.tenon.documents().upload(ben, Fixtures.aNewDocument("b.txt", "secret"));
        SupportTicket ticket = ask();

        assertRefused(
                DocumentRefusal.NOT_FOUND, () -> tickets.create(ana, new NewTicket("Look", null, Set.of(bens.id()))));
        assertRefused(
                DocumentRefusal.NOT_FOUND,
                () -> tickets.answer(ana, ticket.id(), new NewTicketMessage("Look", false, Set.of(bens.id()))));
        assertRefused(
                RequestRefusal.INVALID,
                () -> tickets.answer(
                        house.operator, ticket.id(), new NewTicketMessage("Look", false, Set.of(bens.id()))));
        assertThat(ask().number())
                .as("a number that was not used is given to the next")
                .isEqualTo(2);
    }

    // ---- limits

    @Test
    void says_what_is_wrong_with_what_is_asked() {
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> tickets.create(ana, new NewTicket(" ", "x".repeat(65_537), Set.of()))),
                "/subject",
                "/description");
        SupportTicket ticket = ask();
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> tickets.answer(ana, ticket.id(), NewTicketMessage.of("a\u0000b"))),
                "/body");
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> tickets.update(
                                sue,
                                ticket.id(),
                                new TicketPatch(null, null, Patched.absent(), "two\nlines"),
                                Expected.any())),
                "/subject");
    }

    @Test
    void there_is_an_end_to_open_tickets_and_to_messages() {
        for (int count = 0; count < SupportTickets.MOST_OPEN; count++) {
            ask();
        }
        assertRefused(TicketRefusal.TOO_MANY_OPEN, this::ask);
        SupportTicket ticket = tickets.numbered(ana, 1);
        tickets.update(ana, ticket.id(), TicketPatch.to(TicketStatus.RESOLVED), Expected.any());
        assertThat(ask().number()).isEqualTo(SupportTickets.MOST_OPEN + 1);

        for (int count = 0; count < SupportTickets.MOST_MESSAGES; count++) {
            tickets.answer(house.operator, ticket.id(), NewTicketMessage.note("n"));
        }
        assertRefused(
                TicketRefusal.TOO_MANY_MESSAGES, () -> tickets.answer(ana, ticket.id(), NewTicketMessage.of("Hello?")));
    }

    @Test
    void whose_plan_says_so_is_answered_before_others() {
        house.tenon
                .entitlementOverrides()
                .make(
                        house.operator,
                        NewOverride.limit(id(ana), TicketPriority.FEATURE, null, "For a friend"),
                        Expected.any());

        assertThat(ask().priority()).isEqualTo(TicketPriority.HIGH);
        assertThat(ask(ben, "Me too").priority()).isEqualTo(TicketPriority.MEDIUM);
    }

    // ---- the person and the figures

    @Test
    void tells_of_the_person_what_the_staff_may_see_anyway() {
        SupportTicket ticket = ask();

        TicketContext all = tickets.context(sue, ticket.id());
        assertThat(all.withheld()).isEmpty();
        assertThat(all.plans())
                .singleElement()
                .satisfies(held -> assertThat(held.planName()).isEqualTo("Free"));
        assertThat(all.unpaidInvoices()).isEmpty();
        assertThat(all.failedMails()).isEmpty();
        Actor reader = Actor.person(id(sue), null, Set.of("tickets:read", "emails:read"), TenonInMemory.ORIGIN);
        TicketContext some = tickets.context(reader, ticket.id());
        assertThat(some.plans()).isNull();
        assertThat(some.unpaidInvoices()).isNull();
        assertThat(some.failedMails()).isEmpty();
        assertThat(some.withheld()).containsExactly("subscriptions:read", "invoices:read");
        assertRefused(RequestRefusal.FORBIDDEN, () -> tickets.context(ana, ticket.id()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> tickets.context(ben, ticket.id()));
    }

    @Test
    void reports_how_long_people_waited() {
        LocalDate today = LocalDate.ofInstant(house.clock.instant(), ZoneOffset.UTC);
        SupportTicket ticket = ask();
        ask(ben, "Another");
        house.clock.advance(Duration.ofMinutes(10));
        tickets.answer(sue, ticket.id(), NewTicketMessage.of("Hello"));
        tickets.update(sue, ticket.id(), TicketPatch.to(TicketStatus.RESOLVED), Expected.any());

        TicketReport report = tickets.report(sue, today, today.plusDays(2));

        assertThat(report.rows()).hasSize(4);
        TicketReport.Row all = report.rows().getLast();
        assertThat(all.priority()).isNull();
        assertThat(all.opened()).isEqualTo(2);
        assertThat(all.resolved()).isEqualTo(1);
        assertThat(all.open().underOneDay()).isEqualTo(1);
        assertThat(all.firstResponse().median()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(tickets.report(sue, null, null).to()).isEqualTo(today.plusDays(1));
        assertThat(tickets.backlog(sue).open()).isEqualTo(1);
        assertRefused(RequestRefusal.INVALID, () -> tickets.report(sue, today, today));
        assertRefused(RequestRefusal.INVALID, () -> tickets.report(sue, today.minusYears(20), today));
        assertRefused(RequestRefusal.FORBIDDEN, () -> tickets.report(ana, null, null));
        assertRefused(RequestRefusal.FORBIDDEN, () -> tickets.backlog(ana));
    }
}
