package dev.tenon.testkit;

import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.billing.spi.TrialStore;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

final class InMemoryTrialStore implements TrialStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryTrialStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public boolean insert(Trial trial, String emailHash) {
        unitOfWork.required();
        tables.requireAccount(trial.userId());
        if (tables.trialsByAddress.lock(emailHash).isPresent()
                || tables.trialsBySubject.lock(trial.subject()).isPresent()) {
            return false;
        }
        tables.trialsByAddress.insert(emailHash, trial.id());
        tables.trialsBySubject.insert(trial.subject(), trial.id());
        tables.trials.put(trial.id(), trial);
        return true;
    }

    @Override
    public void end(SubjectId subject) {
        tables.trialsBySubject
                .find(subject)
                .flatMap(tables.trials::lock)
                .filter(Trial::active)
                .ifPresent(trial -> tables.trials.put(
                        trial.id(),
                        new Trial(
                                trial.id(),
                                trial.userId(),
                                trial.organizationId(),
                                trial.planId(),
                                trial.startDate(),
                                trial.endDate(),
                                false,
                                trial.createdAt())));
    }

    @Override
    public Page<Trial> list(@Nullable SubjectId subject, PageRequest page) {
        return Pages.newestFirst(
                tables.trials.rows(trial -> subject == null
                        || (subject instanceof UserId person
                                ? trial.userId().equals(person)
                                : trial.subject().equals(subject))),
                Trial::position,
                page);
    }
}
