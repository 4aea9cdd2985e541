package dev.tenon.benchmarks;

import dev.tenon.app.postgres.LocalPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the measures are taken on.
 *
 * @param distribution the folder with {@code bin/tenon}
 * @param folder where servers keep their data
 */
record Bench(Database database, Path distribution, Path folder) {

    static final String EMAIL = "ana@example.org";
    static final String PASSWORD = "a long sentence for measuring";
    private static final long LONGEST_COMMAND_SECONDS = 90;
    private static final long LONGEST_RUN_NANOS = 600_000_000_000L;
    private static final long LOOK_EVERY_MILLIS = 100;

    static Bench over(LocalPostgres postgres, Path distribution, Path folder) {
        return new Bench(new Database(postgres.jdbcUrl(), postgres.user(), postgres.password()), distribution, folder);
    }

    /** How a command went. */
    record Ended(double seconds, double peakMebibytes) {}

    /** Runs a command that succeeds; its time includes that of the JVM's start. */
    Ended run(String javaOptions, String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("command.log");
        long began = System.nanoTime();
        Process process = tenon(javaOptions, false, arguments)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        double peak = 0;
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, ServerProcess.mebibytes(process.pid(), "VmRSS"));
            if (System.nanoTime() - began > LONGEST_RUN_NANOS) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", arguments) + " does not end");
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    String.join(" ", arguments) + " ended with " + process.exitValue() + ": " + Files.readString(log));
        }
        return new Ended(seconds, peak);
    }

    /** Migrates the database on the way. */
    void makeAdministrator() throws IOException, InterruptedException {
        ProcessBuilder command =
                tenon("-Xmx512m", false, "users", "create", EMAIL, "--role", "admin", "--password-stdin");
        Path log = folder.resolve("create.log");
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(PASSWORD.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "Making an administrator took longer than " + LONGEST_COMMAND_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("No administrator could be made: " + Files.readString(log));
        }
    }

    /**
     * Makes the cache that the launcher starts the server from; says whether there is one now. On a machine that is busy the
     * launcher's own making of it, at the lowest priority, may not end in time.
     */
    boolean prepareCache() throws IOException, InterruptedException {
        ProcessBuilder command = tenon("-Xmx512m", true, "--version");
        command.environment().put("TENON_AOT", "wait");
        Path caches = distribution.resolve("aot");
        forgetFailures(caches);
        Process process = command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("cache.log").toFile())
                .start();
        if (!process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return !withEnding(caches, ".aot").isEmpty();
    }

    /** The launcher does not try again what failed once, perhaps on a busy machine. */
    private static void forgetFailures(Path caches) throws IOException {
        for (Path failure : withEnding(caches, ".failed")) {
            Files.delete(failure);
        }
    }

    private static List<Path> withEnding(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    Session signIn(int port) throws IOException, InterruptedException {
        return Session.open(port, EMAIL, PASSWORD);
    }

    /** Several sessions: no two connections send the same token. */
    List<Session> signIn(int port, int number) throws IOException, InterruptedException {
        List<Session> sessions = new ArrayList<>();
        while (sessions.size() < number) {
            sessions.add(signIn(port));
        }
        return sessions;
    }

    /** A server with these options for its JVM, from the ahead-of-time cache or without. */
    ServerProcess startTenon(String javaOptions, boolean cached) throws IOException {
        return ServerProcess.start(tenon(javaOptions, cached, "serve", "--port", "0"), folder.resolve("tenon.log"));
    }

    /** A server with a setting of its own. */
    ServerProcess startTenon(String setting, String value) throws IOException {
        ProcessBuilder server = tenon("-Xmx512m", false, "serve", "--port", "0");
        server.environment().put(setting, value);
        return ServerProcess.start(server, folder.resolve("tenon-" + value + ".log"));
    }

    /** The floor, with the options that the launcher gives to Tenon. */
    ServerProcess startFloor() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xms64m",
                "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 25) {
            command.add("-XX:+UseCompactObjectHeaders");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Floor.class.getName()));
        ProcessBuilder floor = new ProcessBuilder(command);
        floor.environment()
                .putAll(Map.of(
                        "FLOOR_DB_URL", database.url(),
                        "FLOOR_DB_USER", database.user(),
                        "FLOOR_DB_PASSWORD", database.password()));
        return ServerProcess.start(floor, folder.resolve("floor.log"));
    }

    private ProcessBuilder tenon(String javaOptions, boolean cached, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(distribution.resolve("bin/tenon").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = process.environment();
        environment.keySet().removeIf(name -> name.startsWith("TENON_"));
        environment.put("TENON_JAVA_HOME", System.getProperty("java.home"));
        environment.put("TENON_JAVA_OPTS", javaOptions + " -Xms64m");
        environment.put("TENON_DATA_DIR", folder.resolve("data").toString());
        environment.put("TENON_DB_URL", database.url());
        environment.put("TENON_DB_USER", database.user());
        environment.put("TENON_DB_PASSWORD", database.password());
        environment.put("TENON_DB_POOL_SIZE", Integer.toString(Benchmarks.POOL_SIZE));
        environment.put("TENON_LOGIN_TRIES_PER_ACCOUNT", "1000");
        // Sessions keep their limits, which no load here reaches; a key has too low a one to be measured with it.
        environment.put("TENON_RATE_LIMITS_KEY", "off");
        environment.put("TENON_SECRET", "for measuring only, on a database that is thrown away");
        if (!cached) {
            environment.put("TENON_AOT", "off");
        }
        return process;
    }
}
