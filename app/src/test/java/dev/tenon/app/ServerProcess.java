package dev.tenon.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code tenon serve} in a process of its own, to be killed. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "Listening on ";

    private final Process process;
    private final BufferedReader output;
    private final URI address;

    private ServerProcess(Process process, BufferedReader output, URI address) {
        this.process = process;
        this.output = output;
        this.address = address;
    }

    static ServerProcess start(Path dataDirectory, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tenon.app.Main",
                "serve",
                "--port",
                "0",
                "--data-dir",
                dataDirectory.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TENON_"));
        builder.environment().put("TENON_PASSWORD_COST", "10");
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(log(dataDirectory).toFile()));
        Process process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new AssertionError("The server did not start: " + line + "\n" + Files.readString(log(dataDirectory)));
        }
        return new ServerProcess(process, output, URI.create(line.substring(READY.length())));
    }

    private static Path log(Path dataDirectory) throws IOException {
        Files.createDirectories(dataDirectory.getParent());
        return dataDirectory.resolveSibling("server.log");
    }

    URI address() {
        return address;
    }

    /** Whatever else it printed on standard output, up to its end. */
    List<String> furtherOutput() {
        return output.lines().toList();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
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
