package dev.tenon.spring;

import dev.tenon.jdbi.migration.Migrations;
import javax.sql.DataSource;

/**
 * Brings the database to Tenon's schema while the application starts: after the data source, before whatever else initializes the
 * database, so that the application's own tables may refer to Tenon's.
 */
final class TenonMigrations {

    private final Migrations migrations;

    private TenonMigrations(Migrations migrations) {
        this.migrations = migrations;
    }

    static TenonMigrations run(DataSource dataSource) {
        Migrations migrations = Migrations.of(dataSource);
        migrations.migrate();
        return new TenonMigrations(migrations);
    }

    /** Whether the database still is at this version's schema. */
    boolean areCurrent() {
        return migrations.status().isUpToDate();
    }
}
