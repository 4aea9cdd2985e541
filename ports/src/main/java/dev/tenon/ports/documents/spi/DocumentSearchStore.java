package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.DocumentMatch;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by their words (tables {@code document_search}, {@code document_search_language}). What is found follows every
 * change of a document and its text in the same commit.
 */
public interface DocumentSearchStore {

    /** What of all this a person may read now, the best first. */
    Page<DocumentMatch> search(UserId person, DocumentQuery query, Instant now, PageRequest page);

    /** By which language words are cut to their stems. */
    String language();

    /** Whether there is such a language. */
    boolean knows(String language);

    /**
     * Cuts what comes from now on by another language. Waits for commits under way that cut by the former one: what they bring is there
     * for {@link #reindex} to find.
     */
    void setLanguage(String language);

    /** Reads the words of so many documents anew, in the order of their ids from behind one; returns which they were. */
    List<DocumentId> reindex(@Nullable DocumentId after, int limit);
}
