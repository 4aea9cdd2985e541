package dev.tenon.core.usecases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.ScriptedProviders;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever changes anything writes a row of the audit trail in that very commit. Every method of every driving port is carried
 * out here once, on a whole Tenon in memory, which tells what each commit changed.
 */
class AuditedUseCasesTest {

    private static final String TRAIL = "audit_logs";

    /** What no driving port is: its parts are carried out by whoever runs Tenon. */
    private static final Set<String> NO_PORTS = Set.of("jobs", "measures");

    /** Every use case; a capability has a class of them here. */
    static Stream<UseCase> useCases() {
        return Stream.of(
                        AccountUseCases.all(),
                        SignInUseCases.all(),
                        PasskeyAndSocialUseCases.all(),
                        AccessUseCases.all(),
                        ApiKeyUseCases.all(),
                        InvitationUseCases.all(),
                        OrganizationUseCases.all(),
                        BillingUseCases.all(),
                        DocumentUseCases.all(),
                        PlanUseCases.all(),
                        FlagUseCases.all(),
                        NotificationUseCases.all(),
                        WebhookUseCases.all(),
                        SupportUseCases.all(),
                        InvoiceUseCases.all(),
                        PaymentUseCases.all(),
                        OperationUseCases.all())
                .flatMap(List::stream);
    }

    @Test
    void U1_every_method_of_every_driving_port_is_carried_out_here() {
        Set<String> methods = new TreeSet<>();
        for (Method port : Tenon.class.getMethods()) {
            if (!NO_PORTS.contains(port.getName())) {
                Stream.of(port.getReturnType().getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .forEach(method -> methods.add(port.getName() + "." + method.getName()));
            }
        }
        List<String> known = useCases().map(UseCase::name).toList();

        assertThat(known).doesNotHaveDuplicates();
        assertThat(methods)
                .as("Take out of dev.tenon.core.usecases what is there no more")
                .containsAll(known);
        methods.removeAll(known);
        assertThat(methods)
                .as("Say of each of these methods what it does: in the class of its capability in"
                        + " dev.tenon.core.usecases add reads(\"port.method\", house -> ...) if it changes nothing, or"
                        + " changes(\"port.method\", house -> ...) if it changes something, with a scenario that really"
                        + " carries it out. A new class belongs into useCases().")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void U1_whatever_changes_something_writes_a_row_in_that_commit(UseCase useCase) {
        TenonInMemory house = new TenonInMemory(new ScriptedProviders("google", "acme"));
        house.anAdmin("root@example.org");
        Runnable call = useCase.scenario().in(house);

        List<Set<String>> commits = house.storage.commitsOf(call);

        assertThat(commits.stream().filter(changed -> !isExcused(changed, useCase)))
                .as(
                        "%s changed these tables in a commit without a row of the audit trail: call change.audit(...) in it,"
                                + " or, if they are about the traffic and not about things, name them at the end of its use"
                                + " case here",
                        useCase)
                .isEmpty();
        assertThat(commits.stream().anyMatch(changed -> changed.contains(TRAIL)))
                .as(
                        useCase.writesRow()
                                ? "%s is said to change something, but the audit trail tells of nothing"
                                : "%s is said to change nothing, but the audit trail tells of something",
                        useCase)
                .isEqualTo(useCase.writesRow());
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void U4_no_row_tells_a_secret_or_anything_about_a_person(UseCase useCase) {
        TenonInMemory house = new TenonInMemory(new ScriptedProviders("google", "acme"));
        house.anAdmin("root@example.org");
        useCase.scenario().in(house).run();

        AuditFilter all = AuditFilter.all();
        assertThat(house.tenon
                        .auditTrail()
                        .list(house.operator, all, PageRequest.first(200))
                        .items())
                .extracting(row -> row.entry().toString())
                .allSatisfy(entry -> assertThat(entry)
                        .doesNotContainIgnoringCase(
                                "@example.org",
                                "Ana Lima",
                                "a.txt",
                                "b.txt",
                                "tablet",
                                "a harbour full",
                                Fixtures.PASSWORD)
                        .doesNotContainPattern("tn[a-z]_[0-9A-Za-z]{30}"));
    }

    /** The tables that a use case is excused for are those that it really changes: nobody is excused for nothing. */
    @ParameterizedTest
    @MethodSource("useCases")
    void excuses_no_more_than_what_is_changed(UseCase useCase) {
        TenonInMemory house = new TenonInMemory(new ScriptedProviders("google", "acme"));
        house.anAdmin("root@example.org");
        Runnable call = useCase.scenario().in(house);

        Set<String> silent = new TreeSet<>();
        house.storage.commitsOf(call).stream()
                .filter(changed -> !changed.contains(TRAIL))
                .forEach(silent::addAll);

        assertThat(silent).containsAll(useCase.unaudited());
    }

    private static boolean isExcused(Set<String> changed, UseCase useCase) {
        return changed.contains(TRAIL) || useCase.unaudited().containsAll(changed);
    }
}
