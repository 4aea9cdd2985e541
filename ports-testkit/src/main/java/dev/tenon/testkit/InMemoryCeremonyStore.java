package dev.tenon.testkit;

import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.CeremonyStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

final class InMemoryCeremonyStore implements CeremonyStore {

    private static final Comparator<Ceremony> NEWEST_FIRST = Comparator.comparing(Ceremony::createdAt)
            .thenComparing(Ceremony::id)
            .reversed();

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryCeremonyStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void begin(Ceremony ceremony, int keep) {
        unitOfWork.required();
        UserId userId = ceremony.userId();
        if (userId != null) {
            tables.requireAccount(userId);
        }
        if (!tables.ceremonies.insert(ceremony.digest(), ceremony)) {
            throw new IllegalStateException("This ceremony is there already; make a new token");
        }
        if (userId != null) {
            tables
                    .ceremonies
                    .rows(each -> userId.equals(each.userId()) && each.purpose() == ceremony.purpose())
                    .stream()
                    .sorted(NEWEST_FIRST)
                    .skip(keep)
                    .forEach(each -> tables.ceremonies.remove(each.digest()));
        }
    }

    @Override
    public Optional<Ceremony> find(String digest, Purpose purpose, Instant now) {
        return tables.ceremonies
                .find(digest)
                .filter(ceremony -> ceremony.purpose() == purpose && now.isBefore(ceremony.expiresAt()));
    }

    @Override
    public Optional<Ceremony> spend(String digest, Purpose purpose, Instant now) {
        unitOfWork.required();
        Optional<Ceremony> live = tables.ceremonies
                .lock(digest)
                .filter(ceremony -> ceremony.purpose() == purpose && now.isBefore(ceremony.expiresAt()));
        live.ifPresent(ceremony -> tables.ceremonies.remove(digest));
        return live;
    }

    @Override
    public void cancel(UserId userId) {
        unitOfWork.required();
        tables.ceremonies
                .rows(ceremony -> userId.equals(ceremony.userId()))
                .forEach(ceremony -> tables.ceremonies.remove(ceremony.digest()));
    }

    @Override
    public int deleteExpired(Instant before, int limit) {
        unitOfWork.required();
        return (int) tables.ceremonies.rows(ceremony -> ceremony.expiresAt().isBefore(before)).stream()
                .filter(ceremony -> tables.ceremonies.tryLock(ceremony.digest())
                        && tables.ceremonies.find(ceremony.digest()).isPresent())
                .limit(limit)
                .peek(ceremony -> tables.ceremonies.remove(ceremony.digest()))
                .count();
    }
}
