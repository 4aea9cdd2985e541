package dev.tenon.app.postgres;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The server process of a cluster, as its {@code postmaster.pid} describes it.
 *
 * @param port zero until the server has written it
 */
record Postmaster(ServerFiles files, long pid, int port) {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);
    private static final int PORT_LINE = 3;

    /** A pid that no system gives out, so that no process is mistaken for the server. */
    private static final String NO_PID = String.valueOf(Integer.MAX_VALUE);

    /**
     * The live server of this cluster, started by whomever. Nothing if there is none, also when a pid file was left
     * behind by a crash of the machine.
     */
    static Optional<Postmaster> find(ServerFiles files) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(pidFile(files), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Optional<Long> pid = number(lines, 0);
        if (pid.isEmpty() || !isServerOf(files, pid.get())) {
            return Optional.empty();
        }
        return Optional.of(new Postmaster(
                files, pid.get(), number(lines, PORT_LINE).map(Long::intValue).orElse(0)));
    }

    /**
     * After a crash of the machine the pid in a left-over file may by now be another program's, and PostgreSQL would
     * refuse to start for ever. The pid is made an impossible one; the rest of the file stays, since by it PostgreSQL
     * checks that no orphaned back end still works on the files. Called under the mutex when {@link #find} found
     * nothing.
     */
    static void disarmLeftOverPidFile(ServerFiles files) throws IOException {
        Path file = pidFile(files);
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
        if (lines.isEmpty()) {
            // PostgreSQL takes an empty one for a start that is under way
            Files.delete(file);
        } else if (number(lines, 0).flatMap(ProcessHandle::of).isPresent()) {
            lines.set(0, NO_PID);
            Files.write(file, lines, StandardCharsets.UTF_8);
        }
    }

    boolean isAlive() throws IOException {
        return isServerOf(files, pid);
    }

    /** Ends it in order: connections are closed, transactions rolled back, everything written out. */
    void stop() throws IOException {
        Programs.run(List.of("kill", "-INT", String.valueOf(pid)), SIGNAL_LIMIT);
        long start = System.nanoTime();
        while (isAlive()) {
            if (System.nanoTime() - start > STOP_LIMIT.toNanos()) {
                throw new PostgresUnavailable(
                        Reason.BUSY,
                        "PostgreSQL (process %d) has not ended within %d seconds of being asked to. Its log is in %s."
                                .formatted(pid, STOP_LIMIT.toSeconds(), files.log()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A process is this cluster's server if its command line names the cluster; a pid alone proves nothing. */
    private static boolean isServerOf(ServerFiles files, long pid) throws IOException {
        Path commandLine = Path.of("/proc", String.valueOf(pid), "cmdline");
        String cluster = files.cluster().toString();
        if (Files.isDirectory(Path.of("/proc/self"))) {
            try {
                // empty for a process that has ended and was not yet waited for
                return new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8).contains(cluster);
            } catch (IOException e) {
                return false;
            }
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains(cluster))
                .isPresent();
    }

    private static Path pidFile(ServerFiles files) {
        return files.cluster().resolve("postmaster.pid");
    }

    private static Optional<Long> number(List<String> lines, int index) {
        return lines.size() > index && lines.get(index).strip().matches("\\d{1,10}")
                ? Optional.of(Long.valueOf(lines.get(index).strip()))
                : Optional.empty();
    }
}
