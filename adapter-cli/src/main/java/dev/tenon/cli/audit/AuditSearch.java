package dev.tenon.cli.audit;

import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.cli.accounts.Users;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows of the trail a command is about. */
final class AuditSearch {

    @Option(names = "--user", paramLabel = "USER", description = "Only what this person did (e-mail address or id).")
    private @Nullable String user;

    @Option(
            names = "--impersonator",
            paramLabel = "USER",
            description = "Only what this person did in somebody else's name.")
    private @Nullable String impersonator;

    @Option(names = "--action", paramLabel = "ACTION", description = "Only what is named so, e.g. account.verified.")
    private @Nullable String action;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Only what was done to things of this table, e.g. documents.")
    private @Nullable String table;

    @Option(names = "--record", paramLabel = "ID", description = "Only what was done to the thing of this id.")
    private @Nullable String recordId;

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "Only what was done to things of the organization of this id.")
    private @Nullable String organization;

    @Option(names = "--from", paramLabel = "TIME", description = "From this day or instant on, in UTC.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before this day or instant, in UTC.")
    private @Nullable Instant to;

    /** What was asked for. */
    AuditFilter filter(Work work, Actor actor) {
        return new AuditFilter(
                id(work, actor, user),
                id(work, actor, impersonator),
                action,
                table,
                recordId,
                Work.organizationId(organization),
                from,
                to);
    }

    private static @Nullable UserId id(Work work, Actor actor, @Nullable String person) {
        return person == null ? null : Users.named(work, actor, person).id();
    }
}
