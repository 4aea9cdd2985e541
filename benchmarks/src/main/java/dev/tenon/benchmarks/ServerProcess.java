package dev.tenon.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which says {@code Listening on http://HOST:PORT} when it is ready. */
final class ServerProcess implements AutoCloseable {

    private static final String LISTENING = "Listening on ";
    private static final long LONGEST_STOP_SECONDS = 30;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it listens. What it logs goes to a file. */
    static ServerProcess start(ProcessBuilder command, Path log) throws IOException {
        Process process = command.redirectError(log.toFile()).start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new IllegalStateException("A server did not start: " + Files.readString(log));
        }
        return new ServerProcess(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    int port() {
        return port;
    }

    /** What all its threads together have computed for. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** A size from {@code /proc}, like {@code VmRSS}, in MiB; 0 where there is no such thing. */
    double mebibytes(String name) throws IOException {
        return mebibytes(process.pid(), name);
    }

    /** The same of any process; 0 of one that has ended. */
    static double mebibytes(long pid, String name) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
        } catch (NoSuchFileException ended) {
            return 0;
        }
        for (String line : lines) {
            if (line.startsWith(name + ":")) {
                return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
