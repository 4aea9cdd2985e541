package dev.tenon.cli.plans;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeaturePatch;
import dev.tenon.ports.plans.NewFeature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon features}. */
@Command(
        name = "features",
        description = "What plans can grant.",
        footer = {
            "",
            "Which plan grants what is changed with \"tenon plans grant\" and \"tenon plans revoke\".",
            "",
            "Examples:",
            "  tenon features list",
            "  tenon features create invoice-approval Approval"
        },
        subcommands = {
            FeaturesCommand.ListAll.class,
            FeaturesCommand.Create.class,
            FeaturesCommand.Update.class,
            FeaturesCommand.Delete.class
        })
public final class FeaturesCommand {

    /** How a feature is named. */
    static final String FEATURE = "The feature's key or id.";

    private static final List<Field<Feature>> FIELDS = List.of(
            Field.shown("key", "Feature", Feature::key),
            Field.shown("name", "Name", Feature::name),
            Field.flowing("description", "About", Feature::description),
            Field.shown("isBuiltIn", "Built in", Feature::isBuiltIn),
            Field.shown("id", "Id", Feature::id),
            Field.scripted("createdAt", Feature::createdAt),
            Field.scripted("updatedAt", Feature::updatedAt));

    /** {@code tenon features list}. */
    @Command(
            name = "list",
            description = "List the features, oldest first.",
            footer = {"", "Example:", "  tenon features list -o json"})
    static final class ListAll extends ActingCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            paging.print(work.output(), page -> work.tenon().features().list(actor, page), FIELDS);
            return 0;
        }
    }

    /** {@code tenon features create}. */
    @Command(
            name = "create",
            description = "Add a feature. No plan grants it yet.",
            footer = {"", "Example:", "  tenon features create invoice-approval Approval --description Approving"})
    static final class Create extends ActingCommand {

        @Parameters(index = "0", paramLabel = "KEY", description = "What programs ask for, e.g. api-access; it stays.")
        private String key = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "What people read.")
        private String name = "";

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is.")
        private @Nullable String description;

        @Override
        protected int run(Work work, Actor actor) {
            work.output().one(work.tenon().features().create(actor, new NewFeature(key, name, description)), FIELDS);
            return 0;
        }
    }

    /** {@code tenon features update}. */
    @Command(
            name = "update",
            description = "Rename a feature, or describe it anew.",
            footer = {"", "Example:", "  tenon features update invoice-approval --name Approving"})
    static final class Update extends ActingCommand {

        @Parameters(paramLabel = "FEATURE", description = FEATURE)
        private String feature = "";

        @Option(names = "--name", paramLabel = "NAME", description = "Another name.")
        private @Nullable String name;

        @Option(names = "--description", paramLabel = "TEXT", description = "What it is; an empty one is removed.")
        private @Nullable String description;

        @Override
        protected void check() {
            if (name == null && description == null) {
                throw new Stopped(Kind.MALFORMED, "Give --name or --description.");
            }
        }

        @Override
        protected int run(Work work, Actor actor) {
            Feature present = named(work, actor, feature);
            Feature changed = work.tenon()
                    .features()
                    .update(
                            actor,
                            present.id(),
                            new FeaturePatch(name, Work.patched(description)),
                            Expected.revision(present.revision()));
            work.output().one(changed, FIELDS);
            return 0;
        }
    }

    /** {@code tenon features delete}. */
    @Command(
            name = "delete",
            description = "Delete a feature that nothing uses.",
            footer = {"", "Example:", "  tenon features delete invoice-approval --yes"})
    static final class Delete extends ActingCommand {

        @Parameters(paramLabel = "FEATURE", description = FEATURE)
        private String feature = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            Feature present = named(work, actor, feature);
            work.terminal().confirm("Delete the feature " + present.key() + "?", yes);
            work.tenon().features().delete(actor, present.id(), Expected.revision(present.revision()));
            work.output().say("The feature " + present.key() + " is deleted.");
            return 0;
        }
    }

    /** The feature of this id or key. */
    static Feature named(Work work, Actor actor, String name) {
        return FeatureId.parse(name)
                .map(id -> work.tenon().features().get(actor, id))
                .orElseGet(() -> work.tenon().features().named(actor, name));
    }
}
