package dev.tenon.app;

import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.blob.fs.FileHeadArchive;
import dev.tenon.core.TenonCore;
import dev.tenon.ports.audit.Retention;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long the trails are kept, and where the audit trail's signed heads go. */
final class AuditSetup {

    private static final String FOR_EVER = "forever";
    private static final String OFF = "off";
    private static final String FILE_NAME = "audit-heads.jsonl";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private AuditSetup() {}

    /** Says it to the builder. */
    static void apply(Settings settings, TenonCore.Builder builder) {
        builder.retention(retention(settings));
        Duration every = interval(settings);
        headFile(settings).ifPresent(file -> builder.auditHeads(FileHeadArchive.at(file), every));
    }

    /** How long is kept what grows with the traffic. */
    static Retention retention(Settings settings) {
        return new Retention(
                period(settings, Setting.RETENTION_AUDIT),
                period(settings, Setting.RETENTION_USAGE),
                period(settings, Setting.RETENTION_API_USAGE),
                period(settings, Setting.RETENTION_LOGIN_HISTORY),
                period(settings, Setting.RETENTION_EMAILS),
                period(settings, Setting.RETENTION_NOTIFICATIONS),
                period(settings, Setting.RETENTION_INVITATIONS),
                period(settings, Setting.RETENTION_TRASH));
    }

    /** The file of signed heads; empty if none are wanted. */
    static Optional<Path> headFile(Settings settings) {
        String file = settings.text(Setting.AUDIT_HEADS);
        if (file.equals(OFF)) {
            return Optional.empty();
        }
        return Optional.of(
                file.isEmpty()
                        ? settings.dataDirectory().resolve(FILE_NAME)
                        : Path.of(file).toAbsolutePath());
    }

    private static Duration interval(Settings settings) {
        try {
            Duration interval = Duration.parse(settings.text(Setting.AUDIT_HEADS_INTERVAL));
            if (interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0) {
                return interval;
            }
        } catch (DateTimeException notADuration) {
            // told below, like one that is too long
        }
        throw settings.invalid(Setting.AUDIT_HEADS_INTERVAL, "is a time from PT1M to P1D, like PT1H");
    }

    private static @Nullable Period period(Settings settings, Setting setting) {
        String text = settings.text(setting);
        if (text.equals(FOR_EVER)) {
            return null;
        }
        try {
            return Retention.standard().withAuditLogs(Period.parse(text)).auditLogs();
        } catch (DateTimeException | IllegalArgumentException notAPeriod) {
            throw settings.invalid(setting, "is a time of a month or more, like P13M or P365D, or forever");
        }
    }
}
