package dev.tenon.app.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that uses the same data directory: opens the database, says so, and waits to be told how to end. */
final class Neighbour implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;
    private final List<String> steps = new ArrayList<>();

    private Neighbour(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The other side: {@code dataDirectory binariesDirectory}; reads one word, "close" or "exit". */
    public static void main(String[] arguments) throws IOException {
        LocalPostgres postgres = LocalPostgres.startOrJoin(
                Path.of(arguments[0]), Path.of(arguments[1]), step -> System.out.println("step " + step));
        System.out.println("ready " + postgres.port());
        String word = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if ("close".equals(word)) {
            postgres.close();
        }
        System.exit(0);
    }

    static Neighbour open(Path dataDirectory, Path binaries) throws IOException {
        return new Neighbour(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Neighbour.class.getName(),
                        dataDirectory.toString(),
                        binaries.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The port, once the neighbour's database answers. */
    int awaitPort() {
        try {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("ready ")) {
                    return Integer.parseInt(line.substring("ready ".length()));
                }
                if (line.startsWith("step ")) {
                    steps.add(line.substring("step ".length()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the other JVM ended early; it said " + steps);
    }

    List<String> steps() {
        return steps;
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    /** As {@code kill}, which runs the shutdown hooks. */
    void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    void tell(String word) throws IOException, InterruptedException {
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(word + System.lineSeparator());
        }
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
