package dev.tenon.core.flags;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.FlagSegmentPatch;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.flags.FlagSegments;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.flags.spi.FlagSegmentStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FlagSegmentId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import java.time.Instant;

final class FlagSegmentService implements FlagSegments {

    private static final String TABLE = "feature_flag_segments";

    private final Kernel kernel;
    private final FlagSegmentStore segments;
    private final LiveFlags live;
    private final Surroundings surroundings;

    FlagSegmentService(Kernel kernel, LiveFlags live, Surroundings surroundings) {
        this.kernel = kernel;
        this.segments = kernel.storage().flagSegments();
        this.live = live;
        this.surroundings = surroundings;
    }

    @Override
    public Page<FlagSegment> list(Actor actor, PageRequest page) {
        Authorizer.require(actor, Permission.FLAGS_READ);
        return segments.list(page);
    }

    @Override
    public FlagSegment get(Actor actor, String name) {
        Authorizer.require(actor, Permission.FLAGS_READ);
        return found(name);
    }

    private FlagSegment found(String name) {
        return segments.find(name).orElseThrow(FlagSegmentRefusal.NOT_FOUND::refusal);
    }

    @Override
    public FlagSegment create(Actor actor, NewFlagSegment wanted) {
        Authorizer.require(actor, Permission.FLAGS_WRITE);
        FlagGrammar.check(wanted, surroundings);
        Instant now = kernel.now();
        return live.change(actor, now, change -> {
            FlagSegment segment = new FlagSegment(
                    new FlagSegmentId(kernel.ids().next()),
                    wanted.name(),
                    wanted.description(),
                    wanted.constraints(),
                    now,
                    now,
                    1);
            if (!segments.insert(segment, MOST_SEGMENTS)) {
                throw FlagSegmentRefusal.TOO_MANY.because("There are " + MOST_SEGMENTS + " segments already.");
            }
            change.audit(entry("flag-segment.created", segment));
            return segment;
        });
    }

    @Override
    public FlagSegment update(Actor actor, String name, FlagSegmentPatch patch, Expected expected) {
        Authorizer.require(actor, Permission.FLAGS_WRITE);
        Instant now = kernel.now();
        return live.change(actor, now, change -> {
            FlagSegment before = found(name);
            expected.check(before.revision());
            FlagSegment wanted = before.patched(patch);
            FlagGrammar.check(new NewFlagSegment(name, wanted.description(), wanted.constraints()), surroundings);
            if (wanted.equals(before)) {
                return before;
            }
            FlagSegment after = segments.update(wanted, now).orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            change.audit(entry("flag-segment.updated", after)
                    .changed("description", before.description(), after.description())
                    .changed("constraints", constraints(before), constraints(after)));
            return after;
        });
    }

    private static String constraints(FlagSegment segment) {
        return LiveFlags.trailed(JsonText.ofTree(FlagFormat.constraintTrees(segment.constraints())));
    }

    @Override
    public void delete(Actor actor, String name, Expected expected) {
        Authorizer.require(actor, Permission.FLAGS_WRITE);
        live.change(actor, kernel.now(), change -> {
            FlagSegment segment = found(name);
            expected.check(segment.revision());
            segments.delete(segment.id());
            change.audit(entry("flag-segment.deleted", segment));
            return segment;
        });
    }

    private static AuditEntry entry(String action, FlagSegment segment) {
        return AuditEntry.of(action, TABLE, segment.id()).with("segment", segment.name());
    }
}
