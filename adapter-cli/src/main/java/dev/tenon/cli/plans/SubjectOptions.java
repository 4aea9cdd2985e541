package dev.tenon.cli.plans;

import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.cli.accounts.Users;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.SubjectId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A person or an organization. */
final class SubjectOptions {

    @Option(names = "--user", paramLabel = "USER", description = "The person (e-mail address or id).")
    private @Nullable String user;

    @Option(names = "--organization", paramLabel = "ID", description = "The organization, instead of a person.")
    private @Nullable String organization;

    /** Stops unless one of them is given. */
    void checkGiven() {
        checkOneAtMost();
        if (user == null && organization == null) {
            throw new Stopped(Kind.MALFORMED, "Give --user or --organization.");
        }
    }

    /** Stops if both are given. */
    void checkOneAtMost() {
        if (user != null && organization != null) {
            throw new Stopped(Kind.MALFORMED, "Give --user or --organization, not both.");
        }
    }

    /** Who is meant; {@code null} for nobody in particular. */
    @Nullable
    SubjectId optional(Work work, Actor actor) {
        return user == null
                ? Work.organizationId(organization)
                : Users.named(work, actor, user).id();
    }

    /** Who is meant; whoever asks, if nobody else is named. */
    SubjectId orWhoeverAsks(Work work, Actor actor) {
        SubjectId named = optional(work, actor);
        return named != null
                ? named
                : actor.person()
                        .orElseThrow(() -> new Stopped(
                                Kind.MALFORMED, "Give --user or --organization, or say who asks with --as."));
    }

    /** Who is meant. */
    SubjectId required(Work work, Actor actor) {
        return Objects.requireNonNull(optional(work, actor));
    }
}
