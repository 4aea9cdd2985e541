package dev.tenon.cli;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.RenderedEmail;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What commands need besides the driving ports; given by whoever composes the application. Opened for one command, with
 * the settings that its flags chose, and closed after it. Everything is opened on first use, so that {@code --help} needs
 * no database.
 */
public interface Surroundings extends AutoCloseable {

    /**
     * Opens surroundings. The flags are settings by their kebab-case names, e.g. {@code http-port}, as typed; progress gets
     * a line for people whenever something takes a while.
     */
    @FunctionalInterface
    interface Opener {
        Surroundings open(Map<String, String> flags, Consumer<String> progress);
    }

    /** Something that is wrong with the installation itself; the message says what to do. */
    final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Tenon over the configured database, migrated. The database is started if none runs. */
    Tenon tenon();

    /** The login name of whoever runs the command. */
    String login();

    /** Migrations of the configured database, which is started if none runs. */
    Migrator migrator();

    /** Starts the HTTP server and the background workers, and returns once it answers. */
    Server startServer();

    /** The server that runs over the same data directory, if one answers. */
    Optional<URI> runningServer();

    /** The folder in which mails arrive; empty if they go out by SMTP. */
    Optional<Path> mailbox();

    /**
     * What a mail says, with values made up. Needs no database.
     *
     * @param language {@code null} for the installation's
     * @param brand {@code null} for the installation's own look
     */
    RenderedEmail preview(EmailType type, @Nullable Locale language, @Nullable EmailBrand brand);

    /** Looks at everything that Tenon needs: one finding each, good or bad. */
    List<Finding> examine();

    /** Stops what this command started. */
    @Override
    void close();

    /** A running server. */
    interface Server {

        /** Where it listens, e.g. {@code http://127.0.0.1:8080}. */
        URI address();

        /** Waits until it is told to stop: by a signal, or by {@link #stop()}. */
        void awaitStop() throws InterruptedException;

        /** Answers what is under way, and stops. */
        void stop();
    }

    /** Migrations. */
    interface Migrator {

        /** Brings the database up to date; returns how many change sets were applied. */
        int migrate();

        /** Every change set in order. */
        List<ChangeSet> status();

        /**
         * The SQL that makes the schema.
         *
         * @param after the change set to begin after; {@code null} for all of it
         */
        String sql(@Nullable String after);

        /** The SQL that would take the last change sets back. */
        String rollbackSql(int count);
    }

    /** A change set of the database, and when it was applied; {@code null} if it is pending. */
    record ChangeSet(String name, @Nullable Instant appliedAt) {}

    /**
     * What {@code doctor} found.
     *
     * @param subject e.g. {@code database}, {@code http-port}
     * @param health how bad it is
     * @param detail what is, in words
     * @param source where the value comes from, e.g. {@code default}, {@code environment}; empty for a check
     * @param advice what to do; empty if all is well
     */
    record Finding(String subject, Health health, String detail, String source, String advice) {

        /** How bad it is. */
        public enum Health {
            OK,
            WARNING,
            BROKEN
        }
    }
}
