package dev.tenon.cli;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What commands have in common: they open the surroundings, do one thing by the driving ports, and close them. A refusal
 * passes through, and becomes words and an exit code in {@link Failures}.
 */
public abstract class TenonCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    /** Does the command's work; returns the exit code. */
    protected abstract int run(Work work) throws Exception;

    /** Stops if the command cannot do its work, as far as can be seen before anything is opened. */
    protected void check() throws Exception {}

    /** Further settings that this command's flags choose, by their kebab-case names. */
    protected Map<String, String> flags() {
        return Map.of();
    }

    @Override
    public final Integer call() throws Exception {
        RootCommand root = (RootCommand) Objects.requireNonNull(spec).root().userObject();
        CommonOptions common = root.common();
        Map<String, String> settings = new LinkedHashMap<>(common.settings());
        settings.putAll(flags());
        Output output = common.output(root.terminal());
        check();
        try (Surroundings surroundings = root.opener().open(settings, output::say)) {
            return run(new Work(surroundings, output, root.terminal(), !common.quiet()));
        } finally {
            output.flush();
        }
    }

    /**
     * What a command works with.
     *
     * @param talkative whether progress may be shown
     */
    public record Work(Surroundings surroundings, Output output, Terminal terminal, boolean talkative) {

        /** Tenon itself. */
        public Tenon tenon() {
            return surroundings.tenon();
        }

        /** The machine's operator. */
        public Actor operator() {
            return Actor.operator(surroundings.login());
        }

        /** The person with this address or id, in whose name the operator acts. */
        public Actor as(String name) {
            String email = name.indexOf('@') >= 0
                    ? name
                    : tenon().accounts().get(operator(), userId(name)).email().value();
            return tenon().sessions().actingAs(operator(), email);
        }

        /** The id of an organization that was given, if one was. */
        public static @Nullable OrganizationId organizationId(@Nullable String id) {
            return id == null
                    ? null
                    : OrganizationId.parse(id)
                            .orElseThrow(() -> new Stopped(
                                    Kind.MALFORMED, "Name the organization by its id; \"" + id + "\" is none."));
        }

        /** A text that may be left alone, set, or taken away by an empty one. */
        public static Patched<String> patched(@Nullable String text) {
            return text == null ? Patched.absent() : Patched.to(text.isEmpty() ? null : text);
        }

        /** The id that was given where a person can be named by address or id. */
        public static UserId userId(String name) {
            return UserId.parse(name)
                    .orElseThrow(() -> new Stopped(
                            Kind.MALFORMED, "Name a person by e-mail address or id; \"" + name + "\" is neither."));
        }
    }
}
