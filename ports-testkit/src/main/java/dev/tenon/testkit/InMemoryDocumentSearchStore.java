package dev.tenon.testkit;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentMatch;
import dev.tenon.ports.documents.DocumentMatch.Fragment;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.documents.spi.DocumentSearchStore;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.ProcessingStore.Extracted;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.VersionKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds words as they are, without their stems: enough for an embedder's tests. */
final class InMemoryDocumentSearchStore implements DocumentSearchStore {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> LANGUAGES = Set.of("simple", "english", "german");
    private static final int IN_NAME = 1_000_000;
    private static final int IN_TAG = 10_000;
    private static final int LONGEST_SNIPPET = 200;

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;
    private final DocumentStore documents;
    private volatile String language = "english";

    InMemoryDocumentSearchStore(InMemoryUnitOfWork unitOfWork, Tables tables, DocumentStore documents) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
        this.documents = documents;
    }

    @Override
    public Page<DocumentMatch> search(UserId person, DocumentQuery query, Instant now, PageRequest page) {
        List<DocumentMatch> found = tables
                .documents
                .rows(document ->
                        query.organizationId() == null || query.organizationId().equals(document.organizationId()))
                .stream()
                .filter(document -> documents.find(document.id(), person, now).isPresent())
                .flatMap(document -> matched(document, query.words()))
                .toList();
        return Pages.newestFirst(found, DocumentMatch::position, page);
    }

    private Stream<DocumentMatch> matched(Document document, String asked) {
        String text = tables.texts
                .find(new VersionKey(document.id(), document.version()))
                .map(Extracted::text)
                .orElse("");
        List<String> named = words(document.fileName());
        List<String> tagged =
                document.tags().stream().flatMap(tag -> words(tag).stream()).toList();
        List<String> written = words(text);
        int rank = 0;
        for (String wanted : asked.split("\\s+")) {
            boolean isUnwanted = wanted.startsWith("-");
            for (String word : words(wanted)) {
                int fits = IN_NAME * count(named, word) + IN_TAG * count(tagged, word) + count(written, word);
                if (isUnwanted == fits > 0) {
                    return Stream.empty();
                }
                rank += fits;
            }
        }
        return rank == 0 ? Stream.empty() : Stream.of(new DocumentMatch(document, rank, snippet(text)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static int count(List<String> words, String word) {
        return (int) words.stream().filter(word::equals).count();
    }

    private static List<Fragment> snippet(String text) {
        return text.isEmpty()
                ? List.of()
                : List.of(new Fragment(text.substring(0, Math.min(LONGEST_SNIPPET, text.length())), false));
    }

    @Override
    public String language() {
        return language;
    }

    @Override
    public boolean knows(String name) {
        return LANGUAGES.contains(name);
    }

    @Override
    public void setLanguage(String name) {
        unitOfWork.required();
        language = name;
    }

    @Override
    public List<DocumentId> reindex(@Nullable DocumentId after, int limit) {
        unitOfWork.required();
        return tables.documents.rows(any -> true).stream()
                .map(Document::id)
                .sorted(Comparator.comparing(DocumentId::value))
                .filter(id -> after == null || id.value().compareTo(after.value()) > 0)
                .limit(limit)
                .toList();
    }
}
