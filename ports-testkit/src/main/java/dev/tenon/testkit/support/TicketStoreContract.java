package dev.tenon.testkit.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.TicketMessageId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketAttachment;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.ports.support.TicketPriority;
import dev.tenon.ports.support.TicketReport;
import dev.tenon.ports.support.TicketReport.OpenByAge;
import dev.tenon.ports.support.TicketReport.Times;
import dev.tenon.ports.support.TicketStatus;
import dev.tenon.ports.support.spi.TicketStore;
import dev.tenon.ports.support.spi.TicketStore.TicketMail;
import dev.tenon.ports.support.spi.TicketStore.Turn;
import dev.tenon.ports.support.spi.TicketStore.Way;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of tickets does. */
public abstract class TicketStoreContract extends StorageContract {

    private static final PageRequest FIRST = PageRequest.first(50);
    private static final Instant LATER = START.plus(Duration.ofHours(1));

    private TicketStore store() {
        return storage.tickets();
    }

    private SupportTicket ticket(UserId person, String subject, Instant at) {
        return commit(() -> {
            SupportTicket ticket = new SupportTicket(
                    new TicketId(Fixtures.anId()),
                    store().nextNumber(),
                    person,
                    null,
                    subject,
                    null,
                    TicketPriority.MEDIUM,
                    TicketStatus.OPEN,
                    at,
                    at,
                    null,
                    null,
                    1);
            store().insert(ticket);
            return ticket;
        });
    }

    private TicketMessage message(SupportTicket ticket, UserId author, boolean internal, String body, Instant at) {
        TicketMessage message = new TicketMessage(
                new TicketMessageId(Fixtures.anId()),
                ticket.id(),
                author,
                internal || !author.equals(ticket.userId()),
                internal,
                body,
                at,
                List.of());
        change(() -> store().insert(message));
        return message;
    }

    private List<SupportTicket> list(TicketFilter filter) {
        return store().list(filter, TicketOrder.NEWEST, true, FIRST).items();
    }

    @Test
    void numbers_follow_on_each_other_and_one_that_is_rolled_back_is_given_again() {
        UserId ana = anAccount().id();

        SupportTicket first = ticket(ana, "One", START);
        rollBack(() -> assertThat(store().nextNumber()).isEqualTo(2));
        SupportTicket second = ticket(ana, "Two", START);

        assertThat(first.number()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
        assertThat(store().find(2)).contains(second);
        assertThat(store().find(first.id())).contains(first);
        assertThat(store().find(3)).isEmpty();
        assertThat(store().find(new TicketId(Fixtures.anId()))).isEmpty();
    }

    @Test
    void keeps_what_changes_and_counts_the_revision_up() {
        Account ana = anAccount();
        Account sue = anAccount();
        SupportTicket ticket = ticket(ana.id(), "One", START);

        SupportTicket changed = commit(() -> {
            SupportTicket locked = store().lock(ticket.id()).orElseThrow();
            return store().update(
                            locked.answered(LATER)
                                    .patched(TicketPatch.assigned(sue.id()), LATER)
                                    .patched(TicketPatch.to(TicketStatus.IN_PROGRESS), LATER),
                            LATER);
        });

        assertThat(changed)
                .isEqualTo(ticket.answered(LATER)
                        .patched(TicketPatch.assigned(sue.id()), LATER)
                        .stored(LATER));
        assertThat(store().find(ticket.id())).contains(changed);
        assertThat(changed.status()).isEqualTo(TicketStatus.IN_PROGRESS);
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(store().countOpen(ana.id())).isEqualTo(1);
        resolve(ticket, LATER);
        assertThat(store().countOpen(ana.id())).isZero();
    }

    private void resolve(SupportTicket ticket, Instant at) {
        change(() -> {
            SupportTicket locked = store().lock(ticket.id()).orElseThrow();
            store().update(locked.in(TicketStatus.RESOLVED, at), at);
            store().insert(ticket.id(), Turn.RESOLVED, at);
        });
    }

    @Test
    void lists_by_everything_that_can_be_asked() {
        Account ana = anAccount();
        Account ben = anAccount();
        Account sue = anAccount();
        SupportTicket one = ticket(ana.id(), "The export does not open", START);
        SupportTicket two = ticket(ben.id(), "Wrong invoice", LATER);
        message(one, ana.id(), false, "Nor does the import", LATER);
        message(one, sue.id(), true, "A zebra again", LATER);
        SupportTicket given = commit(() -> store().update(
                        store().lock(two.id()).orElseThrow().patched(TicketPatch.assigned(sue.id()), LATER), LATER));

        assertThat(list(TicketFilter.all())).containsExactly(given, one);
        assertThat(store().list(TicketFilter.all(), TicketOrder.OLDEST, true, FIRST)
                        .items())
                .containsExactly(one, given);
        assertThat(list(TicketFilter.all().by(ana.id()))).containsExactly(one);
        assertThat(list(TicketFilter.all().assignedTo(sue.id()))).containsExactly(given);
        assertThat(list(TicketFilter.all().withoutAssignee())).containsExactly(one);
        assertThat(list(TicketFilter.all().in(TicketStatus.OPEN))).hasSize(2);
        assertThat(list(TicketFilter.all().in(TicketStatus.IN_PROGRESS))).isEmpty();
        assertThat(list(TicketFilter.all().of(TicketPriority.HIGH))).isEmpty();
        assertThat(list(TicketFilter.all().about("#2"))).containsExactly(given);
        for (TicketFilter filter :
                List.of(TicketFilter.all(), TicketFilter.all().by(ana.id()))) {
            assertThat(list(filter.about("EXPORT open"))).containsExactly(one);
            assertThat(list(filter.about("import"))).containsExactly(one);
            assertThat(list(filter.about("export invoice"))).isEmpty();
            assertThat(list(filter.about("zebra"))).containsExactly(one);
            assertThat(store().list(filter.about("zebra"), TicketOrder.NEWEST, false, FIRST)
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void holds_still_in_pages() {
        UserId ana = anAccount().id();
        List<SupportTicket> all = new ArrayList<>();
        for (int count = 0; count < 6; count++) {
            all.add(0, ticket(ana, "Ticket", START.plusSeconds(count / 2)));
        }
        all.sort((one, other) -> one.createdAt().equals(other.createdAt())
                ? other.id().value().compareTo(one.id().value())
                : other.createdAt().compareTo(one.createdAt()));

        holdsStillInPages(
                all,
                page -> store().list(TicketFilter.all(), TicketOrder.NEWEST, true, page),
                () -> ticket(ana, "Newer", LATER));
    }

    @Test
    void messages_come_oldest_first_and_notes_for_those_who_may_see_them() {
        Account ana = anAccount();
        Account sue = anAccount();
        SupportTicket ticket = ticket(ana.id(), "One", START);
        TicketMessage first = message(ticket, ana.id(), false, "Hello", START);
        TicketMessage note = message(ticket, sue.id(), true, "For us", START.plusSeconds(1));
        TicketMessage answer = message(ticket, sue.id(), false, "Hello too", START.plusSeconds(2));

        assertThat(store().messages(ticket.id(), true, FIRST).items()).containsExactly(first, note, answer);
        assertThat(store().messages(ticket.id(), false, FIRST).items()).containsExactly(first, answer);
        assertThat(store().countMessages(ticket.id())).isEqualTo(3);
        assertThat(store().messages(ticket(ana.id(), "Two", START).id(), true, FIRST)
                        .items())
                .isEmpty();
    }

    @Test
    void what_came_with_a_ticket_is_there_as_long_as_the_document_is() {
        Account ana = anAccount();
        SupportTicket ticket = ticket(ana.id(), "One", START);
        TicketMessage note = message(ticket, ana.id(), true, "For us", START);
        Document shown = aDocument(ana);
        Document noted = aDocument(ana);

        List<TicketAttachment> attached = commit(() -> store().attach(ticket.id(), null, Set.of(shown.id()), START));
        change(() -> store().attach(ticket.id(), note.id(), Set.of(noted.id()), START));

        assertThat(attached)
                .containsExactly(new TicketAttachment(
                        shown.id(), null, shown.fileName(), shown.fileSize(), shown.mediaType(), START));
        assertThat(store().attachments(ticket.id())).isEqualTo(attached);
        assertThat(store().messages(ticket.id(), true, FIRST).items().get(0).attachments())
                .extracting(TicketAttachment::documentId)
                .containsExactly(noted.id());
        assertThat(store().isAttached(ticket.id(), shown.id(), false)).isTrue();
        assertThat(store().isAttached(ticket.id(), noted.id(), false)).isFalse();
        assertThat(store().isAttached(ticket.id(), noted.id(), true)).isTrue();
        change(() -> storage.documents().trash(shown.id(), LATER));
        assertThat(store().attachments(ticket.id())).isEmpty();
        change(() -> storage.documents().purge(noted.id()));
        assertThat(store().messages(ticket.id(), true, FIRST).items().get(0).attachments())
                .isEmpty();
    }

    private Document aDocument(Account owner) {
        Document document = Fixtures.aDocument(owner.id());
        change(() -> storage.documents().insert(document));
        return document;
    }

    @Test
    void a_mail_is_noted_once_and_found_by_its_id() {
        UserId ana = anAccount().id();
        SupportTicket ticket = ticket(ana, "One", START);
        TicketMail mail = new TicketMail("<1@tenon>", ticket.id(), Way.TO_PERSON, START);

        assertThat(commit(() -> store().insert(mail))).isTrue();
        assertThat(commit(() -> store().insert(new TicketMail("<1@tenon>", ticket.id(), Way.FROM_STAFF, LATER))))
                .isFalse();

        assertThat(store().mails(List.of("<0@tenon>", "<1@tenon>"))).containsExactly(mail);
        assertThat(store().mails(List.of())).isEmpty();
    }

    @Test
    void a_thread_has_its_first_mail_and_the_last_ones_of_one_side() {
        UserId ana = anAccount().id();
        SupportTicket ticket = ticket(ana, "One", START);
        Set<Way> person = EnumSet.of(Way.FROM_PERSON, Way.TO_PERSON);
        for (int count = 1; count <= 5; count++) {
            Way way = count % 2 == 0 ? Way.FROM_PERSON : Way.TO_PERSON;
            TicketMail mail = new TicketMail("<" + count + "@a>", ticket.id(), way, START.plusSeconds(count));
            change(() -> store().insert(mail));
        }
        change(() -> store().insert(new TicketMail("<9@a>", ticket.id(), Way.TO_STAFF, START.plusSeconds(9))));

        assertThat(store().thread(ticket.id(), person, 10))
                .containsExactly("<1@a>", "<2@a>", "<3@a>", "<4@a>", "<5@a>");
        assertThat(store().thread(ticket.id(), person, 3)).containsExactly("<1@a>", "<4@a>", "<5@a>");
        assertThat(store().thread(ticket.id(), EnumSet.of(Way.TO_STAFF), 3)).containsExactly("<9@a>");
    }

    @Test
    void reports_by_priority_and_together() {
        UserId ana = anAccount().id();
        Instant end = START.plus(Duration.ofDays(50));
        for (int count = 1; count <= 10; count++) {
            SupportTicket ticket = ticket(ana, "Done", START.plusSeconds(count));
            Instant answered = ticket.createdAt().plus(Duration.ofMinutes(count));
            change(() -> store().update(ticket.answered(answered), answered));
            resolve(ticket, ticket.createdAt().plus(Duration.ofHours(count)));
        }
        SupportTicket again = ticket(ana, "Again", START);
        change(() -> {
            store().update(
                            again.patched(new TicketPatch(null, TicketPriority.HIGH, Patched.absent(), null), START),
                            START);
            store().insert(again.id(), Turn.RESOLVED, LATER);
            store().insert(again.id(), Turn.REOPENED, LATER);
        });
        for (int days : new int[] {0, 1, 3, 7}) {
            ticket(ana, "Open", end.minus(Duration.ofDays(days)));
        }

        List<TicketReport.Row> rows = store().report(START, START.plus(Duration.ofDays(1)), end);

        assertThat(rows)
                .extracting(TicketReport.Row::priority)
                .containsExactly(TicketPriority.LOW, TicketPriority.MEDIUM, TicketPriority.HIGH, null);
        Times none = new Times(0, null, null);
        assertThat(rows.get(0))
                .isEqualTo(new TicketReport.Row(TicketPriority.LOW, 0, 0, 0, new OpenByAge(0, 0, 0, 0, 0), none, none));
        assertThat(rows.get(1))
                .isEqualTo(new TicketReport.Row(
                        TicketPriority.MEDIUM,
                        10,
                        10,
                        0,
                        new OpenByAge(1, 1, 1, 1, 0),
                        new Times(10, Duration.ofMinutes(5), Duration.ofMinutes(9)),
                        new Times(10, Duration.ofHours(5), Duration.ofHours(9))));
        Duration hour = Duration.ofHours(1);
        assertThat(rows.get(2))
                .isEqualTo(new TicketReport.Row(
                        TicketPriority.HIGH, 1, 1, 1, new OpenByAge(0, 0, 0, 0, 1), none, new Times(1, hour, hour)));
        assertThat(rows.get(3).opened()).isEqualTo(11);
        assertThat(rows.get(3).resolution().count()).isEqualTo(11);
        assertThat(store().backlog().open()).isEqualTo(5);
        assertThat(store().backlog().oldestOpenAt()).isEqualTo(START);
        assertThat(store().backlog().inProgress()).isZero();
    }
}
