package dev.tenon.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The application as it stands, over a real PostgreSQL and a real port. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureObservability(tracing = false)
class ClubTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final Actor CLUB = Actor.system("club");

    @Autowired
    private Club club;

    @Autowired
    private Tenon tenon;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private TestRestTemplate http;

    private Rows before;

    /** How many rows there are of what joining makes. */
    private record Rows(long users, long members, long auditRows, long mails) {

        Rows plus(Rows more) {
            return new Rows(users + more.users, members + more.members, auditRows + more.auditRows, mails + more.mails);
        }
    }

    @BeforeEach
    void count() {
        before = rows();
    }

    @Test
    void keeps_the_account_and_the_own_row_in_one_commit() {
        UUID id = club.join("ana@example.org", PASSWORD, 3);

        assertThat(rows()).isEqualTo(before.plus(new Rows(1, 1, 1, 1)));
        assertThat(jdbc.sql("SELECT hives FROM club_members JOIN users ON users.id = user_id WHERE user_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void rolls_tenons_change_back_with_its_audit_row_and_its_mail_when_the_own_row_is_refused() {
        assertThatThrownBy(() -> club.join("ben@example.org", PASSWORD, 0))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void rolls_tenons_change_back_when_the_application_says_so() {
        transaction.executeWithoutResult(status -> {
            club.join("cem@example.org", PASSWORD, 2);
            assertThat(rows()).as("within the transaction").isEqualTo(before.plus(new Rows(1, 1, 1, 1)));
            status.setRollbackOnly();
        });

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void rolls_the_own_row_back_when_tenon_refuses() {
        UUID dora = register("dora@example.org");
        Rows withDora = rows();

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    insertMember(dora);
                    register("dora@example.org");
                }))
                .isInstanceOf(Refusal.class);

        assertThat(rows()).isEqualTo(withDora);
    }

    @Test
    void goes_on_after_a_refusal_that_the_application_expects() {
        UUID eva = register("eva@example.org");
        Rows withEva = rows();

        transaction.executeWithoutResult(status -> {
            assertThatThrownBy(() -> register("eva@example.org")).isInstanceOf(Refusal.class);
            insertMember(eva);
        });

        assertThat(rows()).isEqualTo(withEva.plus(new Rows(0, 1, 0, 0)));
    }

    @Test
    void commits_alone_where_there_is_no_transaction() {
        register("fay@example.org");

        assertThat(rows()).isEqualTo(before.plus(new Rows(1, 0, 1, 1)));
        assertThatThrownBy(() -> register("fay@example.org")).isInstanceOf(Refusal.class);
        assertThat(rows()).isEqualTo(before.plus(new Rows(1, 0, 1, 1)));
    }

    @Test
    void is_asked_over_http() {
        Map<String, Object> gil = Map.of("email", "gil@example.org", "password", PASSWORD, "hives", 2);

        ResponseEntity<String> joined = http.postForEntity("/members", gil, String.class);
        ResponseEntity<String> again = http.postForEntity("/members", gil, String.class);

        assertThat(joined.getStatusCode()).isEqualTo(HttpStatus.CREATED);
        assertThat(again.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(again.getBody()).contains("account-email-taken");
        assertThat(rows()).isEqualTo(before.plus(new Rows(1, 1, 1, 1)));
    }

    @Test
    void tells_of_tenon_at_the_actuator() {
        assertThat(http.getForObject("/actuator/health", String.class))
                .contains("\"tenon\":{\"status\":\"UP\"", "\"schema\":\"current\"", "\"jobs\":\"enabled\"");
        assertThat(http.getForObject("/actuator/metrics/tenon.usage.log.dropped", String.class))
                .contains("\"statistic\":\"COUNT\",\"value\":0.0");
        assertThat(http.getForObject("/actuator/prometheus", String.class)).contains("tenon_usage_log_dropped_total ");
    }

    private UUID register(String email) {
        return tenon.accounts()
                .register(CLUB, new Registration(email, PASSWORD))
                .id()
                .value();
    }

    private void insertMember(UUID id) {
        jdbc.sql("INSERT INTO club_members (user_id, hives) VALUES (?, 1)")
                .param(id)
                .update();
    }

    private Rows rows() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM users) AS users,
                               (SELECT count(*) FROM club_members) AS members,
                               (SELECT count(*) FROM audit_logs) AS audit_rows,
                               (SELECT count(*) FROM email_queue) AS mails""").query(Rows.class).single();
    }
}
