package dev.tenon.testkit;

import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.flags.spi.FlagSegmentStore;
import dev.tenon.ports.kernel.FlagSegmentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Instant;
import java.util.Optional;

final class InMemoryFlagSegmentStore implements FlagSegmentStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;
    private final InMemoryFeatureFlagStore flags;

    InMemoryFlagSegmentStore(InMemoryUnitOfWork unitOfWork, Tables tables, InMemoryFeatureFlagStore flags) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
        this.flags = flags;
    }

    @Override
    public Page<FlagSegment> list(PageRequest page) {
        return Pages.oldestFirst(tables.flagSegments.rows(any -> true), FlagSegment::position, page);
    }

    @Override
    public Optional<FlagSegment> find(String name) {
        return tables.flagSegments.find(name);
    }

    @Override
    public boolean insert(FlagSegment segment, int most) {
        unitOfWork.required();
        if (tables.flagSegments.rows(any -> true).size() >= most) {
            return false;
        }
        if (!tables.flagSegments.insert(segment.name(), segment)) {
            throw FlagSegmentRefusal.NAME_TAKEN.refusal();
        }
        return true;
    }

    @Override
    public Optional<FlagSegment> update(FlagSegment segment, Instant now) {
        unitOfWork.required();
        return tables.flagSegments
                .lock(segment.name())
                .filter(there -> there.revision() == segment.revision())
                .map(there -> {
                    FlagSegment after = new FlagSegment(
                            there.id(),
                            there.name(),
                            segment.description(),
                            segment.constraints(),
                            there.createdAt(),
                            now,
                            there.revision() + 1);
                    tables.flagSegments.put(there.name(), after);
                    return after;
                });
    }

    @Override
    public void delete(FlagSegmentId id) {
        unitOfWork.required();
        tables.flagSegments.rows(segment -> segment.id().equals(id)).forEach(segment -> {
            if (flags.isNamed(segment.name())) {
                throw FlagSegmentRefusal.IN_USE.refusal();
            }
            tables.flagSegments.remove(segment.name());
        });
    }
}
