package dev.tenon.core.plans;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.OverrideId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.EntitlementOverrides;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.ports.plans.OverrideFilter;
import dev.tenon.ports.plans.OverrideRefusal;
import dev.tenon.ports.plans.spi.EntitlementParticipant;
import dev.tenon.ports.plans.spi.EntitlementStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class OverrideService implements EntitlementOverrides {

    private static final String TABLE = "entitlement_overrides";

    private final Kernel kernel;
    private final EntitlementStore store;
    private final List<EntitlementParticipant> participants;

    OverrideService(Kernel kernel, List<EntitlementParticipant> participants) {
        this.kernel = kernel;
        this.store = kernel.storage().entitlements();
        this.participants = participants;
    }

    @Override
    public Page<EntitlementOverride> list(Actor actor, OverrideFilter filter, PageRequest page) {
        Authorizer.require(actor, Permission.ENTITLEMENTS_READ);
        return store.list(filter, page);
    }

    @Override
    public EntitlementOverride get(Actor actor, SubjectId subject, String key) {
        Authorizer.require(actor, Permission.ENTITLEMENTS_READ);
        return find(subject, key).orElseThrow(OverrideRefusal.NOT_FOUND::refusal);
    }

    @Override
    public EntitlementOverride make(Actor actor, NewOverride wanted, Expected expected) {
        Authorizer.require(actor, Permission.ENTITLEMENTS_WRITE);
        Instant now = kernel.now();
        if (!NewFeature.isKey(wanted.key())) {
            throw FeatureRefusal.NOT_FOUND.refusal();
        }
        Instant startsAt = wanted.startsAt() == null ? now : wanted.startsAt();
        check(wanted, startsAt);
        return kernel.changes().commit(actor, now, change -> {
            EntitlementOverride before =
                    store.lock(wanted.subject(), wanted.key()).orElse(null);
            expected.check(before == null ? 0 : before.revision());
            EntitlementOverride override = new EntitlementOverride(
                            before == null ? new OverrideId(kernel.ids().next()) : before.id(),
                            wanted.subject(),
                            wanted.key(),
                            wanted.granted(),
                            wanted.limit(),
                            startsAt,
                            wanted.endsAt(),
                            wanted.reason().strip(),
                            actor.person().orElse(null),
                            false,
                            before == null ? now : before.createdAt(),
                            now,
                            before == null ? 0 : before.revision())
                    .at(now);
            EntitlementOverride after = store.put(override, override.turnsAfter(now))
                    .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            change.audit(changes(before, after));
            tell(change, wanted.subject());
            return after;
        });
    }

    @Override
    public void withdraw(Actor actor, SubjectId subject, String key, Expected expected) {
        Authorizer.require(actor, Permission.ENTITLEMENTS_WRITE);
        kernel.changes().commit(actor, kernel.now(), change -> {
            EntitlementOverride override = find(subject, key)
                    .flatMap(known -> store.lock(subject, key))
                    .orElseThrow(OverrideRefusal.NOT_FOUND::refusal);
            expected.check(override.revision());
            store.delete(override.id());
            change.audit(entry("entitlement.override-withdrawn", override));
            tell(change, subject);
            return override;
        });
    }

    /** Lets what begins or ends by now do so, each in a commit of its own. */
    int turnDue() {
        int turned = 0;
        while (turned < MOST_AT_ONCE && turnOne()) {
            turned++;
        }
        return turned;
    }

    private boolean turnOne() {
        Instant now = kernel.now();
        return kernel.changes().commit(Actor.system("entitlements"), now, change -> {
            Optional<EntitlementOverride> due = store.claimTurning(now);
            due.ifPresent(override -> {
                EntitlementOverride turned = override.at(now);
                store.turn(override.id(), turned.inForce(), turned.turnsAfter(now));
                if (turned.inForce() != override.inForce()) {
                    change.audit(entry(
                            turned.inForce() ? "entitlement.override-began" : "entitlement.override-ended", turned));
                    tell(change, override.subject());
                }
            });
            return due.isPresent();
        });
    }

    /** What is no key names nothing. */
    private Optional<EntitlementOverride> find(SubjectId subject, String key) {
        return NewFeature.isKey(key) ? store.find(subject, key) : Optional.empty();
    }

    private void tell(Change change, SubjectId subject) {
        participants.forEach(participant -> participant.entitled(change, subject));
    }

    private static void check(NewOverride wanted, Instant startsAt) {
        boolean isLimit = NewFeature.LIMITS.contains(wanted.key());
        Long limit = wanted.limit();
        Instant endsAt = wanted.endsAt();
        new Violations()
                .require(
                        wanted.granted() || !isLimit,
                        "/granted",
                        "not-denied",
                        "This is a limit: say 0 for none of it.")
                .require(
                        limit == null || limit >= 0,
                        "/limit",
                        "out-of-range",
                        "Give a whole number from 0 on, or null for no limit.")
                .require(
                        limit == null || wanted.granted(),
                        "/limit",
                        "not-granted",
                        "What is not granted has no limit; leave it out.")
                .require(
                        endsAt == null || endsAt.isAfter(startsAt),
                        "/endsAt",
                        "out-of-range",
                        "An exception ends after it begins.")
                .require(!wanted.reason().isBlank(), "/reason", "missing", "Say why, for whoever wonders later.")
                .line(wanted.reason().isBlank() ? null : wanted.reason(), "/reason", NewOverride.LONGEST_REASON)
                .refuseIfAny();
    }

    private static AuditEntry changes(@Nullable EntitlementOverride before, EntitlementOverride after) {
        return entry("entitlement.overridden", after)
                .changed("granted", before == null ? null : text(before.granted()), text(after.granted()))
                .changed("limit", before == null ? null : text(before.limit()), text(after.limit()))
                .changed("startsAt", before == null ? null : text(before.startsAt()), text(after.startsAt()))
                .changed("endsAt", before == null ? null : text(before.endsAt()), text(after.endsAt()))
                .changedWithheld("reason", before == null ? null : before.reason(), after.reason());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static AuditEntry entry(String action, EntitlementOverride override) {
        return AuditEntry.of(action, TABLE, override.id())
                .with("key", override.key())
                .with("subject", override.subject().value().toString())
                .in(override.subject() instanceof OrganizationId organization ? organization : null);
    }

    private static final int MOST_AT_ONCE = 500;
}
