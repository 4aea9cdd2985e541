package dev.tenon.app.postgres;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where things lie. Everything is in {@code <data directory>/postgres}, so that one folder is the whole database:
 *
 * <pre>
 * postgres/cluster       what PostgreSQL calls its data directory
 * postgres/binaries-...  the unpacked programs
 * postgres/log           the server's log, one file per weekday
 * postgres/credentials   the generated passwords, readable by the owner alone
 * postgres/mutex         locked while a process starts, joins or stops the server
 * postgres/users         locked, shared, by every process that uses the server
 * postgres/local.conf    optional: settings of the operator, read last
 * </pre>
 */
record ServerFiles(Path home) {

    /** An empty cluster, its first write-ahead log and the programs take some 130 MB; below this a start is refused. */
    private static final long ROOM_FOR_A_NEW_CLUSTER = 256L * 1024 * 1024;

    /** Creates the folder if need be. The path is made real, so that two names of one folder are one database. */
    static ServerFiles in(Path dataDirectory) {
        try {
            Path home = dataDirectory.resolve("postgres");
            if (!Files.isDirectory(home)) {
                Files.createDirectories(dataDirectory);
                Files.createDirectories(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path real = home.toRealPath();
            if (!Files.isWritable(real)) {
                throw unusable(dataDirectory, "it belongs to somebody else or is read-only", null);
            }
            refuseWhatAShellWouldRead(real);
            ServerFiles files = new ServerFiles(real);
            Files.createDirectories(files.log());
            return files;
        } catch (IOException e) {
            throw unusable(dataDirectory, StartFailure.words(e), e);
        }
    }

    Path cluster() {
        return home.resolve("cluster");
    }

    Path log() {
        return home.resolve("log");
    }

    /** What the server says before its own logging starts. */
    Path startupLog() {
        return log().resolve("startup.log");
    }

    Path credentials() {
        return home.resolve("credentials");
    }

    Path mutex() {
        return home.resolve("mutex");
    }

    Path users() {
        return home.resolve("users");
    }

    Path localSettings() {
        return home.resolve("local.conf");
    }

    boolean hasCluster() {
        return Files.exists(cluster().resolve("PG_VERSION"));
    }

    /** Refuses early, in words, what would otherwise end as a half-made cluster. */
    void requireRoomForANewCluster() throws IOException {
        requireRoom(Files.getFileStore(home).getUsableSpace());
    }

    void requireRoom(long usableBytes) {
        if (usableBytes < ROOM_FOR_A_NEW_CLUSTER) {
            throw new PostgresUnavailable(
                    Reason.DISK_FULL, """
                    There are only %d MB free where %s lies, and a new database needs %d MB. Free some space, or \
                    point TENON_DATA_DIR at a larger disk.""".formatted(usableBytes >> 20, home, ROOM_FOR_A_NEW_CLUSTER >> 20));
        }
    }

    private static PostgresUnavailable unusable(Path dataDirectory, String why, @Nullable Throwable cause) {
        return new PostgresUnavailable(
                Reason.DIRECTORY_UNUSABLE, """
                The data directory %s cannot be used: %s. Point TENON_DATA_DIR at a directory that this account may \
                write.""".formatted(dataDirectory.toAbsolutePath(), why), cause);
    }

    /** pg_ctl hands the path to a shell between double quotes. */
    private static void refuseWhatAShellWouldRead(Path path) {
        if (path.toString().chars().anyMatch(c -> c < ' ' || "\"$`\\'".indexOf(c) >= 0)) {
            throw new PostgresUnavailable(Reason.DIRECTORY_UNUSABLE, """
                    The path %s holds a quote, a dollar sign, a backslash or a control character, and PostgreSQL's \
                    programs cannot be handed such a path. Point TENON_DATA_DIR at a plainer one.""".formatted(path));
        }
    }
}
