package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.DocumentMatch;
import dev.tenon.ports.documents.DocumentQuery;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentSearch;
import dev.tenon.ports.documents.spi.DocumentSearchStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

final class DocumentSearchService implements DocumentSearch {

    private static final int AT_ONCE = 10;

    private final Kernel kernel;
    private final DocumentSearchStore search;

    DocumentSearchService(Kernel kernel) {
        this.kernel = kernel;
        this.search = kernel.storage().documentSearch();
    }

    @Override
    public Page<DocumentMatch> search(Actor actor, DocumentQuery query, PageRequest page) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        String words = query.words().strip();
        new Violations()
                .require(
                        !words.isEmpty() && words.length() <= DocumentQuery.LONGEST && words.indexOf('\0') < 0,
                        "/q",
                        "out-of-range",
                        "Say in 1 to " + DocumentQuery.LONGEST + " characters which words the documents have.")
                .refuseIfAny();
        return search.search(person, new DocumentQuery(words, query.organizationId()), kernel.now(), page);
    }

    @Override
    public String language(Actor actor) {
        Authorizer.require(actor, Permission.DOCUMENTS_READ);
        return search.language();
    }

    @Override
    public long reindex(Actor actor, @Nullable String language, LongConsumer progress) {
        Authorizer.require(actor, Permission.SEARCH_WRITE);
        String by = language == null ? search.language() : language;
        if (!search.knows(by)) {
            throw DocumentRefusal.LANGUAGE_UNKNOWN.refusal();
        }
        // First, so that what comes meanwhile is read by it already.
        kernel.changes().commit(actor, kernel.now(), change -> {
            search.setLanguage(by);
            change.audit(new AuditEntry("documents.reindexed", DocumentService.TABLE, null, Map.of("language", by)));
            return by;
        });
        long done = 0;
        DocumentId last = null;
        List<DocumentId> some = next(last);
        while (!some.isEmpty()) {
            done += some.size();
            progress.accept(done);
            last = some.get(some.size() - 1);
            some = next(last);
        }
        return done;
    }

    private List<DocumentId> next(@Nullable DocumentId after) {
        return kernel.storage().unitOfWork().run(() -> search.reindex(after, AT_ONCE));
    }
}
