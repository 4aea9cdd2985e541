package dev.tenon.cli.accounts;

import dev.tenon.cli.NewFile;
import dev.tenon.cli.PersonalDataJson;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
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
            NewFile.write(file, out -> write(work, actor, account, out));
            work.output().say("Saved " + file + ".");
        }
        return 0;
    }

    private static void write(Work work, Actor actor, Account account, OutputStream out) throws IOException {
        try (PersonalDataJson json = new PersonalDataJson(out, account.id())) {
            work.tenon().personalData().export(actor, account.id(), json);
            json.end();
        }
    }
}
