package dev.tenon.cli.organizations;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.organizations.SeenOrganization;
import picocli.CommandLine.Parameters;

/** A command about one organization. */
abstract class OrgCommand extends ActingCommand {

    @Parameters(index = "0", paramLabel = "ORGANIZATION", description = "The organization's slug or id.")
    private String organization = "";

    /** Does the command's work about this organization as this actor; returns the exit code. */
    protected abstract int run(Work work, Actor actor, SeenOrganization seen) throws Exception;

    @Override
    protected final int run(Work work, Actor actor) throws Exception {
        return run(work, actor, Orgs.named(work, actor, organization));
    }
}
