package dev.tenon.cli.audit;

import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.cli.accounts.Users;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose usage to look at: that of the person who asks, or everyone's if that is the operator, unless one is named. */
final class Whose {

    @Option(names = "--user", paramLabel = "USER", description = "Only what this person used (e-mail address or id).")
    private @Nullable String user;

    UsageFilter filter(Work work, Actor actor) {
        @Nullable
        UserId person =
                user == null ? actor.userId() : Users.named(work, actor, user).id();
        return new UsageFilter(person, null, null, null, null);
    }

    /** For people: whose it is. */
    String words(Work work, Actor actor) {
        if (user != null) {
            return Users.named(work, actor, user).email().value();
        }
        @Nullable UserId self = actor.userId();
        return self == null
                ? "Everyone"
                : work.tenon().accounts().get(actor, self).email().value();
    }
}
