package dev.tenon.cli.flags;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FeatureFlagPatch;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagStrategy;
import dev.tenon.ports.flags.FlagType;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon flags}. */
@Command(
        name = "flags",
        description = "Feature flags: what is switched on for whom.",
        footer = {
            "",
            "Examples:",
            "  tenon flags create new-checkout --on --rollout 10",
            "  tenon flags set new-checkout --rollout 50",
            "  tenon flags evaluate new-checkout --user ana",
            "  tenon flags set new-checkout --off"
        },
        subcommands = {
            FlagsCommand.ListAll.class,
            FlagsCommand.Show.class,
            FlagsCommand.Create.class,
            FlagsCommand.Set.class,
            FlagsCommand.Delete.class,
            FlagsEvaluateCommand.class,
            FlagsImportCommand.class,
            FlagSegmentsCommand.class
        })
public final class FlagsCommand {

    static final String FLAG = "The flag's name.";

    static final List<Field<FeatureFlag>> FIELDS = List.of(
            Field.shown("name", "Flag", FeatureFlag::name),
            Field.shown("isEnabled", "On", flag -> rules(flag).enabled()),
            Field.<FeatureFlag>tabled("For", Field.Look.FLOWING, flag -> forWhom(rules(flag))),
            Field.shown("type", "Type", flag -> flag.definition().type().typeName()),
            Field.shown("isStale", "Stale", flag -> flag.definition().isStale()),
            Field.shown("lastSeenAt", "Last seen", FeatureFlag::lastSeenAt),
            Field.flowing("description", "About", flag -> flag.definition().description()),
            Field.scripted("environments", flag -> rules(flag).environments()),
            Field.scripted("enabledFrom", flag -> rules(flag).enabledFrom()),
            Field.scripted("enabledUntil", flag -> rules(flag).enabledUntil()),
            Field.scripted(
                    "dependencies",
                    flag -> FlagFormat.dependencyTrees(rules(flag).dependencies())),
            Field.scripted(
                    "strategies", flag -> FlagFormat.strategyTrees(rules(flag).strategies())),
            Field.scripted(
                    "variants", flag -> FlagFormat.variantTrees(rules(flag).variants())),
            Field.scripted("impressionData", flag -> flag.definition().impressionData()),
            Field.scripted("expectedUntil", flag -> flag.expectedUntil().orElse(null)),
            Field.scripted("id", FeatureFlag::id),
            Field.scripted("createdAt", FeatureFlag::createdAt),
            Field.scripted("updatedAt", FeatureFlag::updatedAt));

    private static FlagRules rules(FeatureFlag flag) {
        return flag.definition().rules();
    }

    /** For whom a flag is on, in few words. */
    private static String forWhom(FlagRules rules) {
        return rules.strategies().isEmpty()
                ? "everyone"
                : rules.strategies().stream().map(FlagsCommand::forWhom).collect(Collectors.joining("; "));
    }

    private static String forWhom(FlagStrategy strategy) {
        Map<String, String> parameters = strategy.parameters();
        String own = switch (strategy.name()) {
            case FlagStrategy.EVERYONE -> "everyone";
            case FlagStrategy.GRADUAL_ROLLOUT, FlagStrategy.FINE_ROLLOUT ->
                parameters.getOrDefault("rollout", "0") + " %";
            default -> strategy.name() + " " + String.join(", ", parameters.values());
        };
        int conditions = strategy.constraints().size() + strategy.segments().size();
        return (strategy.enabled() ? "" : "(disabled) ")
                + own
                + (conditions == 0 ? "" : " with " + conditions + (conditions == 1 ? " condition" : " conditions"));
    }

    /** {@code tenon flags list}. */
    @Command(
            name = "list",
            description = "List the flags, oldest first.",
            footer = {"", "Examples:", "  tenon flags list --find checkout", "  tenon flags list --stale -o json"})
    static final class ListAll extends ActingCommand {

        @Option(names = "--find", paramLabel = "TEXT", description = "Only flags with this in their names.")
        private @Nullable String find;

        @Option(names = "--type", paramLabel = "TYPE", description = "Only flags of this type, like kill-switch.")
        private @Nullable String type;

        @Option(names = "--stale", description = "Only flags that are marked as done with.")
        private boolean stale;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            FlagFilter filter =
                    new FlagFilter(find, type == null ? null : FlagFile.type(type), null, stale ? Boolean.TRUE : null);
            paging.print(work.output(), page -> work.tenon().featureFlags().list(actor, filter, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon flags show}. */
    @Command(
            name = "show",
            description = "Show a flag; with -o json all that it is made of.",
            footer = {"", "Example:", "  tenon flags show new-checkout -o json"})
    static final class Show extends ActingCommand {

        @Parameters(paramLabel = "FLAG", description = FLAG)
        private String name = "";

        @Override
        protected int run(Work work, Actor actor) {
            work.output().one(work.tenon().featureFlags().get(actor, name), FIELDS);
            return 0;
        }
    }

    /** For whom a flag is on, by options. */
    static final class Audience {

        @Option(names = "--on", description = "Switch it on.")
        private boolean on;

        @Option(names = "--off", description = "Switch it off, for everyone.")
        private boolean off;

        @Option(names = "--rollout", paramLabel = "PERCENT", description = "Let in this share of the users, 0 to 100.")
        private @Nullable String rollout;

        @Option(names = "--users", paramLabel = "IDS", description = "Let in these users, with commas between them.")
        private @Nullable String users;

        @Option(names = "--everyone", description = "Let in everyone.")
        private boolean everyone;

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is; an empty one is removed.")
        private @Nullable String description;

        @Option(names = "--type", paramLabel = "TYPE", description = "What it is for, like release or kill-switch.")
        private @Nullable String type;

        @Option(
                names = "--file",
                paramLabel = "FILE.json",
                description = "What it is made of, as \"tenon flags show -o json\" prints it; what is left out stays.")
        private @Nullable Path file;

        void check() {
            int audiences = (rollout == null ? 0 : 1) + (users == null ? 0 : 1) + (everyone ? 1 : 0);
            if (on && off) {
                throw new Stopped(Kind.MALFORMED, "Give --on or --off, not both.");
            }
            if (audiences > 1 || (audiences == 1 && file != null)) {
                throw new Stopped(Kind.MALFORMED, "Give one of --rollout, --users, --everyone and --file.");
            }
        }

        private @Nullable List<FlagStrategy> strategies() {
            if (everyone) {
                return List.of();
            }
            if (users != null) {
                return List.of(FlagStrategy.of(FlagStrategy.USERS, Map.of("userIds", users)));
            }
            return rollout == null
                    ? null
                    : List.of(FlagStrategy.of(
                            rollout.indexOf('.') < 0 ? FlagStrategy.GRADUAL_ROLLOUT : FlagStrategy.FINE_ROLLOUT,
                            Map.of("rollout", rollout)));
        }

        private @Nullable Boolean isOn() {
            if (on) {
                return true;
            }
            return off ? Boolean.FALSE : null;
        }

        /** What is said of the flag, over what a file says. */
        FeatureFlagPatch patch(@Nullable Boolean isStale) throws IOException {
            FeatureFlagPatch given = file == null ? FeatureFlagPatch.nothing() : FlagFile.patch(FlagFile.json(file));
            List<FlagStrategy> strategies = strategies();
            Boolean switched = isOn();
            FlagType chosen = type == null ? null : FlagFile.type(type);
            return new FeatureFlagPatch(
                    description == null ? given.description() : Work.patched(description),
                    chosen == null ? given.type() : chosen,
                    isStale == null ? given.isStale() : isStale,
                    given.impressionData(),
                    switched == null ? given.isEnabled() : switched,
                    given.environments(),
                    given.enabledFrom(),
                    given.enabledUntil(),
                    given.dependencies(),
                    strategies == null ? given.strategies() : strategies,
                    given.variants());
        }
    }

    /** {@code tenon flags create}. */
    @Command(
            name = "create",
            description = "Make a flag. It is off unless you say --on.",
            footer = {
                "",
                "Examples:",
                "  tenon flags create new-checkout --on --rollout 10",
                "  tenon flags create payments --type kill-switch --on",
                "  tenon flags create new-search --file new-search.json"
            })
    static final class Create extends ActingCommand {

        @Parameters(paramLabel = "FLAG", description = "What programs ask for, e.g. new-checkout; it stays.")
        private String name = "";

        @Mixin
        private final Audience audience = new Audience();

        @Override
        protected void check() {
            audience.check();
        }

        @Override
        protected int run(Work work, Actor actor) throws IOException {
            FlagDefinition wanted = FlagDefinition.of(name, FlagRules.off()).patched(audience.patch(null));
            work.output().one(work.tenon().featureFlags().create(actor, wanted), FIELDS);
            return 0;
        }
    }

    /** {@code tenon flags set}. */
    @Command(
            name = "set",
            description = "Change a flag: its switch, whom it lets in, or all that a file says.",
            footer = {
                "",
                "Examples:",
                "  tenon flags set new-checkout --off",
                "  tenon flags set new-checkout --rollout 0.5",
                "  tenon flags set new-checkout --stale"
            })
    static final class Set extends ActingCommand {

        @Parameters(paramLabel = "FLAG", description = FLAG)
        private String name = "";

        @Mixin
        private final Audience audience = new Audience();

        @Option(names = "--stale", negatable = true, description = "Mark it as done with; --no-stale takes that back.")
        private @Nullable Boolean stale;

        @Override
        protected void check() throws IOException {
            audience.check();
            if (audience.patch(stale).equals(FeatureFlagPatch.nothing())) {
                throw new Stopped(Kind.MALFORMED, "Say what to change: --on, --off, --rollout, --users or --file.");
            }
        }

        @Override
        protected int run(Work work, Actor actor) throws IOException {
            FeatureFlag present = work.tenon().featureFlags().get(actor, name);
            FeatureFlag changed = work.tenon()
                    .featureFlags()
                    .update(actor, name, audience.patch(stale), Expected.revision(present.revision()));
            work.output().one(changed, FIELDS);
            return 0;
        }
    }

    /** {@code tenon flags delete}. */
    @Command(
            name = "delete",
            description = "Delete a flag that no other depends on. From then on it is off for everyone.",
            footer = {"", "Example:", "  tenon flags delete new-checkout --yes"})
    static final class Delete extends ActingCommand {

        @Parameters(paramLabel = "FLAG", description = FLAG)
        private String name = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            FeatureFlag present = work.tenon().featureFlags().get(actor, name);
            work.terminal().confirm("Delete the flag " + name + "?", yes);
            work.tenon().featureFlags().delete(actor, name, Expected.revision(present.revision()));
            work.output().say("The flag " + name + " is deleted.");
            return 0;
        }
    }
}
