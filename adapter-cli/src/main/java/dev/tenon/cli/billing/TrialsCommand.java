package dev.tenon.cli.billing;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon trials}. */
@Command(
        name = "trials",
        description = "Who tried which plan for nothing.",
        footer = {"", "Example:", "  tenon trials list"},
        subcommands = TrialsCommand.ListThem.class)
public final class TrialsCommand {

    /** {@code tenon trials list}. */
    @Command(
            name = "list",
            description = "List trials, newest first: everybody's, or a person's.",
            footer = {"", "Examples:", "  tenon trials list", "  tenon trials list --as ana@example.org -o json"})
    static final class ListThem extends ActingCommand {

        @Option(names = "--org", paramLabel = "ID", description = "Of this organization only.")
        private @Nullable String organization;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            OrganizationId of = Work.organizationId(organization);
            paging.print(
                    work.output(),
                    page -> of != null
                            ? work.tenon().trials().listOf(actor, of, page)
                            : actor.isTrusted()
                                    ? work.tenon().trials().listAll(actor, page)
                                    : work.tenon().trials().list(actor, page),
                    SubscriptionFields.trials(new PlanNames(work, actor)));
            return 0;
        }
    }
}
