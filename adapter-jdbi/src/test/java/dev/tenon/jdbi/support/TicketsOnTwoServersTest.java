package dev.tenon.jdbi.support;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.ReceivedMail;
import dev.tenon.ports.support.ReceivedMail.Outcome;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.spi.IncomingMail;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tickets as two servers over one database race for them. */
class TicketsOnTwoServersTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Actor operator = Actor.operator("ana");
    private final PlainSecrets secrets = new PlainSecrets();
    private final MovableClock clock = new MovableClock();
    private HikariDataSource pool;
    private JdbiStorage first;
    private JdbiStorage second;
    private Tenon one;
    private Tenon other;

    @BeforeEach
    void start() {
        pool = DATABASE.newPool(16);
        first = JdbiStorage.of(DATABASE.dataSource());
        second = JdbiStorage.of(pool);
        one = tenon(first);
        other = tenon(second);
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    /** Reads as much of a mail as is needed here: its text is its Message-ID, a blank and its sender. */
    private Tenon tenon(JdbiStorage storage) {
        return TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .mailReader(mail -> {
                    String[] parts = new String(mail, StandardCharsets.US_ASCII).split(" ", 2);
                    return new IncomingMail(parts[0], parts[1], List.of(), "By mail", "Hello", false, false, List.of());
                })
                .ids(new TimeOrderedIds())
                .secrets(secrets)
                .clock(clock)
                .build();
    }

    private String person(String name) {
        String email = name + "-" + Fixtures.anId() + "@example.org";
        one.accounts().register(operator, new Registration(email, PASSWORD).verified());
        return email;
    }

    private Actor as(String email) {
        return one.sessions().actingAs(operator, email);
    }

    private SupportTickets server(int number) {
        return (number % 2 == 0 ? one : other).tickets();
    }

    private static boolean opened(SupportTickets tickets, Actor person) {
        try {
            tickets.create(person, new NewTicket("The export does not open", null, Set.of()));
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.code().code()).isEqualTo("ticket-too-many-open");
            return false;
        }
    }

    @Test
    void a_hundred_at_once_of_which_some_roll_back_have_numbers_without_a_gap() {
        List<Actor> people = LongStream.range(0, 10)
                .mapToObj(number -> as(person("p" + number)))
                .toList();
        Random random = new Random(42);
        boolean[] fails = new boolean[100];
        for (int number = 0; number < fails.length; number++) {
            fails[number] = random.nextBoolean();
        }
        long before = highest();

        List<Boolean> opened = Race.of(100, number -> {
            if (!fails[number]) {
                return opened(server(number), people.get(number % people.size()));
            }
            JdbiStorage storage = number % 2 == 0 ? first : second;
            try {
                return storage.unitOfWork().run(() -> {
                    assertThat(storage.tickets().nextNumber()).isPositive();
                    throw new IllegalStateException("fails on purpose");
                });
            } catch (IllegalStateException onPurpose) {
                return false;
            }
        });

        int successes = Collections.frequency(opened, true);
        assertThat(successes).isBetween(20, 80);
        assertThat(numbers().stream().filter(number -> number > before).sorted().toList())
                .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, before + successes)
                        .boxed()
                        .toList());
    }

    private List<Long> numbers() {
        return one
                .tickets()
                .list(operator, TicketFilter.all(), TicketOrder.NEWEST, PageRequest.first(200))
                .items()
                .stream()
                .map(SupportTicket::number)
                .toList();
    }

    private long highest() {
        return numbers().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Test
    void of_many_at_once_a_person_opens_no_more_than_can_be() {
        Actor ana = as(person("ana"));
        for (int number = 0; number < SupportTickets.MOST_OPEN - 5; number++) {
            assertThat(opened(one.tickets(), ana)).isTrue();
        }

        List<Boolean> opened = Race.of(20, number -> opened(server(number), ana));

        assertThat(Collections.frequency(opened, true)).isEqualTo(5);
    }

    @Test
    void a_mail_that_comes_to_both_servers_is_taken_once() {
        String ana = person("ana");
        byte[] mail = ("<" + Fixtures.anId() + "@laptop> " + ana).getBytes(StandardCharsets.US_ASCII);

        List<ReceivedMail> received =
                Race.of(4, number -> server(number).receive(operator, new ByteArrayInputStream(mail)));

        assertThat(received).extracting(ReceivedMail::outcome).containsOnlyOnce(Outcome.OPENED);
        assertThat(received).extracting(ReceivedMail::outcome).containsOnly(Outcome.OPENED, Outcome.REPEATED);
        assertThat(one.tickets()
                        .list(as(ana), TicketFilter.all(), TicketOrder.NEWEST, PageRequest.first(10))
                        .items())
                .hasSize(1);
    }
}
