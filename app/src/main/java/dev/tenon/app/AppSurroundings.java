package dev.tenon.app;

import dev.tenon.app.config.InvalidSetting;
import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.app.postgres.PostgresUnavailable;
import dev.tenon.cli.Surroundings;
import dev.tenon.jdbi.migration.MigrationException;
import dev.tenon.jdbi.migration.MigrationStatus;
import dev.tenon.jdbi.migration.Migrations;
import dev.tenon.jte.JteMailTemplates;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailTemplates.Occasion;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What commands need, opened from the settings on first use. */
final class AppSurroundings implements Surroundings {

    private Settings settings;
    private final Consumer<String> progress;
    private @Nullable Installation installation;
    private @Nullable Database database;
    private @Nullable TestClock testClock;
    private @Nullable ServerRun server;

    private AppSurroundings(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Reads the settings; what is wrong with them is told before anything is opened. */
    static Surroundings open(Map<String, String> environment, Map<String, String> flags, Consumer<String> progress) {
        return usable(() -> new AppSurroundings(Settings.read(environment, flags), progress));
    }

    @Override
    public Tenon tenon() {
        return installation().tenon();
    }

    @Override
    public String login() {
        return System.getProperty("user.name", "unknown");
    }

    @Override
    public Migrator migrator() {
        return new AppMigrator(Migrations.of(usable(this::openDatabase).dataSource()));
    }

    @Override
    public Server startServer() {
        settings = withPort(settings);
        ServerRun started = usable(() -> ServerRun.start(settings, openInstallation(), testClock));
        server = started;
        return started;
    }

    @Override
    public Optional<URI> runningServer() {
        return new RunningServerFile(settings.dataDirectory()).answering();
    }

    @Override
    public Optional<Path> mailbox() {
        return Installation.mailbox(settings);
    }

    @Override
    public RenderedEmail preview(EmailType type, @Nullable Locale language, @Nullable EmailBrand brand) {
        return usable(() -> {
            Locale installations = Installation.language(settings);
            return new JteMailTemplates()
                    .render(new Occasion(
                            type,
                            type.sampleValues(),
                            language == null ? List.of(installations) : List.of(language, installations),
                            brand,
                            null,
                            Installation.baseUrl(settings)));
        });
    }

    @Override
    public List<Finding> examine() {
        return new Examination(settings, progress).findings();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
        if (installation != null) {
            installation.close();
        }
        if (database != null) {
            database.close();
        }
    }

    /**
     * With the port that the server will have, if the system is to choose one and nothing else says what links in mails begin with:
     * they would lead to port 0.
     */
    private static Settings withPort(Settings settings) {
        if (settings.has(Setting.BASE_URL) || settings.number(Setting.HTTP_PORT, 0, 65_535) != 0) {
            return settings;
        }
        try (ServerSocket free = new ServerSocket(0)) {
            return settings.with(Setting.HTTP_PORT, Integer.toString(free.getLocalPort()), "chosen by the system");
        } catch (IOException noneLeft) {
            throw new Unusable("There is no port left to listen on: " + noneLeft.getMessage(), noneLeft);
        }
    }

    private Installation installation() {
        return usable(this::openInstallation);
    }

    private Installation openInstallation() {
        if (installation == null) {
            InstantSource clock = InstantSource.system();
            if (settings.flag(Setting.TEST_CLOCK)) {
                testClock = new TestClock(clock.instant());
                clock = testClock;
            }
            installation = Installation.open(settings, clock, progress);
        }
        return installation;
    }

    private Database openDatabase() {
        if (database == null) {
            database = Database.open(settings, progress);
        }
        return database;
    }

    private static <T> T usable(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (InvalidSetting | PostgresUnavailable | MigrationException unusable) {
            throw new Unusable(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private record AppMigrator(Migrations migrations) implements Migrator {

        @Override
        public int migrate() {
            return usable(migrations::migrate);
        }

        @Override
        public List<ChangeSet> status() {
            MigrationStatus status = migrations.status();
            Stream<ChangeSet> applied = status.applied().stream().map(set -> new ChangeSet(set.changeSet(), set.at()));
            Stream<ChangeSet> pending = status.pending().stream().map(name -> new ChangeSet(name, null));
            return Stream.concat(applied, pending).toList();
        }

        @Override
        public String sql(@Nullable String after) {
            return usable(() -> migrations.sql(after));
        }

        @Override
        public String rollbackSql(int count) {
            return migrations.rollbackSql(count);
        }
    }
}
