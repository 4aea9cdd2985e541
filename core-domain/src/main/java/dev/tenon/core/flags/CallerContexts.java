package dev.tenon.core.flags;

import dev.tenon.core.flags.LiveFlags.Snapshot;
import dev.tenon.core.kernel.Authorizer;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagQuestion;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.spi.EntitlementStore.Fact;
import dev.tenon.ports.plans.spi.EntitlementStore.PlanFact;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of whoever asks about itself. Its plan and its roles are asked of the database, and only where a flag looks at them;
 * nobody chooses them.
 */
final class CallerContexts {

    /** What callers cannot claim of themselves. */
    private static final Set<String> KNOWN = Set.of(
            "userId",
            "sessionId",
            "remoteAddress",
            "environment",
            "appName",
            "currentTime",
            "organizationId",
            "plan",
            "role");

    private final Storage storage;

    CallerContexts(Storage storage) {
        this.storage = storage;
    }

    /** Passes whoever has something of its own to ask about. */
    void authorize(Actor actor) {
        Authorizer.signedIn(actor);
        if (actor.type() == Actor.Type.PERSON) {
            Authorizer.own(actor, Permission.PROFILE_READ);
        }
    }

    static void check(FlagQuestion question) {
        Violations violations = new Violations()
                .line(question.appName(), "/appName", FlagQuestion.LONGEST_FIELD)
                .require(
                        question.properties().size() <= FlagQuestion.MOST_PROPERTIES,
                        "/properties",
                        "too-many",
                        "Give at most " + FlagQuestion.MOST_PROPERTIES + " properties.");
        question.properties().forEach((name, value) -> {
            violations.require(
                    !KNOWN.contains(name),
                    "/properties/" + name,
                    "reserved",
                    "This is known of you already; leave it out.");
            violations.require(
                    name.length() <= FlagQuestion.LONGEST_FIELD && value.length() <= FlagQuestion.LONGEST_FIELD,
                    "/properties/" + name,
                    "too-long",
                    "Use at most " + FlagQuestion.LONGEST_FIELD + " characters.");
        });
        violations.refuseIfAny();
        checkNames(question.flags());
    }

    static void checkNames(List<String> flags) {
        new Violations()
                .require(
                        flags.size() <= FlagQuestion.MOST_FLAGS,
                        "/flags",
                        "too-many",
                        "Name at most " + FlagQuestion.MOST_FLAGS + " flags, or none for all.")
                .refuseIfAny();
    }

    FlagContext of(Actor actor, FlagQuestion question, Snapshot now) {
        OrganizationId organization = organization(actor, question.organizationId());
        UserId person = actor.userId();
        SessionId session = actor.sessionId();
        return FlagContext.builder()
                .userId(person == null ? null : person.toString())
                .sessionId(session == null ? null : session.toString())
                .remoteAddress(actor.origin().ipAddress())
                .appName(question.appName())
                .organizationId(organization == null ? null : organization.toString())
                .plan(now.asksForPlan() ? plan(organization == null ? person : organization) : null)
                .roles(now.asksForRoles() && person != null ? roles(person, organization) : Set.of())
                .properties(question.properties())
                .build();
    }

    /** The organization that is asked about: the one that a key is of, or one that the person is a member of. */
    private @Nullable OrganizationId organization(Actor actor, @Nullable OrganizationId asked) {
        OrganizationId own = actor.organizationId();
        if (asked == null || asked.equals(own)) {
            return own;
        }
        UserId person = actor.userId();
        if (person == null || storage.members().roleOf(asked, person).isEmpty()) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
        return asked;
    }

    private @Nullable String plan(@Nullable SubjectId subject) {
        return subject == null
                ? null
                : storage.entitlements().facts(subject, Entitlement.MAX_STORAGE).stream()
                        .map(Fact::plan)
                        .filter(Objects::nonNull)
                        .map(PlanFact::name)
                        .findFirst()
                        .orElse(null);
    }

    private Set<String> roles(UserId person, @Nullable OrganizationId organization) {
        Set<String> names = new HashSet<>();
        storage.roles().rolesOf(person).stream().map(Role::name).forEach(names::add);
        if (organization != null) {
            storage.roles().rolesOf(person, organization).stream()
                    .map(Role::name)
                    .forEach(names::add);
        }
        return names;
    }
}
