package dev.tenon.core.access;

import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.PermissionAnswer.Code;
import dev.tenon.ports.access.PermissionAnswer.Path;
import dev.tenon.ports.access.PermissionAnswer.PlanStep;
import dev.tenon.ports.access.PermissionAnswer.UsageStep;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.spi.PermissionStore.DocumentFact;
import dev.tenon.ports.access.spi.PermissionStore.ExceptionFact;
import dev.tenon.ports.access.spi.PermissionStore.Facts;
import dev.tenon.ports.access.spi.PermissionStore.PermissionFact;
import dev.tenon.ports.access.spi.PermissionStore.RoleFact;
import dev.tenon.ports.access.spi.PermissionStore.Subject;
import dev.tenon.ports.access.spi.PermissionStore.SubscriptionFact;
import dev.tenon.ports.access.spi.PermissionStore.UsageFact;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.organizations.MemberRole;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether somebody may, of what is known: the account first, then what there is, then the roles, then the key, and at last
 * the plan and the storage. The first thing that stands in the way is the reason.
 *
 * @param subject who is asked about
 * @param scopes the key's scopes, within which alone it may; {@code null} for somebody who came without one
 */
record Decision(Subject subject, @Nullable Set<String> scopes) {

    private static final String READ = "read";

    private static final Set<String> OF_EVERY_ACCOUNT = Permission.ofEveryAccount();

    /** An answer, and what grants it: a role, or the membership. */
    record Verdict(
            Code code,
            String reason,
            @Nullable RoleFact role,
            @Nullable MemberRole membership) {

        static Verdict no(Code code, String reason) {
            return new Verdict(code, reason, null, null);
        }

        Verdict but(Code other, String otherReason) {
            return new Verdict(other, otherReason, role, membership);
        }
    }

    static Decision of(Subject subject) {
        return new Decision(subject, null);
    }

    /** For whoever came with a key. */
    static Decision within(Subject subject, Actor key) {
        return new Decision(subject, key.permissions());
    }

    Verdict decide(PermissionCheck question, Facts facts) {
        AccountStatus account = facts.account();
        if (account == AccountStatus.BANNED) {
            return Verdict.no(Code.ACCOUNT_BANNED, "account banned");
        }
        if (account != null && account != AccountStatus.ACTIVE) {
            return Verdict.no(Code.ACCOUNT_INACTIVE, "account inactive");
        }
        PermissionFact permission = facts.permission();
        if (permission == null) {
            return Verdict.no(Code.NO_SUCH_PERMISSION, "no such permission");
        }
        if (question.documentId() != null && !isVisible(question, facts)) {
            return Verdict.no(Code.NO_SUCH_DOCUMENT, "no such document");
        }
        if (facts.scope() != null && !belongs(facts)) {
            return Verdict.no(Code.NOT_A_MEMBER, "not a member");
        }
        Verdict granted = granted(question.permission(), permission, facts);
        if (granted.code() != Code.GRANTED) {
            return granted;
        }
        if (scopes != null && !scopes.contains(question.permission())) {
            return Verdict.no(Code.BEYOND_KEY, "beyond the API key's scopes");
        }
        Verdict planned = withinPlan(granted, permission, facts.subscription(), facts.exception());
        return planned.code() == Code.GRANTED ? withinStorage(planned, question, facts) : planned;
    }

    private boolean belongs(Facts facts) {
        return subject.person() == null
                ? subject.organization() != null && subject.organization().equals(facts.scope())
                : facts.membership() != null;
    }

    /** Whose it is, with whom it is shared, and who belongs to its organization; where the question says it is. */
    private boolean isVisible(PermissionCheck question, Facts facts) {
        DocumentFact document = facts.document();
        if (document == null) {
            return false;
        }
        OrganizationId asked = question.organizationId();
        OrganizationId home = document.organization();
        if (asked != null && !asked.equals(home)) {
            return false;
        }
        if (home != null && home.equals(facts.scope())) {
            return belongs(facts);
        }
        boolean isOwn = home == null && document.owner().equals(subject.person());
        return isOwn || (document.shared() != null && asked == null);
    }

    private Verdict granted(String name, PermissionFact permission, Facts facts) {
        Verdict bySomething = byRole(name, permission, facts);
        DocumentFact document = facts.document();
        boolean toRead = document != null
                && READ.equals(document.shared())
                && facts.scope() == null
                && !document.owner().equals(subject.person());
        return bySomething.code() == Code.GRANTED && toRead && name.equals(Permission.DOCUMENTS_WRITE.permissionName())
                ? bySomething.but(Code.SHARED_FOR_READING, "shared for reading")
                : bySomething;
    }

    private Verdict byRole(String name, PermissionFact permission, Facts facts) {
        RoleFact role = facts.role();
        if (role != null) {
            return new Verdict(Code.GRANTED, "granted by role " + role.name(), role, null);
        }
        MemberRole membership = facts.membership();
        if (membership != null
                && (membership.permissions().contains(name) || (membership.manages() && !permission.builtIn()))) {
            String word = membership.name().toLowerCase(Locale.ROOT);
            return new Verdict(Code.GRANTED, "granted by membership as " + word, null, membership);
        }
        if (subject.person() == null && scopes != null && scopes.contains(name)) {
            return Verdict.no(Code.GRANTED, "granted by the API key's scopes");
        }
        if (subject.person() != null && facts.scope() == null && OF_EVERY_ACCOUNT.contains(name)) {
            return Verdict.no(Code.GRANTED, "granted to every account");
        }
        return Verdict.no(Code.NO_ROLE, "no role");
    }

    private static Verdict withinPlan(
            Verdict granted,
            PermissionFact permission,
            @Nullable SubscriptionFact subscription,
            @Nullable ExceptionFact exception) {
        if (permission.featureId() == null) {
            return granted;
        }
        if (exception != null) {
            return exception.included() ? granted : granted.but(Code.PLAN_LIMIT, "plan limit");
        }
        return subscription != null && subscription.included() ? granted : granted.but(Code.PLAN_LIMIT, "plan limit");
    }

    private static Verdict withinStorage(Verdict planned, PermissionCheck question, Facts facts) {
        UsageFact usage = facts.usage();
        if (usage == null) {
            return planned;
        }
        boolean isFull = usage.maxBytes() != null && usage.bytes() >= usage.maxBytes();
        boolean takesNoMore = question.documentId() == null
                && usage.maxDocuments() != null
                && usage.documents() >= usage.maxDocuments();
        return isFull || takesNoMore ? planned.but(Code.QUOTA, "quota") : planned;
    }

    /** How a verdict came about. Of plan and storage only what the asker may see. */
    Path path(Verdict verdict, Facts facts, boolean seesPlans) {
        PermissionFact permission = facts.permission();
        RoleFact role = verdict.role();
        boolean knowsPlace = verdict.code() != Code.NO_SUCH_DOCUMENT && verdict.code() != Code.NOT_A_MEMBER;
        boolean isFar = role != null || verdict.membership() != null || verdict.code() == Code.GRANTED;
        return new Path(
                role == null ? null : role.id(),
                role == null ? null : role.name(),
                knowsPlace ? facts.scope() : null,
                verdict.membership(),
                permission == null ? null : permission.id(),
                seesPlans && isFar && permission != null
                        ? plan(permission, facts.subscription(), facts.exception())
                        : null,
                seesPlans && isFar && isTheirStorage(facts) ? usage(facts.usage()) : null);
    }

    /** Not that of somebody who has shared a document. */
    private boolean isTheirStorage(Facts facts) {
        DocumentFact document = facts.document();
        return document == null
                || document.owner().equals(subject.person())
                || (document.organization() != null && document.organization().equals(facts.scope()));
    }

    private static @Nullable PlanStep plan(
            PermissionFact permission, @Nullable SubscriptionFact subscription, @Nullable ExceptionFact exception) {
        if (permission.featureId() == null || permission.feature() == null) {
            return null;
        }
        if (subscription == null) {
            return new PlanStep(
                    permission.featureId(),
                    permission.feature(),
                    null,
                    null,
                    null,
                    null,
                    exception != null && exception.included(),
                    exception == null ? null : exception.limit());
        }
        return new PlanStep(
                permission.featureId(),
                permission.feature(),
                subscription.id(),
                word(subscription.status()),
                subscription.planId(),
                subscription.planName(),
                exception == null ? subscription.included() : exception.included(),
                exception == null ? subscription.limit() : exception.limit());
    }

    private static String word(SubscriptionStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable UsageStep usage(@Nullable UsageFact usage) {
        return usage == null
                ? null
                : new UsageStep(usage.bytes(), usage.maxBytes(), usage.documents(), usage.maxDocuments());
    }
}
