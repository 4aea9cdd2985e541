package dev.tenon.jdbi.organizations;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.SqlOrganizations;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.InvitationRefusal;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewInvitation;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.RecordingMailSender;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Invitations as two servers over one database race for them, counted in the tables. */
class InvitationsOnTwoServersTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final String JOINED = "joined";

    private final Actor operator = Actor.operator("ana");
    private final PlainSecrets secrets = new PlainSecrets();
    private final RecordingMailSender mails = new RecordingMailSender();
    private final MovableClock clock = new MovableClock();
    private HikariDataSource pool;
    private Tenon one;
    private Tenon other;
    private OrganizationId acme;

    @BeforeEach
    void start() {
        pool = DATABASE.newPool(16);
        one = tenon(JdbiStorage.of(DATABASE.dataSource()));
        other = tenon(JdbiStorage.of(pool));
        acme = new SqlOrganizations(DATABASE.dataSource()).found(person("owner").id());
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    /** Five seats, of which the owner has one. */
    private Tenon tenon(JdbiStorage storage) {
        return TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .mailSender(mails)
                .ids(new TimeOrderedIds())
                .secrets(secrets)
                .clock(clock)
                .organizationPolicy(new OrganizationPolicy(50, 5, null))
                .invitationPolicy(new InvitationPolicy(Duration.ofDays(7), 10, Duration.ZERO, 1_000, 1_000, 1_000))
                .build();
    }

    private Account person(String name) {
        String email = name + "-" + Fixtures.anId() + "@example.org";
        return one.accounts().register(operator, new Registration(email, PASSWORD).verified());
    }

    private Actor as(Account account) {
        return one.sessions().actingAs(operator, account.email().value());
    }

    private Invitation invited(Account account) {
        return one.invitations()
                .invite(operator, acme, new NewInvitation(account.email().value(), MemberRole.MEMBER));
    }

    private Tenon server(int number) {
        return number % 2 == 0 ? one : other;
    }

    private static String outcome(Runnable work) {
        try {
            work.run();
            return JOINED;
        } catch (Refusal refusal) {
            return refusal.code().code();
        }
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM " + sql.replace(":acme", "'" + acme + "'"))) {
            row.next();
            return row.getInt(1);
        }
    }

    private String mailedToken(Account account) {
        int done;
        do {
            done = one.jobs().stream().mapToInt(BackgroundJob::run).sum();
        } while (done > 0);
        String text = mails.sentTo(account.email()).getLast().text();
        return text.substring(text.indexOf("tnm_"), text.indexOf("tnm_") + 40);
    }

    @Test
    void A6_of_a_hundred_who_accept_one_invitation_on_two_servers_one_joins() throws SQLException {
        Account ben = person("ben");
        invited(ben);
        String token = mailedToken(ben);
        Actor actor = as(ben);

        List<String> outcomes = Race.of(
                100, number -> outcome(() -> server(number).invitations().accept(actor, token)));

        assertThat(Collections.frequency(outcomes, JOINED)).isOne();
        assertThat(outcomes).containsOnly(JOINED, InvitationRefusal.GONE.code());
        assertThat(count("organization_members WHERE organization_id = :acme AND role = 'member'"))
                .isOne();
        assertThat(count("invitations WHERE organization_id = :acme AND status = 'accepted'"))
                .isOne();
        assertThat(count("audit_logs WHERE organization_id = :acme AND action = 'invitation.accepted'"))
                .isOne();
        assertThat(count("audit_logs WHERE organization_id = :acme AND action = 'member.joined'"))
                .isOne();
    }

    @Test
    void two_accounts_with_one_token_make_one_member_and_it_is_the_invited_one() throws SQLException {
        Account ben = person("ben");
        invited(ben);
        String token = mailedToken(ben);
        Actor invited = as(ben);
        Actor stranger = as(person("stranger"));

        List<String> outcomes = Race.of(
                40,
                number -> outcome(
                        () -> server(number / 2).invitations().accept(number % 2 == 0 ? invited : stranger, token)));

        assertThat(Collections.frequency(outcomes, JOINED)).isOne();
        assertThat(count("organization_members WHERE organization_id = :acme AND user_id = '" + ben.id() + "'"))
                .isOne();
        assertThat(count("organization_members WHERE organization_id = :acme AND role = 'member'"))
                .isOne();
    }

    @Test
    void invitations_that_race_for_the_last_seats_fill_exactly_them() throws SQLException {
        List<Account> people =
                IntStream.range(0, 9).mapToObj(number -> person("p" + number)).toList();
        List<Invitation> invitations = people.stream().map(this::invited).toList();
        List<Actor> actors = people.stream().map(this::as).toList();

        List<String> outcomes = Race.of(
                9,
                number -> outcome(() -> server(number)
                        .invitations()
                        .accept(actors.get(number), invitations.get(number).id())));

        assertThat(Collections.frequency(outcomes, JOINED)).isEqualTo(4);
        assertThat(Collections.frequency(outcomes, MemberRefusal.NO_SEAT.code()))
                .isEqualTo(5);
        assertThat(count("organization_members WHERE organization_id = :acme")).isEqualTo(5);
        assertThat(count("invitations WHERE organization_id = :acme AND status = 'pending'"))
                .as("without a seat nothing is spent")
                .isEqualTo(5);
    }

    @Test
    void of_accepting_declining_and_revoking_one_happens() throws SQLException {
        for (int round = 0; round < 8; round++) {
            Account ben = person("ben" + round);
            Invitation invitation = invited(ben);
            Actor actor = as(ben);

            List<String> outcomes = Race.of(
                    6,
                    number -> outcome(() -> {
                        switch (number % 3) {
                            case 0 -> server(number / 3).invitations().accept(actor, invitation.id());
                            case 1 -> server(number / 3).invitations().decline(actor, invitation.id());
                            default -> server(number / 3).invitations().revoke(operator, acme, invitation.id());
                        }
                    }));

            int members = count("organization_members WHERE organization_id = :acme AND user_id = '" + ben.id() + "'");
            int accepted = count("invitations WHERE status = 'accepted' AND id = '" + invitation.id() + "'");
            assertThat(members)
                    .as("a member where it was accepted, and none else: %s", outcomes)
                    .isEqualTo(accepted);
            assertThat(count("audit_logs WHERE record_id = '" + invitation.id()
                            + "' AND action IN ('invitation.accepted', 'invitation.declined', 'invitation.revoked')"))
                    .isOne();
            if (members == 1) {
                new SqlOrganizations(DATABASE.dataSource()).leave(acme, ben.id());
            }
        }
    }

    @Test
    void of_many_who_invite_one_address_one_does_and_one_mail_goes_out() throws SQLException {
        Account ben = person("ben");

        List<String> outcomes = Race.of(
                40,
                number -> outcome(() -> server(number)
                        .invitations()
                        .invite(operator, acme, new NewInvitation(ben.email().value(), MemberRole.MEMBER))));

        assertThat(Collections.frequency(outcomes, JOINED)).isOne();
        assertThat(outcomes).containsOnly(JOINED, InvitationRefusal.PENDING.code());
        assertThat(count("email_queue WHERE email_type = 'invitation' AND recipient = '" + ben.email() + "'"))
                .isOne();
    }

    @Test
    void invitations_that_race_for_the_last_open_places_fill_exactly_them() throws SQLException {
        List<String> outcomes = Race.of(
                40,
                number -> outcome(() -> server(number)
                        .invitations()
                        .invite(
                                operator,
                                acme,
                                new NewInvitation("new-" + number + "@example.com", MemberRole.MEMBER))));

        assertThat(Collections.frequency(outcomes, JOINED)).isEqualTo(10);
        assertThat(outcomes).containsOnly(JOINED, InvitationRefusal.TOO_MANY.code());
        assertThat(count("invitations WHERE organization_id = :acme")).isEqualTo(10);
    }

    @Test
    void two_servers_that_note_what_has_expired_note_it_once() throws SQLException {
        for (int number = 0; number < 10; number++) {
            invited(person("late" + number));
        }
        clock.advance(Duration.ofDays(7));

        Race.of(
                8,
                number -> server(number).jobs().stream()
                        .filter(job -> job.name().equals("expire-invitations"))
                        .mapToInt(BackgroundJob::run)
                        .sum());

        assertThat(count("invitations WHERE organization_id = :acme AND status = 'expired'"))
                .isEqualTo(10);
        assertThat(count("audit_logs WHERE organization_id = :acme AND action = 'invitation.expired'"))
                .isEqualTo(10);
        assertThat(one.invitations()
                        .list(operator, acme, InvitationStatus.EXPIRED, PageRequest.first(50))
                        .items())
                .hasSize(10);
    }

    @Test
    void S1_the_database_holds_no_token_of_an_invitation() throws SQLException {
        Account ben = person("ben");
        invited(ben);
        String token = mailedToken(ben);

        assertThat(count("invitations i WHERE i::text LIKE '%" + token + "%'")).isZero();
        assertThat(count("invitations WHERE token_hash = '" + secrets.digest(new Token(token)) + "'"))
                .isOne();
    }
}
