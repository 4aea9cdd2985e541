package dev.tenon.cli.documents;

import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon trash}. */
@Command(
        name = "trash",
        description = "Deleted documents, until they are gone for good.",
        footer = {"", "Example:", "  tenon trash list --as ana@example.org"},
        subcommands = {
            TrashCommand.ListAll.class,
            TrashCommand.Restore.class,
            TrashCommand.Delete.class,
            TrashCommand.Empty.class
        })
public final class TrashCommand {

    /** {@code tenon trash list}. */
    @Command(
            name = "list",
            description = "List what is in the trash, what was deleted last first.",
            footer = {"", "Example:", "  tenon trash list --as ana@example.org"})
    static final class ListAll extends PersonalCommand {

        @Mixin
        private final InOrganization of = new InOrganization();

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(
                    work.output(),
                    page -> work.tenon().trash().list(person, of.organization(), page),
                    DocumentFields.ALL);
            return 0;
        }
    }

    /** {@code tenon trash restore}. */
    @Command(
            name = "restore",
            description = "Take a document out of the trash; it counts against the quota again.",
            footer = {"", "Example:", "  tenon trash restore 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    static final class Restore extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Override
        protected int run(Work work, Actor person) {
            work.output().one(work.tenon().trash().restore(person, DocumentFields.id(id)), DocumentFields.ALL);
            return 0;
        }
    }

    /** {@code tenon trash delete}. */
    @Command(
            name = "delete",
            description = "Delete a document of the trash for good.",
            footer = {
                "",
                "Example:",
                "  tenon trash delete 01920000-0000-7000-8000-000000000000 --as ana@example.org --yes"
            })
    static final class Delete extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = DocumentFields.ID)
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            work.terminal().confirm("Delete " + id + " for good?", yes);
            work.tenon().trash().delete(person, DocumentFields.id(id));
            work.output().say("Deleted " + id + " for good.");
            return 0;
        }
    }

    /** {@code tenon trash empty}. */
    @Command(
            name = "empty",
            description = "Delete everything in the trash for good.",
            footer = {"", "Example:", "  tenon trash empty --as ana@example.org --yes"})
    static final class Empty extends PersonalCommand {

        @Mixin
        private final InOrganization of = new InOrganization();

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            work.terminal().confirm("Delete everything in the trash for good?", yes);
            int deleted = work.tenon().trash().empty(person, of.organization());
            work.output().say("Deleted " + deleted + (deleted == 1 ? " document" : " documents") + " for good.");
            return 0;
        }
    }
}
