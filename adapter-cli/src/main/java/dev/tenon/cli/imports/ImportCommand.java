package dev.tenon.cli.imports;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.imports.ImportId;
import dev.tenon.ports.imports.ImportOutcome;
import dev.tenon.ports.imports.ImportReport;
import dev.tenon.ports.imports.ImportRequest;
import dev.tenon.ports.imports.ImportUndone;
import dev.tenon.ports.imports.ImportedPerson.Left;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon import}. */
@Command(
        name = "import",
        description = "People who come from another product.",
        footer = {"", "Examples:", "  tenon import users --from keycloak realm.json --dry-run"},
        subcommands = {ImportCommand.Users.class, ImportCommand.Undo.class})
public final class ImportCommand {

    private static final List<Field<ImportOutcome>> FIELDS = List.of(
            Field.shown("position", "Record", ImportOutcome::position),
            Field.shown("sourceId", "There", ImportOutcome::sourceId),
            Field.shown("email", "E-mail", ImportOutcome::email),
            Field.shown("skipped", "Skipped", ImportCommand::skipped),
            Field.shown("left", "Left behind", ImportCommand::left));

    private static @Nullable String skipped(ImportOutcome outcome) {
        return outcome.skipped() == null ? null : outcome.skipped().code();
    }

    private static List<String> left(ImportOutcome outcome) {
        return outcome.left().stream().sorted().map(Left::code).toList();
    }

    /** {@code tenon import users}. */
    @Command(
            name = "users",
            description = "Import people with the passwords they have.",
            footer = {
                "",
                "Lists who is skipped, and whose password, second factor, role, group or social login",
                "stays behind, and counts them. A thousand people are one commit: run it again after a stop, and it goes on",
                "where it was. Roles that are there are given, admin and support never.",
                "",
                "Examples:",
                "  tenon import users --from keycloak realm.json --dry-run -o jsonl",
                "  tenon import users --from auth0 users.json --passwords hashes.json --create-roles",
                "  tenon import users --from firebase users.csv --firebase-parameters project.json"
            })
    static final class Users extends ActingCommand {

        @Option(
                names = "--from",
                paramLabel = "PRODUCT",
                required = true,
                description = "keycloak, auth0, supabase, firebase, or csv.")
        private Source source = Source.csv;

        @Parameters(paramLabel = "FILE", description = "What the product exported.")
        private Path file = Path.of("");

        @Option(
                names = "--passwords",
                paramLabel = "FILE",
                description = "The file of hashes that Auth0's support sends beside the users.")
        private @Nullable Path passwords;

        @Option(
                names = "--firebase-parameters",
                paramLabel = "FILE",
                description = "The project's hash parameters as the Firebase console shows them, as JSON.")
        private @Nullable Path parameters;

        @Option(names = "--create-roles", description = "Make the roles that are not there, without permissions.")
        private boolean createRoles;

        @Option(names = "--dry-run", description = "Only look; change nothing.")
        private boolean dryRun;

        @Override
        protected int run(Work work, Actor actor) throws IOException {
            List<Path> files = Stream.of(file, passwords, parameters)
                    .flatMap(Stream::ofNullable)
                    .toList();
            ImportRequest request = new ImportRequest(source.name(), ImportFiles.digest(files), createRoles, dryRun);
            Map<String, HashFile.Hash> hashes = passwords == null ? Map.of() : ImportFiles.hashes(passwords);
            Notable notable = new Notable();
            ImportReport report;
            try (PeopleFile people = source.open(
                    ImportFiles.shown(work, file), hashes, parameters == null ? null : ImportFiles.json(parameters))) {
                report = work.tenon().imports().run(actor, request, people, notable::add);
            }
            work.output().many(notable.rows(), FIELDS, "Nobody is skipped, and nothing stays behind.");
            notable.summary().forEach(work.output()::say);
            tell(work, report);
            return 0;
        }

        private static void tell(Work work, ImportReport report) {
            String counted = report.imported() + " of " + report.read() + " people";
            if (report.id() == null) {
                work.output().say("Would import " + counted + ". Nothing was changed.");
                return;
            }
            if (report.resumedAt() > 0) {
                work.output().say("Went on behind record " + report.resumedAt() + ".");
            }
            work.output().say("Imported " + counted + ". Take it back with: tenon import undo " + report.id());
        }
    }

    /** {@code tenon import undo}. */
    @Command(
            name = "undo",
            description = "Remove the accounts that an import made, but those that were used or changed since.",
            footer = {"", "Example:", "  tenon import undo 01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98 --yes"})
    static final class Undo extends ActingCommand {

        private static final List<Field<ImportUndone>> FIELDS = List.of(
                Field.shown("id", "Import", ImportUndone::id),
                Field.shown("removed", "Removed", ImportUndone::removed),
                Field.shown("kept", "Kept", ImportUndone::kept));

        @Parameters(paramLabel = "ID", description = "The import's id, as it printed it.")
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            ImportId named = ImportId.parse(id)
                    .orElseThrow(() -> new Stopped(Kind.MALFORMED, "\"" + id + "\" is no id of an import."));
            work.terminal().confirm("Remove everybody whom this import made and who was not here since?", yes);
            work.output().one(work.tenon().imports().undo(actor, named), FIELDS);
            return 0;
        }
    }
}
