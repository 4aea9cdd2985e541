package dev.tenon.core.access;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.PermissionAnswer;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.spi.PermissionStore.Facts;
import dev.tenon.ports.access.spi.PermissionStore.Subject;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks what decides many questions in one statement, and answers each. */
record PermissionChecks(Kernel kernel) {

    List<PermissionAnswer> answer(
            Actor actor, List<PermissionCheck> questions, @Nullable UserId about, boolean explain) {
        Authorizer.signedIn(actor);
        boolean isSelf = about == null || actor.is(about);
        if (!isSelf) {
            Authorizer.require(actor, Permission.ROLES_READ);
        }
        validate(questions);
        Subject subject = subject(actor, about);
        List<Facts> facts = kernel.storage().permissions().facts(subject, questions, kernel.now());
        if (subject.person() != null && facts.get(0).account() == null) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
        // A key is held to its scopes when it asks about its owner; what others may is not its business.
        Decision decision = isSelf && actor.comesWithKey() ? Decision.within(subject, actor) : Decision.of(subject);
        boolean isOwn = isSelf && (!actor.comesWithKey() || Authorizer.may(actor, Permission.PROFILE_READ));
        boolean seesPlans = isOwn || Authorizer.may(actor, Permission.SUBSCRIPTIONS_READ);
        List<PermissionAnswer> answers = new ArrayList<>(questions.size());
        for (int index = 0; index < questions.size(); index++) {
            PermissionCheck question = questions.get(index);
            Facts known = facts.get(index);
            Decision.Verdict verdict = decision.decide(question, known);
            answers.add(new PermissionAnswer(
                    question.id(),
                    verdict.code() == PermissionAnswer.Code.GRANTED,
                    verdict.code(),
                    verdict.reason(),
                    explain ? decision.path(verdict, known, seesPlans) : null));
        }
        return answers;
    }

    private static Subject subject(Actor actor, @Nullable UserId about) {
        if (about != null) {
            return Subject.person(about);
        }
        if (actor.organizationId() != null) {
            return Subject.organization(actor.organizationId());
        }
        return Subject.person(actor.person()
                .orElseThrow(() -> RequestRefusal.FORBIDDEN.because(
                        "Permissions are a person's. Say about whom you ask, or act in somebody's name.")));
    }

    private static void validate(List<PermissionCheck> questions) {
        Violations violations = new Violations();
        violations.require(
                !questions.isEmpty() && questions.size() <= PermissionCheck.MOST,
                "/checks",
                "out-of-range",
                "Ask 1 to " + PermissionCheck.MOST + " questions at a time.");
        violations.refuseIfAny();
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < questions.size(); index++) {
            PermissionCheck question = questions.get(index);
            String place = "/checks/" + index;
            violations.require(
                    ids.add(question.id()), place + "/id", "duplicate-item", "Give each question an id of its own.");
            violations.require(!question.id().isEmpty(), place + "/id", "missing", "Give the question an id.");
            violations.line(question.id().isEmpty() ? null : question.id(), place + "/id", PermissionCheck.LONGEST_ID);
            violations.require(
                    !question.permission().isEmpty(), place + "/permission", "missing", "Name a permission.");
            violations.line(
                    question.permission().isEmpty() ? null : question.permission(),
                    place + "/permission",
                    PermissionCheck.LONGEST_PERMISSION);
        }
        violations.refuseIfAny();
    }
}
