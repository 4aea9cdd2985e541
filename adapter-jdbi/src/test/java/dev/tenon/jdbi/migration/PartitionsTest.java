package dev.tenon.jdbi.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.jdbi.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsTest {

    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("uuuu_MM");
    private static final YearMonth NOW = YearMonth.now(ZoneOffset.UTC);
    private static final String ANA = """
            INSERT INTO users (id, email, password_hash)
            VALUES ('01920000-0000-7000-8000-00000000aaaa', 'ana@example.org', '!')""";

    private final TestDatabase database = TestDatabase.migrated();

    @BeforeEach
    void create() throws SQLException {
        database.create();
    }

    @AfterEach
    void drop() throws SQLException {
        database.drop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit_logs", "usage_logs", "api_usage_logs", "login_history"})
    void the_migration_makes_the_month_before_this_one_and_those_to_three_ahead(String table) throws SQLException {
        assertThat(partitions(table))
                .containsExactly(
                        table + "_" + NOW.minusMonths(1).format(SUFFIX),
                        table + "_" + NOW.format(SUFFIX),
                        table + "_" + NOW.plusMonths(1).format(SUFFIX),
                        table + "_" + NOW.plusMonths(2).format(SUFFIX),
                        table + "_" + NOW.plusMonths(3).format(SUFFIX),
                        table + "_default");
    }

    @Test
    void makes_only_what_is_missing() throws SQLException {
        assertThat(strings("SELECT tenon_ensure_partitions(3)")).containsExactly("0");
        assertThat(strings("SELECT tenon_ensure_partitions(5)")).containsExactly("8");
        assertThat(partitions("usage_logs"))
                .contains("usage_logs_" + NOW.plusMonths(5).format(SUFFIX));
    }

    @Test
    void makes_partitions_for_a_clock_that_is_elsewhere() throws SQLException {
        assertThat(strings("SELECT tenon_ensure_partitions(1, '2040-12-31T23:30:00Z')"))
                .containsExactly("12");

        assertThat(partitions("login_history"))
                .contains("login_history_2040_11", "login_history_2040_12", "login_history_2041_01");
    }

    @Test
    void puts_rows_into_the_month_of_their_time_in_utc() throws SQLException {
        String first = NOW.plusMonths(1).atDay(1) + "T00:00:00Z";
        database.execute(ANA + ";" + usage(first + "'::timestamptz - INTERVAL '1 microsecond") + ";" + usage(first));

        assertThat(strings("SELECT tableoid::regclass::text FROM usage_logs ORDER BY timestamp"))
                .containsExactly(
                        "usage_logs_" + NOW.format(SUFFIX),
                        "usage_logs_" + NOW.plusMonths(1).format(SUFFIX));
    }

    @Test
    void catches_rows_of_any_time_and_gives_them_a_month_when_it_can() throws SQLException {
        database.execute(ANA + ";" + usage("2040-05-05T00:00:00Z"));

        assertThat(strings("SELECT tableoid::regclass::text FROM usage_logs")).containsExactly("usage_logs_default");
        assertThat(strings("SELECT tenon_ensure_partitions(0, '2040-05-20T00:00:00Z')"))
                .containsExactly("8");
        assertThat(strings("SELECT tableoid::regclass::text FROM usage_logs")).containsExactly("usage_logs_2040_05");
        database.execute(usage("2040-05-21T00:00:00Z"));
        assertThat(strings("SELECT count(*) FROM usage_logs_2040_05")).containsExactly("2");
        assertThat(partitions("usage_logs")).contains("usage_logs_default");
    }

    @Test
    void rows_of_the_audit_trail_move_to_their_month_and_stay_unchangeable() throws SQLException {
        database.execute(audit("other", 1, "2019-05-05T00:00:00Z") + ";" + audit("other", 2, "2050-05-05T00:00:00Z"));

        assertThat(strings("SELECT tenon_ensure_partitions(0)")).containsExactly("1");

        assertThat(strings("SELECT tableoid::regclass::text FROM audit_logs ORDER BY sequence"))
                .containsExactly("audit_logs_2019_05", "audit_logs_default");
        assertThatThrownBy(() -> database.execute("DELETE FROM audit_logs_2019_05"))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> database.execute("DELETE FROM audit_logs_default"))
                .hasMessageContaining("never changed");
        assertThat(strings(counts("audit_logs_2019_05"))).isEqualTo(strings(counts("audit_logs_default")));
    }

    @Test
    void gives_a_new_month_every_index_foreign_key_and_trigger() throws SQLException {
        strings("SELECT tenon_ensure_partitions(0, '2040-05-05T00:00:00Z')");

        assertThat(strings(counts("audit_logs_2040_05"))).isEqualTo(strings(counts("audit_logs_default")));
        assertThat(strings("SELECT count(*) FROM pg_trigger WHERE tgrelid = 'audit_logs_2040_05'::regclass"
                        + " AND tgname = 'audit_logs_append_only'"))
                .containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "121", "NULL"})
    void refuses_a_number_of_months_that_makes_no_sense(String months) {
        assertThatThrownBy(() -> strings("SELECT tenon_ensure_partitions(" + months + ")"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("between 0 and 120");
    }

    @Test
    void drops_the_months_that_ended_before_and_what_the_default_partition_caught() throws SQLException {
        strings("SELECT tenon_ensure_partitions(0, '2020-03-05T00:00:00Z')");
        database.execute(ANA + ";" + usage("2020-02-10T00:00:00Z") + ";" + usage("2020-03-10T00:00:00Z") + ";"
                + usage("2019-01-10T00:00:00Z") + ";" + usage("2040-01-10T00:00:00Z"));

        assertThat(strings("SELECT tenon_drop_partitions('usage_logs', '2020-03-31T00:00:00Z')"))
                .containsExactly("1");

        assertThat(partitions("usage_logs")).contains("usage_logs_2020_03").doesNotContain("usage_logs_2020_02");
        assertThat(strings(
                        "SELECT to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM') FROM usage_logs ORDER BY timestamp"))
                .containsExactly("2020-03", "2040-01");
        assertThat(partitions("audit_logs")).contains("audit_logs_2020_02");
    }

    @Test
    void drops_whole_months_of_the_audit_trail_and_nothing_less() throws SQLException {
        strings("SELECT tenon_ensure_partitions(0, '2020-03-05T00:00:00Z')");

        assertThat(strings("SELECT tenon_drop_partitions('audit_logs', '2020-03-31T00:00:00Z')"))
                .containsExactly("1");

        assertThat(partitions("audit_logs"))
                .doesNotContain("audit_logs_2020_02")
                .contains("audit_logs_2020_03");
    }

    @Test
    void refuses_to_drop_what_is_not_kept_by_the_month_and_what_is_not_over() {
        assertThatThrownBy(() -> strings("SELECT tenon_drop_partitions('users', '2020-03-31T00:00:00Z')"))
                .hasMessageContaining("not kept by the month");
        assertThatThrownBy(() -> strings("SELECT tenon_drop_partitions('usage_logs', now() + INTERVAL '1 day')"))
                .hasMessageContaining("in the past");
    }

    @Test
    void retention_drops_whole_months_and_notes_where_it_cuts_each_chain() throws SQLException {
        String organization = "01920000-0000-7000-8000-00000000bbbb";
        database.execute(audit("global", 1, "2020-01-05T00:00:00Z") + ";" + audit("global", 2, "2020-02-05T00:00:00Z")
                + ";" + audit("global", 4, "2020-02-29T23:59:59Z") + ";" + audit("global", 3, "2020-03-01T00:00:00Z")
                + ";" + audit("global", 5, "2020-03-02T00:00:00Z") + ";"
                + audit(organization, 1, "2020-02-05T00:00:00Z"));
        strings("SELECT tenon_ensure_partitions(0, '2020-05-05T00:00:00Z')");

        assertThat(strings("SELECT tenon_drop_months('audit_logs', '2020-03-31T00:00:00Z', '2020-05-05T00:00:00Z')"))
                .containsExactly("{2020-01,2020-02}");

        assertThat(strings("SELECT sequence FROM audit_logs ORDER BY 1")).containsExactly("3", "5");
        assertThat(strings("SELECT concat_ws(' ', chain, sequence, left_behind) FROM audit_chain_cuts ORDER BY chain"))
                .containsExactly(organization + " 1 {}", "global 4 {3:" + "3".repeat(64) + "}");
        assertThat(strings("SELECT tenon_drop_months('audit_logs', '2020-04-01T00:00:00Z', '2020-05-05T00:00:00Z')"))
                .containsExactly("{2020-03}");
        assertThat(strings("SELECT concat_ws(' ', chain, sequence, left_behind) FROM audit_chain_cuts ORDER BY chain"))
                .containsExactly(organization + " 1 {}", "global 5 {}");
    }

    @Test
    void retention_never_waits_for_who_reads() throws SQLException {
        strings("SELECT tenon_ensure_partitions(0, '2020-03-05T00:00:00Z')");
        try (Connection reader = database.dataSource().getConnection();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("SELECT count(*) FROM usage_logs");

            assertThat(strings("SELECT tenon_drop_months('usage_logs', '2020-03-31T00:00:00Z', now())"))
                    .containsExactly("{}");
            reader.rollback();
        }
        assertThat(strings("SELECT tenon_drop_months('usage_logs', '2020-03-31T00:00:00Z', now())"))
                .containsExactly("{2020-02}");
    }

    @Test
    void retention_keeps_the_present_month_and_the_one_before_and_believes_no_clock_of_the_future()
            throws SQLException {
        assertThatThrownBy(() -> strings("SELECT tenon_drop_months('audit_logs', now(), now())"))
                .hasMessageContaining("always kept");
        assertThatThrownBy(() -> strings("SELECT tenon_drop_months('users', '2020-03-31T00:00:00Z', now())"))
                .hasMessageContaining("not kept by the month");
        assertThatThrownBy(() -> strings("SELECT tenon_drop_months('audit_logs', NULL, now())"))
                .hasMessageContaining("missing");
        String future =
                "SELECT tenon_drop_months('audit_logs', now() + INTERVAL '2 years'," + " now() + INTERVAL '3 years')";
        assertThatThrownBy(() -> strings(future)).hasMessageContaining("in the future");

        database.execute("INSERT INTO test_clock DEFAULT VALUES");
        assertThat(strings(future))
                .containsExactly(IntStream.rangeClosed(-1, 3)
                        .mapToObj(month -> NOW.plusMonths(month).toString())
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private static String audit(String chain, int sequence, String time) {
        return "INSERT INTO audit_logs (actor_label, action, chain, sequence, previous_hash, hash, created_at)"
                + " VALUES ('system:test', 'job.ran', '%1$s', %2$d, repeat('0', 64), repeat('%2$d', 64), '%3$s')"
                        .formatted(chain, sequence, time);
    }

    private static String usage(String time) {
        return "INSERT INTO usage_logs (user_id, action, timestamp)"
                + " VALUES ('01920000-0000-7000-8000-00000000aaaa', 'document.read', '" + time + "')";
    }

    private static String counts(String partition) {
        return """
                SELECT concat_ws(' ', (SELECT count(*) FROM pg_index WHERE indrelid = t.oid),
                                      (SELECT count(*) FROM pg_constraint WHERE conrelid = t.oid),
                                      (SELECT count(*) FROM pg_trigger WHERE tgrelid = t.oid))
                  FROM pg_class t WHERE relname = '%s'""".formatted(partition);
    }

    private List<String> partitions(String table) throws SQLException {
        return strings("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '" + table
                + "'::regclass ORDER BY 1");
    }

    private List<String> strings(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
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
