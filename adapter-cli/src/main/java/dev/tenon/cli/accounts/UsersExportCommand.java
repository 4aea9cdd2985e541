package dev.tenon.cli.accounts;

import dev.tenon.cli.PersonalDataJson;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon users export}. */
@Command(
        name = "export",
        description = "Write down everything that is held about somebody, as JSON.",
        footer = {
            "",
            "Every table as it was at one instant. Secrets are told as true, files by name and digest.",
            "",
            "Examples:",
            "  tenon users export ana@example.org --output-file ana.json",
            "  tenon users export ana@example.org | less"
        })
final class UsersExportCommand extends UserCommand {

    @Option(
            names = "--output-file",
            paramLabel = "FILE",
            description = "The file, which must not be there yet (default: standard output).")
    private @Nullable Path file;

    @Override
    protected int run(Work work, Actor actor, Account account) throws IOException {
        if (file == null) {
            write(work, actor, account, work.output().bytes());
        } else {
            writeFile(work, actor, account, file.toAbsolutePath());
            work.output().say("Saved " + file + ".");
        }
        return 0;
    }

    /** The file is there as a whole or not at all, and for nobody but its owner. */
    private static void writeFile(Work work, Actor actor, Account account, Path file) throws IOException {
        if (Files.exists(file)) {
            throw exists(file);
        }
        Path part = file.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            Files.createFile(part);
            if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.WRITE))) {
                write(work, actor, account, out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException late) {
            throw exists(file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(Work work, Actor actor, Account account, OutputStream out) throws IOException {
        try (PersonalDataJson json = new PersonalDataJson(out, account.id())) {
            work.tenon().personalData().export(actor, account.id(), json);
            json.end();
        }
    }

    private static Stopped exists(Path file) {
        return new Stopped(Kind.CONFLICT, file + " exists; name another file.");
    }
}
