package dev.tenon.cli.documents;

import dev.tenon.cli.Stopped;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Saves a document in a file. */
record Saved(Document document, boolean replace) {

    private static final int BUFFER = 64 * 1024;

    /** Where the document goes: into the file, or under its own name into the folder, that was named. */
    Path target(@Nullable String named) throws NoSuchFileException {
        return NewFile.at(named, ownName(), replace).path();
    }

    /** Copies the bytes into the file. */
    void write(InputStream bytes, Path target) throws IOException {
        new NewFile(target, replace).write(out -> copy(bytes, out));
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
