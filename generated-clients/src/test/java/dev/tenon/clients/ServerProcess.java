package dev.tenon.clients;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code tenon serve} as it is shipped, with its mailbox in a folder. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "Listening on ";
    private static final Pattern TOKEN = Pattern.compile("tnm_[0-9A-Za-z]{36}");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration LONGEST_MAIL = Duration.ofSeconds(30);
    private static final long LONGEST_END_SECONDS = 60;

    private final Path dataDirectory;
    private final Process process;
    private final URI address;

    private ServerProcess(Path dataDirectory, Process process, URI address) {
        this.dataDirectory = dataDirectory;
        this.process = process;
        this.address = address;
    }

    static ServerProcess start(Path dataDirectory) throws IOException {
        Path log = dataDirectory.resolveSibling("server.log");
        Process process = command(dataDirectory, "serve", "--port", "0")
                .redirectError(log.toFile())
                .start();
        String line = process.inputReader().readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new AssertionError("The server did not start: " + line + "\n" + Files.readString(log));
        }
        return new ServerProcess(dataDirectory, process, URI.create(line.substring(READY.length())));
    }

    /** The application as it is packaged names the libraries beside it, and there must be none twice. */
    private static String classPath() {
        String all = System.getProperty("java.class.path");
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> Path.of(entry).getFileName().toString().matches("tenon-app-.*\\.jar"))
                .findFirst()
                .orElse(all);
    }

    private static ProcessBuilder command(Path dataDirectory, String... words) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                "dev.tenon.app.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--data-dir", dataDirectory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TENON_"));
        builder.environment().put("TENON_PASSWORD_COST", "10");
        return builder;
    }

    String address() {
        return address.toString();
    }

    /** Somebody who runs the installation: no request makes the first one. */
    void administrator(String email, String password) throws IOException, InterruptedException {
        Path log = dataDirectory.resolveSibling("administrator.log");
        Process creation = command(dataDirectory, "users", "create", email, "--role", "admin", "--password-stdin")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (OutputStream input = creation.getOutputStream()) {
            input.write(password.getBytes(StandardCharsets.UTF_8));
        }
        if (!creation.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS) || creation.exitValue() != 0) {
            creation.destroyForcibly();
            throw new AssertionError("There is no administrator: " + Files.readString(log));
        }
    }

    /** The token in the mail that goes to an address, as soon as it is there. */
    String mailedTo(String email) throws IOException {
        long end = System.nanoTime() + LONGEST_MAIL.toNanos();
        while (System.nanoTime() < end) {
            try (DirectoryStream<Path> mails = Files.newDirectoryStream(dataDirectory.resolve("mailbox"), "*.eml")) {
                for (Path mail : mails) {
                    String text = Files.readString(mail);
                    Matcher token = TOKEN.matcher(text);
                    if (text.contains(email) && token.find()) {
                        return token.group();
                    }
                }
            } catch (NoSuchFileException notYet) {
                // The folder comes with its first mail.
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new AssertionError("No mail to " + email);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The server does not end");
        }
    }
}
