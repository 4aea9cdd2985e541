package dev.tenon.cli.documents;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.ExitCode;
import dev.tenon.cli.Field;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.documents.BlobCheck;
import dev.tenon.ports.documents.BlobCopy;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon blobs}. */
@Command(
        name = "blobs",
        description = "The stored bytes of all documents.",
        footer = {
            "",
            "Examples:",
            "  tenon blobs fsck --verify-content",
            "  tenon blobs migrate --to \"s3://contents/tenon?region=eu-central-1\""
        },
        subcommands = {BlobsCommand.Fsck.class, BlobsCommand.Migrate.class})
public final class BlobsCommand {

    private static final String WHOLE = "Every version has its bytes, and there are no others.";

    /** {@code tenon blobs fsck}. */
    @Command(
            name = "fsck",
            description = "Compare the store with all versions of all documents; change nothing.",
            footer = {
                "",
                "Finds bytes that are missing, that are not what they were, and that belong to nothing. Servers may go on working.",
                "",
                "Exits with 7 if anything was found.",
                "",
                "Examples:",
                "  tenon blobs fsck",
                "  tenon blobs fsck --verify-content -o json"
            })
    static final class Fsck extends ActingCommand {

        @Option(
                names = "--verify-content",
                description = "Read every byte and compare the SHA-256, and not the size alone.")
        private boolean contents;

        @Override
        protected int run(Work work, Actor actor) {
            Findings findings = new Findings();
            BlobCheck found;
            try (BytesBar bar = new BytesBar(work, "Checking")) {
                found = work.tenon().blobs().check(actor, contents, findings::add, bar::at);
            }
            show(work, found, findings, WHOLE);
            return found.clean() ? 0 : ExitCode.of(Kind.CONFLICT);
        }
    }

    private static void show(Work work, BlobCheck found, Findings findings, String none) {
        List<Field<BlobCheck>> fields = List.of(
                Field.scripted("clean", BlobCheck::clean),
                Field.scripted("versions", BlobCheck::versions),
                Field.scripted("bytes", BlobCheck::bytes),
                Field.scripted("contents", BlobCheck::contents),
                Field.scripted("missing", BlobCheck::missing),
                Field.scripted("corrupt", BlobCheck::corrupt),
                Field.scripted("orphaned", BlobCheck::orphaned),
                Field.scripted("findings", any -> findings.listed()));
        work.output().tabled(found, fields, findings.all().iterator(), Findings.COLUMNS, none);
        leftOut(work, findings);
        work.output()
                .say(found.versions() + " versions, " + (found.contents() ? "read whole" : "by their sizes") + ": "
                        + found.missing() + " missing, " + found.corrupt() + " corrupt, " + found.orphaned()
                        + " orphaned.");
    }

    private static void leftOut(Work work, Findings findings) {
        if (findings.leftOut() > 0) {
            work.output().say(findings.leftOut() + " more findings are counted and not shown.");
        }
    }

    /** {@code tenon blobs migrate}. */
    @Command(
            name = "migrate",
            description = "Copy the bytes of all documents into another store.",
            footer = {
                "",
                "What is there already is passed over: break it off and run it again as you like. Servers may go on working; run it",
                "once more when they use the new store, with TENON_BLOBS as it was, for what they took in meanwhile.",
                "",
                "--delete-source takes the copied bytes out of the old store, once everything was read and compared in the new one.",
                "",
                "Exits with 7 if bytes are missing or not what they were.",
                "",
                "Examples:",
                "  tenon blobs migrate --to \"s3://contents/tenon?region=eu-central-1\"",
                "  tenon blobs migrate --to file:/var/lib/tenon/blobs --delete-source --yes"
            })
    static final class Migrate extends ActingCommand {

        @Option(
                names = "--to",
                paramLabel = "PLACE",
                required = true,
                description = "The other store, as TENON_BLOBS says it: file:DIRECTORY or s3://BUCKET/PREFIX?...")
        private String place = "";

        @Option(names = "--delete-source", description = "Take out of the old store what is whole in the new one.")
        private boolean deleteSource;

        @Option(names = "--yes", description = "Do not ask whether to delete.")
        private boolean yes;

        @Override
        protected void check() {
            if (yes && !deleteSource) {
                throw new Stopped(Kind.MALFORMED, "Nothing is asked without --delete-source; leave --yes out.");
            }
        }

        @Override
        protected int run(Work work, Actor actor) {
            if (deleteSource) {
                work.terminal()
                        .confirm(
                                "Delete the bytes of all documents from the present store, once they are whole in "
                                        + place + "? Every server must use that one by now.",
                                yes);
            }
            Findings findings = new Findings();
            BlobCopy copied;
            try (BytesBar bar = new BytesBar(work, "Copying")) {
                copied = work.tenon().blobs().copy(actor, place, findings::add, bar::at);
            }
            show(work, copied, findings);
            if (!copied.whole()) {
                return ExitCode.of(Kind.CONFLICT);
            }
            return deleteSource ? delete(work, actor) : next(work);
        }

        private int next(Work work) {
            work.output()
                    .say("Now set TENON_BLOBS=" + place
                            + " for every server, restart them, and run this once more with the old setting.");
            return 0;
        }

        private int delete(Work work, Actor actor) {
            Findings findings = new Findings();
            BlobCheck found;
            try (BytesBar bar = new BytesBar(work, "Comparing")) {
                found = work.tenon().blobs().removeCopied(actor, place, findings::add, bar::at);
            }
            if (!found.whole()) {
                work.output().many(findings.all().iterator(), Findings.COLUMNS);
                leftOut(work, findings);
                work.output().say("Nothing was deleted.");
                return ExitCode.of(Kind.CONFLICT);
            }
            work.output().say(found.versions() + " blobs were compared, and deleted from the old store.");
            return 0;
        }

        private static void show(Work work, BlobCopy copied, Findings findings) {
            List<Field<BlobCopy>> fields = List.of(
                    Field.scripted("whole", BlobCopy::whole),
                    Field.scripted("copied", BlobCopy::copied),
                    Field.scripted("bytes", BlobCopy::bytes),
                    Field.scripted("present", BlobCopy::present),
                    Field.scripted("missing", BlobCopy::missing),
                    Field.scripted("corrupt", BlobCopy::corrupt),
                    Field.scripted("findings", any -> findings.listed()));
            work.output()
                    .tabled(copied, fields, findings.all().iterator(), Findings.COLUMNS, "Everything is there now.");
            leftOut(work, findings);
            work.output()
                    .say(copied.copied() + " blobs copied (" + copied.bytes() + " bytes), " + copied.present()
                            + " were there already, " + copied.missing() + " missing, " + copied.corrupt()
                            + " corrupt.");
        }
    }
}
