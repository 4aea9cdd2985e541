package dev.tenon.core.audit;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.audit.NewUsage;
import dev.tenon.ports.audit.RecordedBatch;
import dev.tenon.ports.audit.RecordedUsage;
import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.UsageLog;
import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.audit.UsageRefusal;
import dev.tenon.ports.audit.UsageSummary;
import dev.tenon.ports.audit.spi.UsageStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UsageId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.signin.ImpersonationRefusal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class UsageLogService implements UsageLog {

    private static final String EMPTY = "{}";

    private final Kernel kernel;
    private final UsageStore store;

    UsageLogService(Kernel kernel) {
        this.kernel = kernel;
        this.store = kernel.storage().usage();
    }

    @Override
    public RecordedUsage record(Actor actor, NewUsage usage) {
        UserId person = recording(actor);
        Instant now = kernel.now();
        Violations violations = new Violations();
        UsageRules.check(usage, "", now, violations);
        violations.refuseIfAny();
        return kernel.changes()
                .commit(
                        actor,
                        now,
                        change -> stored(person, List.of(usage), now).get(0));
    }

    @Override
    public RecordedBatch recordAll(Actor actor, List<NewUsage> usages) {
        UserId person = recording(actor);
        Instant now = kernel.now();
        Violations violations = new Violations();
        violations.require(
                !usages.isEmpty() && usages.size() <= MOST_AT_ONCE,
                "/items",
                "out-of-range",
                "Record 1 to " + MOST_AT_ONCE + " things at once.");
        violations.refuseIfAny();
        for (int index = 0; index < usages.size(); index++) {
            UsageRules.check(usages.get(index), "/items/" + index, now, violations);
        }
        violations.refuseIfAny();
        return kernel.changes().commit(actor, now, change -> new RecordedBatch(stored(person, usages, now)));
    }

    @Override
    public Page<Usage> list(Actor actor, UsageFilter filter, PageRequest page) {
        requireSight(actor, filter);
        return store.list(filter, page);
    }

    @Override
    public UsageSummary summary(Actor actor, UsageFilter filter, UsagePeriod per, ZoneId zone) {
        requireSight(actor, filter);
        UsagePeriods periods = UsagePeriods.of(per, zone, filter.from(), filter.to(), kernel.now());
        UsageFilter within = filter.between(periods.from(), periods.to());
        return SummedUsage.of(per, zone, periods, store.tally(within, periods.starts(), UsageSummary.MOST_ACTIONS));
    }

    /** The person who records, and not somebody else in the person's name: it would be counted as the person's use. */
    private static UserId recording(Actor actor) {
        UserId person = Authorizer.person(actor, Permission.USAGE_LOGS_WRITE);
        if (actor.impersonatorId() != null) {
            throw ImpersonationRefusal.NOT_HERE.refusal();
        }
        return person;
    }

    private void requireSight(Actor actor, UsageFilter filter) {
        UserId person = filter.userId();
        if (person == null || filter.organizationId() != null) {
            Authorizer.require(actor, Permission.USAGE_LOGS_READ);
        } else {
            Authorizer.ownerOr(
                    actor, person, Permission.PROFILE_READ, Permission.USAGE_LOGS_READ, AccountRefusal.NOT_FOUND);
        }
        boolean isKnown = person == null
                || actor.is(person)
                || kernel.storage().accounts().find(person).isPresent();
        if (!isKnown) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
    }

    private List<RecordedUsage> stored(UserId person, List<NewUsage> news, Instant now) {
        List<Usage> usages = news.stream().map(each -> entry(person, each, now)).toList();
        List<@Nullable Usage> standing = store.record(usages, now);
        List<RecordedUsage> recorded = new ArrayList<>();
        for (int index = 0; index < usages.size(); index++) {
            recorded.add(recorded(news.get(index), usages.get(index), standing.get(index)));
        }
        return recorded;
    }

    private Usage entry(UserId person, NewUsage usage, Instant now) {
        JsonText details = usage.details();
        Instant timestamp = usage.timestamp();
        return new Usage(
                new UsageId(kernel.ids().next()),
                person,
                null,
                usage.action(),
                details == null || details.text().equals(EMPTY) ? null : details,
                usage.eventKey(),
                timestamp == null ? now : timestamp.truncatedTo(ChronoUnit.MICROS));
    }

    private static RecordedUsage recorded(NewUsage asked, Usage entry, @Nullable Usage standing) {
        if (standing == null) {
            throw UsageRefusal.EVENT_KEY_TAKEN.because("What was recorded under this event key is not there any more.");
        }
        boolean isSame = standing.action().equals(entry.action())
                && Objects.equals(standing.details(), entry.details())
                && (asked.timestamp() == null || standing.timestamp().equals(entry.timestamp()));
        if (!isSame) {
            throw UsageRefusal.EVENT_KEY_TAKEN.refusal();
        }
        return new RecordedUsage(standing, standing.id().equals(entry.id()));
    }
}
