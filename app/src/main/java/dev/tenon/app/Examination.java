package dev.tenon.app;

import dev.tenon.app.config.InvalidSetting;
import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.app.postgres.PostgresUnavailable;
import dev.tenon.cli.Surroundings.Finding;
import dev.tenon.cli.Surroundings.Finding.Health;
import dev.tenon.jdbi.migration.MigrationException;
import dev.tenon.jdbi.migration.MigrationStatus;
import dev.tenon.jdbi.migration.Migrations;
import dev.tenon.jte.JteMailTemplates;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.PasswordPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks at everything that Tenon needs. */
final class Examination {

    private static final Duration TOLERATED_CLOCK_SKEW = Duration.ofSeconds(2);
    private static final long LITTLE_DISK = 1L << 30;

    private final Settings settings;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    List<Finding> findings() {
        for (Setting setting : Setting.values()) {
            setting(setting);
        }
        settings.social().forEach((setting, sourced) -> {
            String shown = setting.isSecret() ? "(set, not shown)" : sourced.value();
            findings.add(new Finding(setting.key(), Health.OK, shown, sourced.source(), ""));
        });
        check("social", this::social, "Correct the settings; each provider needs a client id and a client secret.");
        check("java", () -> Runtime.version().toString(), "");
        check("secret", this::secret, "Set TENON_SECRET to at least 32 random characters.");
        check("proxies", this::proxies, "Name proxies by address, like 10.0.0.7, or range, like 10.0.0.0/8.");
        check(
                "rate limits",
                () -> RateLimitSetup.described(settings),
                "Correct the setting: a whole number of requests a minute, or off.");
        check("billing", () -> BillingSetup.described(settings), "Correct the setting.");
        check("processing", () -> ProcessingSetup.described(settings), "Correct the setting.");
        check("payments", () -> PaymentSetup.described(settings), "Correct the setting.");
        language();
        webhooks();
        passwords();
        database();
        blobs();
        check("audit", this::audit, "Correct the setting.");
        Installation.mailbox(settings)
                .ifPresentOrElse(
                        mailbox -> directory("mailbox", mailbox),
                        () -> found("mail", Health.OK, "goes out by SMTP", ""));
        return List.copyOf(findings);
    }

    private void setting(Setting setting) {
        Settings.Sourced sourced = settings.sourced(setting);
        String shown = setting.isSecret() && settings.has(setting) ? "(set, not shown)" : sourced.value();
        findings.add(new Finding(setting.key(), Health.OK, shown, sourced.source(), ""));
    }

    private String secret() {
        InstallationSecret.of(settings);
        if (InstallationSecret.previous(settings).isPresent()) {
            return "given or generated, and the one before it";
        }
        return settings.has(Setting.SECRET) ? "given" : "generated, in the data directory";
    }

    private String audit() {
        String kept = Optional.ofNullable(AuditSetup.retention(settings).auditLogs())
                .map(period -> "kept for " + period)
                .orElse("kept for ever");
        Optional<Path> heads = AuditSetup.headFile(settings);
        if (heads.isEmpty()) {
            return kept + "; signed heads are off: a trail that is rewritten as a whole is not found out";
        }
        Path file = heads.get();
        return kept + "; signed heads in " + file + (Files.exists(file) ? "" : ", of which there are none yet")
                + ": copy them to another machine";
    }

    private String proxies() {
        return Installation.trustedProxies(settings).any()
                ? "X-Forwarded-For of trusted proxies is believed"
                : "none is trusted: clients have the address of their connection";
    }

    private String social() {
        Set<String> methods =
                SocialSetup.providers(settings, InstantSource.system()).methods();
        return methods.isEmpty() ? "no provider" : String.join(", ", new TreeSet<>(methods));
    }

    private void language() {
        try {
            Locale wanted = Installation.language(settings);
            Locale written = new JteMailTemplates().languageFor(List.of(wanted));
            boolean isThere = written.getLanguage().equals(wanted.getLanguage());
            found(
                    "language",
                    isThere ? Health.OK : Health.WARNING,
                    "mails to people who chose none are in " + written.getDisplayLanguage(Locale.ENGLISH),
                    isThere ? "" : "Choose en or de: there are no words in " + wanted.toLanguageTag() + ".");
        } catch (InvalidSetting wrong) {
            found("language", Health.BROKEN, String.valueOf(wrong.getMessage()), "Correct the setting.");
        }
    }

    private void webhooks() {
        try {
            Installation.webhookSender(settings);
            boolean more = settings.has(Setting.WEBHOOKS_ALLOW);
            found(
                    "webhooks",
                    more ? Health.WARNING : Health.OK,
                    more
                            ? "reach " + settings.text(Setting.WEBHOOKS_ALLOW) + " beside public receivers"
                            : "reach public receivers alone",
                    more ? "Leave webhooks-allow empty, unless only trusted people make webhooks." : "");
        } catch (InvalidSetting wrong) {
            found("webhooks", Health.BROKEN, String.valueOf(wrong.getMessage()), "Correct the setting.");
        }
    }

    private void passwords() {
        try {
            PasswordPolicy policy = Installation.passwordPolicy(settings);
            boolean weaker = policy.isWeakerThanStandard();
            found(
                    "passwords",
                    weaker ? Health.WARNING : Health.OK,
                    policy.shortest() + " characters or more, "
                            + (policy.strengthChecked() ? "none that are easily guessed" : "also easily guessed ones"),
                    weaker ? "Leave password-min-length at 15 or more, and password-strength on." : "");
        } catch (InvalidSetting wrong) {
            found("passwords", Health.BROKEN, String.valueOf(wrong.getMessage()), "Correct the setting.");
        }
    }

    private void database() {
        try (Database database = Database.open(settings, progress);
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            found("database", Health.OK, version(statement) + ", " + database.address(), "");
            durability(statement);
            clock(statement);
            migrations(Migrations.of(database.dataSource()).status());
            findings.addAll(QueueExamination.findings(statement));
        } catch (SQLException | Refusal | PostgresUnavailable | InvalidSetting | MigrationException unusable) {
            found(
                    "database",
                    Health.BROKEN,
                    String.valueOf(unusable.getMessage()),
                    "Check TENON_DB_URL, TENON_DB_USER and TENON_DB_PASSWORD, and that the database runs.");
        }
    }

    private static String version(Statement statement) throws SQLException {
        return "PostgreSQL " + text(statement, "SHOW server_version");
    }

    private void durability(Statement statement) throws SQLException {
        boolean durable = text(statement, "SHOW fsync").equals("on")
                && !text(statement, "SHOW synchronous_commit").equals("off");
        found(
                "durability",
                durable ? Health.OK : Health.BROKEN,
                durable ? "commits are on disk before they are answered" : "a crash can lose answered changes",
                durable ? "" : "Set fsync and synchronous_commit to on in PostgreSQL.");
    }

    private void clock(Statement statement) throws SQLException {
        Instant there;
        try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            there = row.getObject(1, OffsetDateTime.class).toInstant();
        }
        Duration skew = Duration.between(Instant.now(), there).abs();
        boolean close = skew.compareTo(TOLERATED_CLOCK_SKEW) <= 0;
        found(
                "clock",
                close ? Health.OK : Health.WARNING,
                "differs from the database's by " + skew.toMillis() + " ms",
                close ? "" : "Let both machines follow the same time servers.");
    }

    private void migrations(MigrationStatus status) {
        boolean current = status.isUpToDate();
        found(
                "migrations",
                current ? Health.OK : Health.WARNING,
                status.applied().size() + " applied, " + status.pending().size() + " pending",
                current ? "" : "Run: tenon db migrate");
    }

    private void blobs() {
        Optional<Path> directory = BlobSetup.directory(settings);
        if (directory.isPresent()) {
            directory("blobs", directory.get());
            return;
        }
        try {
            String bucket = BlobSetup.probed(settings);
            boolean plain = BlobSetup.isPlainOverTheNetwork(settings);
            found(
                    "blobs",
                    plain ? Health.WARNING : Health.OK,
                    bucket + (plain ? "; what goes there can be read on the way" : ""),
                    plain ? "Let the endpoint be https." : "");
        } catch (InvalidSetting | IllegalArgumentException wrong) {
            found("blobs", Health.BROKEN, String.valueOf(wrong.getMessage()), "Correct TENON_BLOBS.");
        } catch (IOException unusable) {
            found(
                    "blobs",
                    Health.BROKEN,
                    String.valueOf(unusable.getMessage()),
                    "Check TENON_BLOBS, TENON_S3_ACCESS_KEY and TENON_S3_SECRET_KEY.");
        }
    }

    private void directory(String subject, Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "doctor", ".tmp"));
            long free = Files.getFileStore(directory).getUsableSpace();
            boolean plenty = free >= LITTLE_DISK;
            found(
                    subject,
                    plenty ? Health.OK : Health.WARNING,
                    directory + ", " + (free >> 20) + " MiB free",
                    plenty ? "" : "Free disk space, or move the directory.");
        } catch (IOException unusable) {
            found(subject, Health.BROKEN, directory + ": " + unusable.getMessage(), "Make the directory writable.");
        }
    }

    private void check(String subject, Supplier<String> look, String advice) {
        try {
            found(subject, Health.OK, look.get(), "");
        } catch (InvalidSetting wrong) {
            found(subject, Health.BROKEN, String.valueOf(wrong.getMessage()), advice);
        }
    }

    private void found(String subject, Health health, String detail, String advice) {
        findings.add(new Finding(subject, health, detail, "", advice));
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
