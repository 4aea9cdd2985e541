package dev.tenon.jdbi.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tenon.jdbi.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself refuses about audit rows, whoever asks: the tests are the owner of the tables. */
class AuditTableTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final String REFUSED = "42501";
    private long sequence;

    @BeforeEach
    void write_a_row_of_this_month_and_one_of_far_ahead() throws SQLException {
        sequence = Long.parseLong(
                strings("SELECT coalesce(max(sequence), 0) FROM audit_logs").getFirst());
        DATABASE.execute("""
                INSERT INTO users (email, password_hash) VALUES ('user%1$d@example.org', '!');
                INSERT INTO audit_logs (user_id, actor_label, action, chain, sequence, previous_hash, hash, created_at)
                SELECT id, 'user:x', 'account.registered', 'global', %1$d + 1, repeat('0', 64), repeat('1', 64), now()
                  FROM users WHERE email = 'user%1$d@example.org';
                INSERT INTO audit_logs (user_id, actor_label, action, chain, sequence, previous_hash, hash, created_at)
                SELECT id, 'user:x', 'account.verified', 'global', %1$d + 2, repeat('1', 64), repeat('2', 64),
                       '2040-01-01T00:00:00Z'
                  FROM users WHERE email = 'user%1$d@example.org'""".formatted(sequence));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_logs SET action = 'nothing.happened'",
                "UPDATE audit_logs SET actor_label = 'somebody else'",
                "UPDATE audit_logs SET created_at = created_at + INTERVAL '1 second'",
                "UPDATE audit_logs SET user_id = NULL",
                "UPDATE audit_logs SET action = action",
                "UPDATE audit_logs_default SET action = 'nothing.happened'",
                "DELETE FROM audit_logs",
                "DELETE FROM audit_logs_default",
                "TRUNCATE audit_logs"
            })
    void C4_refuses_to_change_or_delete_rows(String statement) throws SQLException {
        List<String> before = strings("SELECT audit_logs::text FROM audit_logs ORDER BY sequence");

        assertThatThrownBy(() -> DATABASE.execute(statement))
                .asInstanceOf(type(SQLException.class))
                .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo(REFUSED));

        assertThat(strings("SELECT audit_logs::text FROM audit_logs ORDER BY sequence"))
                .isEqualTo(before);
    }

    @Test
    void lets_the_row_of_a_person_go_and_keeps_the_trail() throws SQLException {
        DATABASE.execute("DELETE FROM users WHERE email = 'user" + sequence + "@example.org'");

        assertThat(strings("SELECT concat_ws(' ', action, actor_label, user_id) FROM audit_logs WHERE sequence > "
                        + sequence + " ORDER BY sequence"))
                .containsExactly("account.registered user:x", "account.verified user:x");
    }

    @Test
    void refuses_a_second_row_with_the_same_place_in_its_chain() {
        assertThatThrownBy(() -> DATABASE.execute("""
                INSERT INTO audit_logs (actor_label, action, chain, sequence, previous_hash, hash, created_at)
                SELECT actor_label, action, chain, sequence, previous_hash, hash, created_at FROM audit_logs""")).hasMessageContaining("chain_sequence");
    }

    @Test
    void C4_a_role_with_the_documented_grants_adds_rows_and_cannot_change_them() throws SQLException, IOException {
        String role = "tenon_app_" + ProcessHandle.current().pid();
        DATABASE.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'x'");
        try {
            for (String grant : documentedGrants(role)) {
                DATABASE.execute(grant);
            }
            String url = DATABASE.url().replaceAll("user=\\w+", "user=" + role) + "&password=x";
            try (Connection app = DriverManager.getConnection(url);
                    Statement statement = app.createStatement()) {
                statement.execute("""
                        INSERT INTO audit_logs (actor_label, action, chain, sequence, previous_hash, hash)
                        VALUES ('system', 'job.ran', 'other', 1, repeat('0', 64), repeat('1', 64))""");
                statement.execute("SELECT tenon_ensure_partitions(6)");
                for (String change : List.of(
                        "UPDATE audit_logs SET action = 'x'",
                        "DELETE FROM audit_logs",
                        "TRUNCATE audit_logs",
                        "ALTER TABLE audit_logs DISABLE TRIGGER ALL",
                        "SELECT tenon_drop_partitions('audit_logs', now())")) {
                    assertThatThrownBy(() -> statement.execute(change))
                            .asInstanceOf(type(SQLException.class))
                            .satisfies(
                                    refused -> assertThat(refused.getSQLState()).isEqualTo(REFUSED));
                }
            }
        } finally {
            DATABASE.execute("DROP OWNED BY " + role);
            DATABASE.execute("DROP ROLE " + role);
        }
    }

    /** The statements that docs/schema.md gives for a server whose role owns nothing. */
    private static List<String> documentedGrants(String role) throws IOException {
        String document = Files.readString(Path.of("..", "docs", "schema.md"));
        List<String> grants = document.lines()
                .filter(line -> line.startsWith("GRANT ") || line.startsWith("REVOKE "))
                .map(line -> line.replace("tenon_app", role))
                .toList();
        assertThat(grants).hasSizeGreaterThan(3);
        return grants;
    }

    private static List<String> strings(String sql) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }
}
