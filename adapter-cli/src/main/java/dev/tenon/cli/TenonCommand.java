package dev.tenon.cli;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.kernel.Actor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What commands have in common: they open the surroundings, do one thing by the driving ports, and close them. A refusal
 * passes through, and becomes words and an exit code in {@link TenonCli}.
 */
public abstract class TenonCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** Does the command's work. */
    protected abstract int run(Work work) throws Exception;

    /** Further settings that this command's flags choose, by their kebab-case names. */
    protected Map<String, String> flags() {
        return Map.of();
    }

    @Override
    public final Integer call() throws Exception {
        CommandSpec itself = Objects.requireNonNull(spec);
        RootCommand root = (RootCommand) itself.root().userObject();
        Map<String, String> settings = new LinkedHashMap<>(common.settings());
        settings.putAll(flags());
        Output output = common.output(root.terminal());
        try (Surroundings surroundings = root.opener().open(settings, output::say)) {
            return run(new Work(surroundings, output, root.terminal(), !common.quiet()));
        }
    }

    final boolean verbose() {
        return common.verbose();
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

        /** The person with this address, in whose name the operator acts. */
        public Actor as(String email) {
            return tenon().sessions().actingAs(operator(), email);
        }
    }
}
