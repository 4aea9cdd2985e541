package dev.tenon.cli.access;

import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RoleId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a role counts: in the installation, or inside one organization. */
final class InOrganization {

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "The organization that is meant, instead of the installation.")
    private @Nullable String organization;

    /** The organization; {@code null} for the installation. */
    @Nullable
    OrganizationId id() {
        return Work.organizationId(organization);
    }

    /** The role that a name, or an id, names there. */
    Role role(Work work, Actor actor, String name) {
        Optional<RoleId> id = RoleId.parse(name);
        return id.isPresent()
                ? work.tenon().roles().get(actor, id.get())
                : work.tenon().roles().named(actor, id(), name);
    }
}
