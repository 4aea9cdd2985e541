package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Finds documents by the words in their names, their tags and their texts. */
public interface DocumentSearch {

    /**
     * Of so many that have the words, those that came last, the best are found; of fewer if their texts are long, 32 MiB of terms in
     * all. Who has more says more words.
     */
    int MOST_RANKED = 1_000;

    /**
     * Documents that have all the words, of those that the caller may read now: own ones, those of the caller's organizations, and
     * those shared with either. The best first: a name counts more than a tag, a tag more than a text. Needs
     * {@code documents:read}. A person only.
     */
    Page<DocumentMatch> search(Actor actor, DocumentQuery query, PageRequest page);

    /** By which language words are cut to their stems, e.g. {@code english}. Needs {@code documents:read}. */
    String language(Actor actor);

    /**
     * Reads the words of all documents anew, by another language from now on; in steps, while the search goes on. Refuses
     * {@code document-language-unknown}. Needs {@code search:write}. Recorded as {@code documents.reindexed}.
     *
     * @param language {@code null} for the present one
     * @param progress is told how many are done
     * @return how many documents there were
     */
    long reindex(Actor actor, @Nullable String language, LongConsumer progress);
}
