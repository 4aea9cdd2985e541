package dev.tenon.cli.documents;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.RowsBar;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.documents.DocumentMatch;
import dev.tenon.ports.documents.DocumentMatch.Fragment;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.kernel.Actor;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that find documents by their words. */
final class Searching {

    private static final List<Field<DocumentMatch>> FIELDS = List.of(
            Field.shown("id", "Id", match -> match.document().id()),
            Field.flowing("fileName", "Name", match -> match.document().fileName()),
            Field.bytes("fileSize", "Size", match -> match.document().fileSize()),
            Field.scripted("organizationId", match -> match.document().organizationId()),
            Field.scripted("tags", match -> match.document().tags()),
            Field.scripted("rank", DocumentMatch::rank),
            Field.flowing("snippet", "Text", Searching::snippet));

    private Searching() {}

    private static String snippet(DocumentMatch match) {
        return match.snippet().stream().map(Fragment::text).collect(Collectors.joining());
    }

    /** {@code tenon documents search}. */
    @Command(
            name = "search",
            description =
                    "Find documents that a person may read by words of their names, tags and texts, the best first.",
            footer = {
                "",
                "All words count; \"some words\" stand together, - before a word leaves out what has it, or stands between two.",
                "Put -- before words that begin with -.",
                "",
                "Examples:",
                "  tenon documents search --as ana@example.org access control",
                "  tenon documents search --as ana@example.org -- password -reset"
            })
    static final class Search extends PersonalCommand {

        @Parameters(arity = "1..*", paramLabel = "WORD", description = "What the documents have.")
        private List<String> words = List.of();

        @Option(
                names = "--organization",
                paramLabel = "ID",
                description = "Only in documents of this organization (default: in all that the person may read).")
        private @Nullable String organization;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            DocumentQuery query = new DocumentQuery(String.join(" ", words), Work.organizationId(organization));
            paging.print(work.output(), page -> work.tenon().documentSearch().search(person, query, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon documents reindex}. */
    @Command(
            name = "reindex",
            description = "Read the words of all documents anew, for the search; it goes on meanwhile.",
            footer = {
                "",
                "Words are found by their stems, which depend on the language: simple has none. PostgreSQL knows some thirty.",
                "",
                "Example:",
                "  tenon documents reindex --language german"
            })
    static final class Reindex extends ActingCommand {

        @Option(
                names = "--language",
                paramLabel = "LANGUAGE",
                description = "From now on, e.g. english, german or simple (default: as it is).")
        private @Nullable String language;

        @Override
        protected int run(Work work, Actor actor) {
            long done;
            try (RowsBar bar = new RowsBar(work, "Reading")) {
                done = work.tenon().documentSearch().reindex(actor, language, rows -> bar.at(rows, -1));
            }
            work.output()
                    .say(done + " documents, in "
                            + work.tenon().documentSearch().language(actor) + ".");
            return 0;
        }
    }
}
