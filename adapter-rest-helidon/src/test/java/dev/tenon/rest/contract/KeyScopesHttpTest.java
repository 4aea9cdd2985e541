package dev.tenon.rest.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tenon.ports.access.Role;
import dev.tenon.rest.contract.Installation.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What an API key may do at every operation of the document: what its scope is for, and else nothing. */
class KeyScopesHttpTest extends HttpTest {

    private static final String OWN_KEY = "/v1/api-keys";

    private final ApiDocument document = ApiDocument.served();
    private int people;

    @TestFactory
    Stream<DynamicTest> S5_a_key_with_the_scope_of_an_operation_is_let_in() {
        return each(operation -> scope(operation).isPresent(), operation -> {
            String scope = scope(operation).orElseThrow();
            ValidatingClient program = key(owner(operation), Map.of("scopes", List.of(scope)));

            assertThat(program.example(operation).send().text()).doesNotContain("permission " + scope);
        });
    }

    @TestFactory
    Stream<DynamicTest> S5_a_key_with_every_scope_but_that_of_an_operation_is_refused() {
        return each(operation -> scope(operation).isPresent(), operation -> {
            ValidatingClient program = key(
                    owner(operation), Map.of("scopes", allBut(scope(operation).orElseThrow())));

            Answer answer = program.example(operation).send();

            // What others' things are about is refused as if there were none.
            assertThat(answer.status()).as(answer.text()).isIn(403, 404);
        });
    }

    @TestFactory
    Stream<DynamicTest> S5_a_key_that_may_everything_does_nothing_that_belongs_to_a_person_alone() {
        return each(KeyScopesHttpTest::isForPersonsAlone, operation -> {
            ValidatingClient program = key(Role.MEMBER, Map.of("permissions", "admin"));

            Answer answer = program.example(operation).send();

            assertThat(answer.status()).as(answer.text()).isBetween(402, 499);
            assertThat(answer.header("Set-Cookie")).isEmpty();
        });
    }

    private static boolean isForPersonsAlone(ApiOperation operation) {
        boolean isOwn =
                operation.path().startsWith("/v1/me") || operation.path().startsWith("/v1/sessions");
        return operation.needsToken() && isOwn && scope(operation).isEmpty();
    }

    /** The scope that a key needs, where the whole operation needs one; that of looking after its own is none. */
    private static Optional<String> scope(ApiOperation operation) {
        return operation.permission().or(operation::scope);
    }

    private List<String> allBut(String scope) {
        return document.operations().stream()
                .flatMap(operation -> scope(operation).stream())
                .distinct()
                .filter(each -> !each.equals(scope))
                .sorted()
                .toList();
    }

    /** An administrator may what a scope is for in other ways too, where it is about one's own things. */
    private static String owner(ApiOperation operation) {
        return operation.scope().isPresent() ? Role.MEMBER : Role.ADMIN;
    }

    private ValidatingClient key(String role, Map<String, ?> wanted) {
        Person owner = tenon().person("owner" + ++people + "@example.org", Set.of(role));
        return http().as(owner.http().post(OWN_KEY).json(wanted).expect(201).at("/key"));
    }

    private Stream<DynamicTest> each(Predicate<ApiOperation> which, Consumer<ApiOperation> test) {
        List<ApiOperation> chosen = document.operations().stream().filter(which).toList();
        assertThat(chosen).isNotEmpty();
        return chosen.stream().map(operation -> dynamicTest(operation.route(), () -> test.accept(operation)));
    }
}
