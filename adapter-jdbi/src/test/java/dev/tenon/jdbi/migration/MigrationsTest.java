package dev.tenon.jdbi.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.migration.MigrationException.Reason;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.command.CommandScope;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.logging.core.NoOpLogService;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class MigrationsTest {

    private static final String BROKEN = "db/changelog/broken/changelog.xml";
    private static final long LOCK = 0x54656E6F6EL;

    private TestDatabase database = TestDatabase.empty();

    /** Migrations of a new database with nothing in it. */
    private Migrations ofAnEmptyDatabase() throws SQLException {
        database = TestDatabase.empty().create();
        return Migrations.of(database.dataSource());
    }

    /** Migrations of a new database that is up to date. */
    private Migrations ofAMigratedDatabase() throws SQLException {
        database = TestDatabase.migrated().create();
        return Migrations.of(database.dataSource());
    }

    @AfterEach
    void drop() throws SQLException {
        database.drop();
    }

    @Test
    void migrates_an_empty_database_and_then_has_nothing_to_do() throws SQLException {
        Migrations migrations = ofAnEmptyDatabase();
        assertThat(migrations.status().isUpToDate()).isFalse();
        int pending = migrations.status().pending().size();

        assertThat(migrations.migrate()).isEqualTo(pending).isGreaterThan(40);
        assertThat(migrations.migrate()).isZero();

        MigrationStatus status = migrations.status();
        assertThat(status.isUpToDate()).isTrue();
        assertThat(status.applied())
                .hasSize(pending)
                .extracting(MigrationStatus.Applied::changeSet)
                .startsWith("empty", "users")
                .doesNotHaveDuplicates();
    }

    @Test
    void rolls_back_everything_with_the_data_in_it_and_migrates_again() throws SQLException {
        Migrations migrations = ofAMigratedDatabase();
        int all = migrations.status().applied().size();
        database.execute(ROWS);

        database.execute(migrations.rollbackSql("tenon-empty"));

        assertThat(strings("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                        + " AND relkind IN ('r', 'p', 'v', 'S')"))
                .containsExactly("databasechangelog");
        assertThat(strings("SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace"
                        + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"))
                .as("functions but those of extensions")
                .isEmpty();
        assertThat(migrations.migrate()).isEqualTo(all - 1);
        database.execute(ROWS);
    }

    @Test
    void says_what_to_do_where_the_extension_of_the_search_cannot_be_created() throws SQLException {
        ofAnEmptyDatabase();
        String role = "tenon_no_owner_" + ProcessHandle.current().pid();
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'only in this test'; GRANT ALL ON SCHEMA public TO " + role);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(role);
        source.setPassword("only in this test");
        try {
            assertThatThrownBy(() -> Migrations.of(source).migrate())
                    .isInstanceOf(MigrationException.class)
                    .hasStackTraceContaining("Let a superuser run CREATE EXTENSION pg_trgm in this database");

            database.execute("CREATE EXTENSION pg_trgm");
            Migrations.of(source).migrate();
            assertThat(Migrations.of(source).status().isUpToDate()).isTrue();
        } finally {
            database.execute("DROP OWNED BY " + role + " CASCADE; DROP ROLE " + role);
        }
    }

    @Test
    void finds_the_extension_of_the_search_in_a_schema_of_its_own() throws SQLException {
        Migrations migrations = ofAnEmptyDatabase();
        database.execute("CREATE SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions");

        migrations.migrate();

        assertThat(strings("SELECT indexdef FROM pg_indexes WHERE indexname = 'users_search_idx'"))
                .singleElement()
                .asString()
                .contains("extensions.gin_trgm_ops");
    }

    @Test
    void writes_the_schema_as_a_script_that_makes_the_same_one() throws SQLException {
        Migrations migrations = ofAnEmptyDatabase();
        List<String> all = migrations.status().pending();
        String whole = migrations.sql(null);
        String middle = all.get(all.size() / 2);

        database.execute(whole.substring(0, whole.indexOf("\n-- " + all.get(all.size() / 2 + 1) + "\n")));
        database.execute(migrations.sql(middle));

        List<String> byScript = schema();
        database.drop();
        ofAnEmptyDatabase().migrate();
        List<String> byMigration = schema();
        assertThat(byScript).filteredOn(each -> !byMigration.contains(each)).isEmpty();
        assertThat(byMigration)
                .hasSizeGreaterThan(500)
                .filteredOn(each -> !byScript.contains(each))
                .isEmpty();
    }

    @Test
    void writes_no_script_after_a_change_set_that_there_is_not() throws SQLException {
        Migrations migrations = ofAnEmptyDatabase();

        assertThatThrownBy(() -> migrations.sql("tables"))
                .asInstanceOf(type(MigrationException.class))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_CHANGE_SET));
    }

    /** Columns, constraints, indexes, triggers, functions and rows that come along, but for Liquibase's own. */
    private List<String> schema() throws SQLException {
        return strings("""
                SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default)
                  FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name NOT LIKE 'databasechangelog%'
                 UNION ALL
                SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                  FROM pg_constraint
                 WHERE connamespace = 'public'::regnamespace
                   AND conrelid::regclass::text NOT LIKE 'databasechangelog%'
                 UNION ALL
                SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                 UNION ALL
                SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                 UNION ALL
                SELECT regexp_replace(
                           regexp_replace(pg_get_functiondef(p.oid), '\\s+', ' ', 'g'),
                           'SET search_path TO .*? AS',
                           'the path of whoever ran it AS')
                  FROM pg_proc p
                 WHERE pronamespace = 'public'::regnamespace
                   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
                 UNION ALL
                SELECT permission_name FROM permissions
                 UNION ALL
                SELECT name FROM plans
                 ORDER BY 1""");
    }

    @Test
    void rolls_back_the_last_change_sets_and_runs_them_again() throws SQLException {
        Migrations migrations = ofAMigratedDatabase();
        List<String> all = migrations.status().applied().stream()
                .map(MigrationStatus.Applied::changeSet)
                .toList();

        database.execute(migrations.rollbackSql(7));

        assertThat(migrations.status().pending()).isEqualTo(all.subList(all.size() - 7, all.size()));
        assertThat(migrations.migrate()).isEqualTo(7);
        assertThat(migrations.status().isUpToDate()).isTrue();
    }

    @Test
    void notices_a_rollback_that_left_the_hash_in_place() throws SQLException {
        Migrations migrations = ofAMigratedDatabase();

        database.execute(migrations.rollbackSql(1));

        assertThat(strings("SELECT count(*) FROM tenon_schema")).containsExactly("1");
        assertThat(migrations.migrate()).isEqualTo(1);
    }

    @Test
    void has_nothing_to_roll_back_in_an_empty_database() throws SQLException {
        Migrations migrations = ofAnEmptyDatabase();
        assertThat(migrations.rollbackSql(5)).isEqualTo("-- There is nothing to roll back.\n");
    }

    @Test
    void refuses_a_tag_that_the_database_does_not_have() throws SQLException {
        Migrations migrations = ofAMigratedDatabase();

        assertThatThrownBy(() -> migrations.rollbackSql("tenon-9.9"))
                .asInstanceOf(type(MigrationException.class))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_TAG))
                .satisfies(refused -> assertThat(refused).hasMessageContaining("It has: tenon-empty"));
    }

    @Test
    void migrates_once_when_many_servers_start_at_once() throws Exception {
        Migrations migrations = ofAnEmptyDatabase();
        int servers = 6;
        List<HikariDataSource> pools = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(servers)) {
            List<Future<Integer>> starting = new ArrayList<>();
            for (int i = 0; i < servers; i++) {
                HikariDataSource pool = database.newPool(1);
                pools.add(pool);
                starting.add(threads.submit(() -> Migrations.of(pool).migrate()));
            }
            for (Future<Integer> started : starting) {
                counts.add(started.get(2, TimeUnit.MINUTES));
            }
        } finally {
            pools.forEach(HikariDataSource::close);
        }

        int all = migrations.status().applied().size();
        assertThat(counts)
                .hasSize(servers)
                .contains(all)
                .filteredOn(count -> count > 0)
                .hasSize(1);
        assertThat(strings("SELECT count(*) FROM databasechangelog")).containsExactly(Integer.toString(all));
    }

    @Test
    void skips_an_up_to_date_database_without_a_class_of_liquibase() throws Exception {
        Migrations migrations = ofAnEmptyDatabase();
        try (WithoutLiquibase classes = new WithoutLiquibase()) {
            assertThatThrownBy(() -> classes.migrate(database.dataSource()))
                    .hasRootCauseInstanceOf(ClassNotFoundException.class);

            migrations.migrate();

            assertThat(classes.migrate(database.dataSource())).isEqualTo(0);
        }
    }

    @Test
    void says_which_change_set_failed_and_goes_on_there_once_it_can() throws SQLException {
        ofAnEmptyDatabase();
        Migrations broken = with(BROKEN, Duration.ofSeconds(10));

        assertThatThrownBy(broken::migrate)
                .asInstanceOf(type(MigrationException.class))
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo(Reason.CHANGE_SET_FAILED))
                .satisfies(failed -> assertThat(failed)
                        .hasMessageContainingAll(
                                "needs_a_table",
                                "db/changelog/broken/020-fails.sql",
                                "relation \"not_there\" does not exist",
                                "start again"));

        assertThat(strings("SELECT relname FROM pg_class WHERE relname = 'half_way'"))
                .isEmpty();
        assertThat(strings("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .containsExactly("0");
        assertThat(broken.status().pending()).containsExactly("needs_a_table");
        database.execute("CREATE TABLE not_there (id INT)");
        assertThat(broken.migrate()).isEqualTo(1);
    }

    @Test
    void hands_the_connection_back_as_it_was() throws SQLException {
        ofAnEmptyDatabase();
        try (HikariDataSource pool = database.newPool(1)) {
            Migrations.of(pool).migrate();

            try (Connection connection = pool.getConnection();
                    Statement query = connection.createStatement();
                    ResultSet row = query.executeQuery(
                            "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")) {
                row.next();
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(List.of(row.getString(1), row.getString(2))).containsExactly("0", "0");
            }
        }
    }

    @Test
    void works_on_a_pool_that_does_not_commit_by_itself() throws SQLException {
        Migrations migrations = ofAnEmptyDatabase();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.url());
            pool.setMaximumPoolSize(1);
            pool.setAutoCommit(false);

            assertThat(Migrations.of(pool).migrate()).isPositive();
            assertThat(Migrations.of(pool).migrate()).isZero();
        }
        assertThat(migrations.status().isUpToDate()).isTrue();
    }

    @Test
    void gives_up_waiting_for_another_migration_and_says_so() throws SQLException {
        Migrations migrations = ofAnEmptyDatabase();
        try (Connection other = database.dataSource().getConnection();
                Statement lock = other.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + LOCK + ")");

            assertThatThrownBy(() ->
                            with(Migrations.CHANGELOG, Duration.ofMillis(50)).migrate())
                    .asInstanceOf(type(MigrationException.class))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.LOCKED));

            lock.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        }
        assertThat(migrations.migrate()).isPositive();
    }

    @Test
    void refuses_a_database_that_a_newer_version_migrated() throws SQLException {
        Migrations migrations = ofAMigratedDatabase();
        database.execute("""
                INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)
                VALUES ('holidays', 'tenon', 'db/changelog/tenon/999-holidays.sql', now(), 999, 'EXECUTED');
                UPDATE tenon_schema SET changelog_hash = 'of a newer version', change_sets = change_sets + 1""");

        assertThatThrownBy(migrations::migrate)
                .asInstanceOf(type(MigrationException.class))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NEWER_SCHEMA))
                .satisfies(
                        refused -> assertThat(refused).hasMessageContainingAll("newer version of Tenon", "holidays"));
        assertThat(migrations.status().unknown()).containsExactly("holidays");
        assertThatThrownBy(() -> migrations.rollbackSql(1))
                .asInstanceOf(type(MigrationException.class))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NEWER_SCHEMA));
    }

    @Test
    void refuses_change_sets_that_were_edited_after_they_ran() throws SQLException {
        Migrations migrations = ofAMigratedDatabase();
        database.execute("""
                UPDATE databasechangelog SET md5sum = '9:00000000000000000000000000000000' WHERE id = 'plans';
                UPDATE tenon_schema SET changelog_hash = 'of another edition'""");

        assertThatThrownBy(migrations::migrate)
                .asInstanceOf(type(MigrationException.class))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.CHANGE_SET_EDITED))
                .satisfies(refused -> assertThat(refused).hasMessageContainingAll("060-plans.sql", "new change set"));
    }

    @Test
    void says_what_to_check_when_the_database_is_not_there() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/tenon?user=tenon");

        assertThatThrownBy(() -> Migrations.of(nowhere).migrate())
                .asInstanceOf(type(MigrationException.class))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE))
                .satisfies(refused -> assertThat(refused).hasMessageContaining("TENON_DB_URL"));
    }

    @Test
    void refuses_a_database_that_is_not_in_utf8() throws SQLException {
        ofAnEmptyDatabase();
        String name = "tenon_latin1_" + ProcessHandle.current().pid();
        database.execute("CREATE DATABASE " + name + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try {
            PGSimpleDataSource latin1 = new PGSimpleDataSource();
            latin1.setUrl(database.url());
            latin1.setDatabaseName(name);

            assertThatThrownBy(() -> Migrations.of(latin1).migrate())
                    .asInstanceOf(type(MigrationException.class))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED_DATABASE))
                    .satisfies(refused -> assertThat(refused).hasMessageContaining("LATIN1"));
        } finally {
            database.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    @Test
    void migrates_into_the_schema_that_the_connection_names() throws SQLException {
        ofAnEmptyDatabase();
        database.execute("CREATE SCHEMA back_office");
        PGSimpleDataSource inSchema = new PGSimpleDataSource();
        inSchema.setUrl(database.url());
        inSchema.setCurrentSchema("back_office");

        assertThat(Migrations.of(inSchema).migrate()).isPositive();
        assertThat(Migrations.of(inSchema).migrate()).isZero();

        assertThat(strings("SELECT DISTINCT relnamespace::regnamespace::text FROM pg_class"
                        + " WHERE relname IN ('users', 'databasechangelog', 'audit_logs_default')"
                        + " OR relname ~ '^audit_logs_[0-9]{4}_'"))
                .containsExactly("back_office");
        assertThat(strings("SELECT back_office.tenon_ensure_partitions(4)")).containsExactly("4");
    }

    @Test
    void is_done_when_an_embedders_own_liquibase_has_migrated() throws Exception {
        Migrations migrations = ofAnEmptyDatabase();
        try (Connection connection = database.dataSource().getConnection()) {
            Scope.child(
                    Map.of(
                            Scope.Attr.ui.name(),
                            new LoggerUIService(),
                            Scope.Attr.logService.name(),
                            new NoOpLogService(),
                            "liquibase.analytics.enabled",
                            false),
                    () -> {
                        new CommandScope("update")
                                .addArgumentValue("changelogFile", "db/changelog/embedder/changelog.xml")
                                .addArgumentValue("showSummary", UpdateSummaryEnum.OFF)
                                .addArgumentValue(
                                        "database",
                                        DatabaseFactory.getInstance()
                                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))
                                .execute();
                    });
        }

        assertThat(migrations.migrate()).isZero();

        assertThat(migrations.status().isUpToDate()).isTrue();
        assertThat(migrations.status().applied())
                .extracting(MigrationStatus.Applied::changeSet)
                .contains("users")
                .doesNotContain("orders");
        assertThat(strings("SELECT count(*) FROM orders")).containsExactly("0");
    }

    @Test
    void prints_nothing() throws Exception {
        Migrations migrations = ofAnEmptyDatabase();
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("logback"))
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElseThrow();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-classpath",
                        classPath,
                        MigrateOnce.class.getName(),
                        database.url())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed).isEmpty();
        assertThat(process.exitValue()).isZero();
        assertThat(migrations.status().isUpToDate()).isTrue();
    }

    private Migrations with(String changelog, Duration waitForOthers) {
        return new Migrations(database.dataSource(), Changelog.read(changelog), waitForOthers);
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

    /** A row in most tables, so that a rollback meets what a live database has. */
    private static final String ROWS = """
            INSERT INTO users (id, email, password_hash)
            VALUES ('01920000-0000-7000-8000-00000000aaaa', 'ana@example.org', '!');
            INSERT INTO sessions (user_id, token, idle_expires_at, expires_at)
            SELECT id, repeat('a', 64), now() + INTERVAL '1 h', now() + INTERVAL '1 d' FROM users;
            INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.role_id FROM users u, roles r;
            INSERT INTO organizations (name, slug, owner_user_id) SELECT 'Ana & Co', 'ana-co', id FROM users;
            INSERT INTO organization_members (organization_id, user_id, role)
            SELECT o.id, o.owner_user_id, 'owner' FROM organizations o;
            INSERT INTO subscriptions
                (user_id, plan_id, start_date, price, currency, billing_interval, billing_anchor, current_period_start)
            SELECT u.id, p.id, CURRENT_DATE, p.price, p.currency, p.billing_interval, now(), now()
              FROM users u, plans p WHERE p.name = 'Free';
            INSERT INTO billing (user_id, subscription_id, number, kind, subtotal, amount)
            SELECT user_id, id, 1, 'manual', 12.00, 12.00 FROM subscriptions;
            INSERT INTO documents (user_id, file_name, file_path, file_size, media_type, sha256)
            SELECT id, 'a.txt', 'k1', 1, 'text/plain', repeat('0', 64) FROM users;
            INSERT INTO document_versions (document_id, version, file_path, file_size, media_type, sha256, uploaded_by)
            SELECT id, version, file_path, file_size, media_type, sha256, user_id FROM documents;
            INSERT INTO email_queue (user_id, recipient, email_type, subject, body, message_id)
            SELECT id, email, 'welcome', 'Welcome', 'sealed', '<1@example.org>' FROM users;
            INSERT INTO audit_logs (user_id, actor_label, action, chain, sequence, previous_hash, hash)
            SELECT id, 'user:1', 'account.registered', 'global', 1, repeat('0', 64), repeat('1', 64) FROM users;
            INSERT INTO login_history (user_id, login_method_id, outcome)
            SELECT u.id, m.id, 'success' FROM users u, login_methods m WHERE m.method_name = 'email'""";

    /** Loads the package under test anew, in a world in which Liquibase does not exist. */
    private static final class WithoutLiquibase extends URLClassLoader {

        WithoutLiquibase() {
            super(
                    new URL[] {
                        Migrations.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    null);
        }

        int migrate(DataSource dataSource) throws Exception {
            Class<?> door = loadClass(Migrations.class.getName());
            Object migrations = door.getMethod("of", DataSource.class).invoke(null, dataSource);
            return (int) door.getMethod("migrate").invoke(migrations);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("liquibase.")) {
                throw new ClassNotFoundException(name);
            }
            return name.startsWith("dev.tenon.")
                    ? super.findClass(name)
                    : MigrationsTest.class.getClassLoader().loadClass(name);
        }
    }

    static final class MigrateOnce {
        private MigrateOnce() {}

        public static void main(String[] arguments) throws ExecutionException {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(arguments[0]);
            if (Migrations.of(source).migrate() == 0) {
                throw new ExecutionException("The database was up to date already", null);
            }
        }
    }
}
