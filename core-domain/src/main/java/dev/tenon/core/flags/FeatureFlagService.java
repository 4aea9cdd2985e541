package dev.tenon.core.flags;

import dev.tenon.core.flags.LiveFlags.Snapshot;
import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.flags.ClientFeatures;
import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FeatureFlagPatch;
import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagDependency;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagQuestion;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.spi.FeatureFlagStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FeatureFlagId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

final class FeatureFlagService implements FeatureFlags {

    private static final String TABLE = "feature_flags";

    /** How exactly it is known when a flag was last asked for. */
    private static final Duration SEEN = Duration.ofHours(1);

    private final Kernel kernel;
    private final FeatureFlagStore flags;
    private final LiveFlags live;
    private final CallerContexts contexts;
    private final Surroundings surroundings;

    FeatureFlagService(Kernel kernel, LiveFlags live, Surroundings surroundings) {
        this.kernel = kernel;
        this.flags = kernel.storage().featureFlags();
        this.live = live;
        this.contexts = new CallerContexts(kernel.storage());
        this.surroundings = surroundings;
    }

    @Override
    public Page<FeatureFlag> list(Actor actor, FlagFilter filter, PageRequest page) {
        Authorizer.require(actor, Permission.FLAGS_READ);
        return flags.list(filter, page);
    }

    @Override
    public FeatureFlag get(Actor actor, String name) {
        Authorizer.require(actor, Permission.FLAGS_READ);
        return flags.find(name).orElseThrow(FlagRefusal.NOT_FOUND::refusal);
    }

    @Override
    public FeatureFlag create(Actor actor, FlagDefinition definition) {
        Authorizer.require(actor, Permission.FLAGS_WRITE);
        FlagGrammar.check(definition, surroundings);
        Instant now = kernel.now();
        return live.change(actor, now, change -> {
            requireFit(definition);
            FeatureFlag flag = new FeatureFlag(new FeatureFlagId(kernel.ids().next()), definition, null, now, now, 1);
            if (!flags.insert(flag, MOST_FLAGS)) {
                throw FlagRefusal.TOO_MANY.because("There are " + MOST_FLAGS + " flags already.");
            }
            change.audit(entry("flag.created", flag)
                    .with("isEnabled", String.valueOf(definition.rules().enabled())));
            return flag;
        });
    }

    @Override
    public FeatureFlag update(Actor actor, String name, FeatureFlagPatch patch, Expected expected) {
        Authorizer.require(actor, Permission.FLAGS_WRITE);
        Instant now = kernel.now();
        return live.change(actor, now, change -> {
            FeatureFlag before = flags.find(name).orElseThrow(FlagRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            FlagDefinition wanted = before.definition().patched(patch);
            FlagGrammar.check(wanted, surroundings);
            requireFit(wanted);
            if (wanted.equals(before.definition())) {
                return before;
            }
            FeatureFlag after =
                    flags.update(before.defined(wanted), now).orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            record(change, before, after);
            return after;
        });
    }

    private static void record(Change change, FeatureFlag before, FeatureFlag after) {
        FlagDefinition was = before.definition();
        FlagDefinition is = after.definition();
        boolean isOn = is.rules().enabled();
        if (was.rules().enabled() != isOn) {
            change.audit(entry(isOn ? "flag.enabled" : "flag.disabled", after));
        }
        if (was.withRules(was.rules().switched(isOn)).equals(is)) {
            return;
        }
        change.audit(entry("flag.updated", after)
                .changed("description", was.description(), is.description())
                .changed("type", was.type().typeName(), is.type().typeName())
                .changed("isStale", String.valueOf(was.isStale()), String.valueOf(is.isStale()))
                .changed("impressionData", String.valueOf(was.impressionData()), String.valueOf(is.impressionData()))
                .changed("rules", rules(was), rules(is)));
    }

    /** When and for whom it is on besides its switch, in the words of the API. */
    private static String rules(FlagDefinition definition) {
        return LiveFlags.trailed(
                JsonText.ofTree(FlagFormat.tree(definition.rules().switched(true))));
    }

    /** Whether what it depends on is there, and neither that nor what depends on it depends on anything in turn. */
    private void requireFit(FlagDefinition wanted) {
        for (FlagDependency dependency : wanted.rules().dependencies()) {
            boolean isFit = flags.find(dependency.flag())
                    .filter(parent -> parent.definition().rules().dependencies().isEmpty())
                    .isPresent();
            if (!isFit) {
                throw FlagRefusal.DEPENDENCY_UNFIT.because(
                        "There is no flag " + dependency.flag() + " that depends on no other.");
            }
        }
        if (!wanted.rules().dependencies().isEmpty() && flags.isDependedOn(wanted.name())) {
            throw FlagRefusal.DEPENDENCY_UNFIT.because(
                    "Other flags depend on " + wanted.name() + ", so it can depend on none.");
        }
    }

    @Override
    public void delete(Actor actor, String name, Expected expected) {
        Authorizer.require(actor, Permission.FLAGS_WRITE);
        live.change(actor, kernel.now(), change -> {
            FeatureFlag flag = flags.find(name).orElseThrow(FlagRefusal.NOT_FOUND::refusal);
            expected.check(flag.revision());
            if (flags.isDependedOn(name)) {
                throw FlagRefusal.IN_USE.refusal();
            }
            flags.delete(flag.id());
            change.audit(entry("flag.deleted", flag));
            return flag;
        });
    }

    @Override
    public List<FlagEvaluation> evaluate(Actor actor, FlagQuestion question) {
        contexts.authorize(actor);
        CallerContexts.check(question);
        Snapshot now = live.present();
        return answers(now, question.flags(), contexts.of(actor, question, now));
    }

    @Override
    public List<FlagEvaluation> evaluateFor(Actor actor, List<String> names, FlagContext context) {
        Authorizer.require(actor, Permission.FLAGS_READ);
        CallerContexts.checkNames(names);
        return answers(live.present(), names, context);
    }

    private static List<FlagEvaluation> answers(Snapshot now, List<String> names, FlagContext context) {
        if (names.isEmpty()) {
            return now.flags().evaluateAll(context);
        }
        for (String name : names) {
            if (!now.flags().has(name)) {
                throw FlagRefusal.NOT_FOUND.because("There is no flag " + name + ".");
            }
        }
        return names.stream().map(name -> now.flags().evaluate(name, context)).toList();
    }

    @Override
    public FlagEvaluator evaluator(Actor actor) {
        Authorizer.require(actor, Permission.FLAGS_READ);
        return live;
    }

    @Override
    public ClientFeatures clientFeatures(Actor actor) {
        Authorizer.require(actor, Permission.FLAGS_READ);
        Snapshot now = live.present();
        String environment = surroundings.environment();
        return new ClientFeatures(now.version() + (environment == null ? "" : "-" + environment), now.json());
    }

    @Override
    public void seen(Actor actor, Set<String> names) {
        Authorizer.require(actor, Permission.FLAGS_READ);
        new Violations()
                .require(names.size() <= MOST_FLAGS, "", "too-many", "Name at most " + MOST_FLAGS + " flags.")
                .refuseIfAny();
        if (names.isEmpty()) {
            return;
        }
        Instant now = kernel.now();
        kernel.storage().unitOfWork().run(() -> {
            flags.seen(names, now, now.minus(SEEN));
            return names;
        });
    }

    private static AuditEntry entry(String action, FeatureFlag flag) {
        return AuditEntry.of(action, TABLE, flag.id()).with("flag", flag.name());
    }
}
