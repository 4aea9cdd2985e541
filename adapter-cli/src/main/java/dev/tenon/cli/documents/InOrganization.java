package dev.tenon.cli.documents;

import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose documents are meant. */
final class InOrganization {

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "The organization whose it is (default: the person's own).")
    private @Nullable String organization;

    @Nullable
    OrganizationId organization() {
        return Work.organizationId(organization);
    }
}
