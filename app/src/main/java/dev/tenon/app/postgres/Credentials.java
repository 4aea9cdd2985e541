package dev.tenon.app.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The passwords of the two roles: {@code tenon}, which owns the database and is what the product connects as, and
 * {@code postgres}, the superuser, which only this package uses. Kept in a file that its owner alone may read.
 */
record Credentials(String application, String superuser) {

    static final String APPLICATION_ROLE = "tenon";
    static final String SUPERUSER_ROLE = "postgres";

    private static final int PASSWORD_BYTES = 24;

    static Credentials generate() {
        SecureRandom random = new SecureRandom();
        return new Credentials(password(random), password(random));
    }

    /** Empty if the file is gone or was damaged: both are healed by making new ones. */
    static Optional<Credentials> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        Optional<String> application = valueOf(APPLICATION_ROLE, lines);
        Optional<String> superuser = valueOf(SUPERUSER_ROLE, lines);
        return application.flatMap(app -> superuser.map(root -> new Credentials(app, root)));
    }

    /** Whole or not at all, and on disk when this returns: a password that is lost locks the owner out. */
    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(StandardCharsets.UTF_8.encode(
                    "%s=%s%n%s=%s%n".formatted(APPLICATION_ROLE, application, SUPERUSER_ROLE, superuser)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }

    private static Optional<String> valueOf(String role, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(role + "="))
                .map(line -> line.substring(role.length() + 1).strip())
                .filter(password -> password.matches("[A-Za-z0-9_-]{20,}"))
                .findFirst();
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
