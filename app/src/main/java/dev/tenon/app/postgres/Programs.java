package dev.tenon.app.postgres;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, with a bound on its time and without inheriting the terminal. */
final class Programs {

    private static final int OUTPUT_BYTES = 8192;

    private Programs() {}

    record Outcome(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Runs {@code command} with nothing on its standard input. Output and errors together, bounded. */
    static Outcome run(List<String> command, Duration limit) throws IOException {
        return run(command, "", limit);
    }

    static Outcome run(List<String> command, String input, Duration limit) throws IOException {
        // a file and not a pipe: a child that outlives the program would hold the pipe open
        Path output = Files.createTempFile("tenon-postgres", ".out");
        Path stdin = Files.createTempFile("tenon-postgres", ".in");
        try {
            Files.writeString(stdin, input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(stdin.toFile())
                    .redirectOutput(output.toFile());
            builder.environment().put("LC_ALL", "C");
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("TZ", "UTC");
            Process process = builder.start();
            boolean ended;
            try {
                ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new PostgresUnavailable(Reason.BUSY, "Interrupted while " + command.get(0) + " was running.", e);
            }
            if (!ended) {
                process.destroyForcibly();
                throw new PostgresUnavailable(Reason.BUSY, """
                        %s did not end within %d seconds. Look at the load of the machine and of its disk, then \
                        start again.""".formatted(String.join(" ", command), limit.toSeconds()));
            }
            return new Outcome(process.exitValue(), read(output));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(stdin);
        }
    }

    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(OUTPUT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
