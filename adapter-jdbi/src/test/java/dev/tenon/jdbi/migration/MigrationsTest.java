package dev.tenon.jdbi.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.empty();

    @Test
    void migrates_an_empty_database_and_then_has_nothing_to_do() {
        Migrations migrations = Migrations.of(DATABASE.dataSource());

        int first = migrations.migrate();
        int second = migrations.migrate();

        assertThat(first).isEqualTo(51);
        assertThat(second).isZero();
    }
}
