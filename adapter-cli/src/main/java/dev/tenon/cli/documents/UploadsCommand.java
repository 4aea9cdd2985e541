package dev.tenon.cli.documents;

import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UploadId;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon uploads}. */
@Command(
        name = "uploads",
        description = "Files that come in pieces over HTTP (tus), until they are documents.",
        footer = {"", "Example:", "  tenon uploads list --as ana@example.org"},
        subcommands = {UploadsCommand.ListAll.class, UploadsCommand.Show.class, UploadsCommand.Abort.class})
public final class UploadsCommand {

    private static final String ID = "The upload's id, from a list.";

    private static final List<Field<Upload>> FIELDS = List.of(
            Field.shown("id", "Id", Upload::id),
            Field.scripted("userId", Upload::userId),
            Field.scripted("organizationId", Upload::organizationId),
            Field.scripted("versionOf", Upload::versionOf),
            Field.flowing("fileName", "Name", Upload::fileName),
            Field.scripted("mediaType", Upload::mediaType),
            Field.bytes("size", "Size", Upload::size),
            Field.bytes("received", "Received", Upload::received),
            Field.shown("status", "Status", upload -> upload.status().name().toLowerCase(Locale.ROOT)),
            Field.scripted("documentId", Upload::documentId),
            Field.scripted("createdAt", Upload::createdAt),
            Field.shown("expiresAt", "Expires", Upload::expiresAt));

    /** What is no id is no upload. */
    private static UploadId id(String text) {
        return UploadId.parse(text).orElseThrow(UploadRefusal.NOT_FOUND::refusal);
    }

    /** {@code tenon uploads list}. */
    @Command(
            name = "list",
            description = "List a person's uploads, the newest first; those that are over stay for a week.",
            footer = {"", "Example:", "  tenon uploads list --as ana@example.org"})
    static final class ListAll extends PersonalCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(work.output(), page -> work.tenon().uploads().list(person, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon uploads show}. */
    @Command(
            name = "show",
            description = "Show how far an upload has come.",
            footer = {"", "Example:", "  tenon uploads show 01920000-0000-7000-8000-000000000000 --as ana@example.org"})
    static final class Show extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = ID)
        private String id = "";

        @Override
        protected int run(Work work, Actor person) {
            work.output().one(work.tenon().uploads().get(person, id(id)), FIELDS);
            return 0;
        }
    }

    /** {@code tenon uploads abort}. */
    @Command(
            name = "abort",
            description = "Give an upload up; its space is free at once.",
            footer = {
                "",
                "Example:",
                "  tenon uploads abort 01920000-0000-7000-8000-000000000000 --as ana@example.org --yes"
            })
    static final class Abort extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = ID)
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            work.terminal().confirm("Give the upload " + id + " up?", yes);
            work.tenon().uploads().terminate(person, id(id));
            work.output().say("Gave the upload " + id + " up.");
            return 0;
        }
    }
}
