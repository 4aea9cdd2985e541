package dev.tenon.app;

import dev.tenon.app.config.InvalidSetting;
import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.crypto.InstallationSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;

/** The secret of the installation: given, or generated once into the data directory, readable by its owner alone. */
final class InstallationSecret {

    private static final int SHORTEST = 32;
    private static final String FILE_NAME = "secret";

    private InstallationSecret() {}

    static byte[] of(Settings settings) {
        if (settings.has(Setting.SECRET)) {
            return given(settings, Setting.SECRET);
        }
        if (settings.has(Setting.DB_URL)) {
            throw new InvalidSetting("Set TENON_SECRET, the same for every server over this database: at least "
                    + SHORTEST + " random characters, for example from: openssl rand -base64 48");
        }
        Path file = settings.dataDirectory().resolve(FILE_NAME);
        try {
            return Files.exists(file) ? read(file) : generate(file);
        } catch (IOException unusable) {
            throw new InvalidSetting("The secret in " + file + " cannot be used: " + unusable.getMessage()
                    + ". Make the data directory readable and writable for this user.");
        }
    }

    /** The secret before this one; empty if there was none, or nothing is sealed under it any more. */
    static Optional<byte[]> previous(Settings settings) {
        return settings.has(Setting.SECRET_PREVIOUS)
                ? Optional.of(given(settings, Setting.SECRET_PREVIOUS))
                : Optional.empty();
    }

    private static byte[] given(Settings settings, Setting setting) {
        String text = settings.text(setting);
        if (text.length() < SHORTEST) {
            throw settings.invalid(setting, "has at least " + SHORTEST + " characters");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] generate(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), FILE_NAME, ".new");
        try {
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            String text = HexFormat.of().formatHex(InstallationSecrets.generate());
            Files.writeString(fresh, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            return moveIntoPlace(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Of two processes that start at once, the first one's secret counts: a hard link never replaces a file. */
    private static byte[] moveIntoPlace(Path fresh, Path file) throws IOException {
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException another) {
            return read(file);
        } catch (UnsupportedOperationException noLinksHere) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return read(file);
    }

    private static byte[] read(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (text.length() < SHORTEST) {
            throw new IOException("it is shorter than " + SHORTEST + " characters");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
