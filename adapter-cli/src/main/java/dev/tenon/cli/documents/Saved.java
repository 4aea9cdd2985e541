package dev.tenon.cli.documents;

import dev.tenon.cli.Stopped;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Saves a document in a file, which is there as a whole or not at all, and never in the place of another by mistake. */
record Saved(Document document, boolean replace) {

    private static final int BUFFER = 64 * 1024;

    /** Where the document goes: into the file, or under its own name into the folder, that was named. */
    Path target(@Nullable String named) throws NoSuchFileException {
        Path wanted = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        Path target = named == null || Files.isDirectory(wanted) ? wanted.resolve(ownName()) : wanted;
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder));
        }
        if (Files.isDirectory(target)) {
            throw new Stopped(Kind.CONFLICT, target + " is a folder; say where else with --to.");
        }
        if (Files.exists(target) && !replace) {
            throw exists(target);
        }
        return target;
    }

    /** Copies the bytes into the file. */
    void write(InputStream bytes, Path target) throws IOException {
        Path part = target.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                copy(bytes, out);
            }
            if (replace) {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                moveIfAbsent(part, target);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Copies the bytes, and stops if they are not those that were stored. */
    void copy(InputStream bytes, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            digest.update(buffer, 0, count);
            out.write(buffer, 0, count);
        }
        out.flush();
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(document.sha256())) {
            throw new Stopped(
                    Kind.UNAVAILABLE,
                    "The stored file is damaged: its SHA-256 is " + found + ", and was " + document.sha256() + ".");
        }
    }

    private String ownName() {
        String name = document.fileName();
        if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new Stopped(Kind.INVALID, "\"" + name + "\" is no name for a file here; give one with --to.");
        }
        return name;
    }

    /** A link is made only if nothing bears the name, however late it came there. */
    private static void moveIfAbsent(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException late) {
            throw exists(target);
        } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            Files.move(part, target);
        }
    }

    private static Stopped exists(Path target) {
        return new Stopped(Kind.CONFLICT, target + " exists; add --force to replace it, or name another with --to.");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
