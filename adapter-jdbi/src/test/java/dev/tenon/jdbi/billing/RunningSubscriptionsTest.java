package dev.tenon.jdbi.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.billing.SubscriptionStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database and the library call running is the same. */
class RunningSubscriptionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final String FREE = "01920000-0000-7000-8000-000000000301";
    private static final String STANDARD = "01920000-0000-7000-8000-000000000302";
    private static final String ORGANIZATION = "01920000-0000-7000-8000-0000000000aa";

    @ParameterizedTest
    @EnumSource
    void a_plan_counts_in_the_database_as_the_status_says(SubscriptionStatus status) throws SQLException {
        String word = status.name().toLowerCase(Locale.ROOT);

        assertThat(query("tenon_subscription_runs('%s')".formatted(word)))
                .isEqualTo(status.isRunning() ? "true" : "false");
        assertThat(query("tenon_plan_that_counts('%s', '%s', NULL)".formatted(word, STANDARD)))
                .isEqualTo(status.isRunning() ? STANDARD : status.isLive() ? FREE : "none");
        assertThat(query("tenon_plan_that_counts('%s', '%s', '%s')".formatted(word, STANDARD, ORGANIZATION)))
                .as("of an organization, which has no Free plan")
                .isEqualTo(status.isRunning() ? STANDARD : "none");
    }

    private static String query(String expression) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT coalesce((%s)::text, 'none')".formatted(expression))) {
            rows.next();
            return rows.getString(1);
        }
    }
}
