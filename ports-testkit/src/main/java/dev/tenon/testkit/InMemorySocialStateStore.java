package dev.tenon.testkit;

import dev.tenon.ports.signin.spi.SocialStateStore;
import java.time.Instant;
import java.util.Optional;

final class InMemorySocialStateStore implements SocialStateStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemorySocialStateStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void insert(SocialState state) {
        unitOfWork.required();
        LinkTo linkTo = state.linkTo();
        if (linkTo != null) {
            tables.requireAccount(linkTo.userId());
        }
        if (!tables.socialStates.insert(state.stateDigest(), state)) {
            throw new IllegalStateException("This state is there already; make a new one");
        }
    }

    @Override
    public Optional<SocialState> take(String stateDigest, String bindingDigest, String method, Instant now) {
        unitOfWork.required();
        Optional<SocialState> taken = tables.socialStates
                .lock(stateDigest)
                .filter(state -> state.bindingDigest().equals(bindingDigest)
                        && state.method().equals(method)
                        && now.isBefore(state.expiresAt()));
        taken.ifPresent(state -> tables.socialStates.remove(stateDigest));
        return taken;
    }

    @Override
    public int deleteExpired(Instant before, int limit) {
        unitOfWork.required();
        return (int) tables.socialStates.rows(state -> state.expiresAt().isBefore(before)).stream()
                .filter(state -> tables.socialStates.tryLock(state.stateDigest()))
                .limit(limit)
                .filter(state -> tables.socialStates.remove(state.stateDigest()))
                .count();
    }
}
