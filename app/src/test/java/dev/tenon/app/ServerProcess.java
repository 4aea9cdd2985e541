package dev.tenon.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** {@code tenon serve} in a process of its own, to be killed. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "Listening on ";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Process process;
    private final Path output;
    private final URI address;

    private ServerProcess(Process process, Path output, URI address) {
        this.process = process;
        this.output = output;
        this.address = address;
    }

    static ServerProcess start(Path dataDirectory, String... options) throws IOException {
        return start(dataDirectory, Map.of(), options);
    }

    static ServerProcess start(Path dataDirectory, Map<String, String> environment, String... options)
            throws IOException {
        List<String> words = new ArrayList<>(List.of("serve", "--port", "0"));
        words.addAll(List.of(options));
        ProcessBuilder builder = command(dataDirectory, words.toArray(String[]::new));
        builder.environment().putAll(environment);
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(log(dataDirectory).toFile()));
        Path output = Files.createTempFile(dataDirectory.getParent(), "server-", ".out");
        builder.redirectOutput(output.toFile());
        Process process = builder.start();
        while (process.isAlive() && Files.readAllLines(output).isEmpty()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        List<String> lines = Files.readAllLines(output);
        if (lines.isEmpty() || !lines.get(0).startsWith(READY)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "The server did not start: " + lines + "\n" + Files.readString(log(dataDirectory)));
        }
        return new ServerProcess(process, output, URI.create(lines.get(0).substring(READY.length())));
    }

    /** Any command, to be started in a process of its own. */
    static ProcessBuilder command(Path dataDirectory, String... words) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tenon.app.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--data-dir", dataDirectory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TENON_"));
        builder.environment().put("TENON_PASSWORD_COST", "10");
        return builder;
    }

    private static Path log(Path dataDirectory) throws IOException {
        Files.createDirectories(dataDirectory.getParent());
        return dataDirectory.resolveSibling("server.log");
    }

    URI address() {
        return address;
    }

    /** What it printed on standard output so far. */
    List<String> output() throws IOException {
        return Files.readAllLines(output);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** The processes that it started, and those that they started. */
    Stream<ProcessHandle> descendants() {
        return process.descendants();
    }

    /** SIGTERM; returns at once. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The server does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isAlive()) {
            terminate();
            awaitEnd();
        }
    }
}
