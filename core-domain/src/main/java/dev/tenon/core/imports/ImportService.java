package dev.tenon.core.imports;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.imports.ImportId;
import dev.tenon.ports.imports.ImportOutcome;
import dev.tenon.ports.imports.ImportOutcome.Skipped;
import dev.tenon.ports.imports.ImportRefusal;
import dev.tenon.ports.imports.ImportReport;
import dev.tenon.ports.imports.ImportRequest;
import dev.tenon.ports.imports.ImportUndone;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.Imports;
import dev.tenon.ports.imports.spi.ImportStore;
import dev.tenon.ports.imports.spi.ImportStore.Batch;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

final class ImportService implements Imports {

    private static final String TABLE = "import_batches";
    private static final int AT_A_TIME = 1_000;

    private final Kernel kernel;
    private final ImportStore imports;

    ImportService(Kernel kernel) {
        this.kernel = kernel;
        this.imports = kernel.storage().imports();
    }

    @Override
    public ImportReport run(
            Actor actor, ImportRequest request, Iterator<ImportedPerson> people, Consumer<ImportOutcome> each) {
        Authorizer.require(actor, Permission.USERS_WRITE);
        Authorizer.require(actor, Permission.ROLES_WRITE);
        ImportedRoles roles = new ImportedRoles(kernel, actor, request.createRoles());
        return request.dryRun() ? look(people, roles, each) : take(actor, request, people, roles, each);
    }

    private ImportReport take(
            Actor actor,
            ImportRequest request,
            Iterator<ImportedPerson> people,
            ImportedRoles roles,
            Consumer<ImportOutcome> each) {
        Instant began = kernel.now();
        Batch fresh = new Batch(new ImportId(kernel.ids().next()), request.source(), request.digest(), 0, 0);
        Batch opened = kernel.changes().commit(actor, began, change -> {
            Batch found = imports.open(fresh, began);
            if (found.id().equals(fresh.id())) {
                change.audit(AuditEntry.of("import.opened", TABLE, found.id()).with("source", found.source()));
            }
            return found;
        });
        Plan free = kernel.storage()
                .plans()
                .findByName(Plan.FREE)
                .orElseThrow(() -> new IllegalStateException("There is no plan named " + Plan.FREE));
        skip(people, opened.done());
        Batch batch = opened;
        while (people.hasNext()) {
            batch = commit(actor, batch, some(people), roles, free, each);
        }
        return new ImportReport(batch.id(), batch.done(), batch.imported(), opened.done());
    }

    private Batch commit(
            Actor actor,
            Batch from,
            List<ImportedPerson> some,
            ImportedRoles roles,
            Plan free,
            Consumer<ImportOutcome> each) {
        Instant now = kernel.now();
        Candidates candidates = Candidates.of(kernel, some, roles, now);
        long done = from.done() + some.size();
        Set<UserId> added = kernel.changes().commit(actor, now, change -> {
            roles.addMissing(now);
            Set<UserId> inserted = imports.insert(from.id(), candidates.accounts(), free, now);
            if (!imports.advance(from, done, from.imported() + inserted.size(), now)) {
                throw ImportRefusal.RUNNING.refusal();
            }
            change.audit(AuditEntry.of("import.committed", TABLE, from.id())
                    .with("source", from.source())
                    .with("read", Integer.toString(some.size()))
                    .with("imported", Integer.toString(inserted.size())));
            return inserted;
        });
        candidates.outcomes(account -> added.contains(account.id())).forEach(each);
        return new Batch(from.id(), from.source(), from.digest(), done, from.imported() + added.size());
    }

    private ImportReport look(Iterator<ImportedPerson> people, ImportedRoles roles, Consumer<ImportOutcome> each) {
        long read = 0;
        long free = 0;
        // One look at a file must find what stands twice in it.
        SeenAddresses seen = new SeenAddresses();
        while (people.hasNext()) {
            List<ImportedPerson> some = some(people);
            Candidates candidates = Candidates.of(kernel, some, roles, kernel.now());
            Set<EmailAddress> taken = imports.taken(candidates.addresses());
            List<ImportOutcome> outcomes = candidates.outcomes(account -> !taken.contains(account.email())).stream()
                    .map(outcome -> seen.isNew(outcome) ? outcome : twice(outcome))
                    .toList();
            outcomes.forEach(each);
            read += some.size();
            free += outcomes.stream()
                    .filter(outcome -> outcome.skipped() == null)
                    .count();
        }
        return new ImportReport(null, read, free, 0);
    }

    private static ImportOutcome twice(ImportOutcome outcome) {
        return new ImportOutcome(
                outcome.position(), outcome.sourceId(), outcome.email(), Skipped.TWICE_IN_THE_FILE, outcome.left());
    }

    @Override
    public ImportUndone undo(Actor actor, ImportId id) {
        Authorizer.require(actor, Permission.USERS_WRITE);
        ImportId found = imports.find(id).map(Batch::id).orElseThrow(ImportRefusal.NOT_FOUND::refusal);
        long removed = 0;
        int some;
        do {
            some = remove(actor, found);
            removed += some;
        } while (some == AT_A_TIME);
        Instant now = kernel.now();
        long kept = kernel.changes().commit(actor, now, change -> {
            long left = imports.close(found, now);
            change.audit(AuditEntry.of("import.closed", TABLE, found).with("kept", Long.toString(left)));
            return left;
        });
        return new ImportUndone(found, removed, kept);
    }

    private int remove(Actor actor, ImportId id) {
        return kernel.changes().commit(actor, kernel.now(), change -> {
            int removed = imports.removeUntouched(id, AT_A_TIME);
            change.audit(AuditEntry.of("import.undone", TABLE, id).with("removed", Integer.toString(removed)));
            return removed;
        });
    }

    private static void skip(Iterator<ImportedPerson> people, long done) {
        for (long record = 0; record < done && people.hasNext(); record++) {
            people.next();
        }
    }

    private static List<ImportedPerson> some(Iterator<ImportedPerson> people) {
        List<ImportedPerson> some = new ArrayList<>(AT_A_TIME);
        while (people.hasNext() && some.size() < AT_A_TIME) {
            some.add(people.next());
        }
        return some;
    }
}
