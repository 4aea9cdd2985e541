package dev.tenon.rest.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.rest.TrustedProxies;
import dev.tenon.rest.contract.AuthorizationWorld.Caller;
import dev.tenon.testkit.ScriptedProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the document, asked by everybody there is: the table in {@code docs/authorization.md} says what each is
 * answered, and is what the server does. An operation that comes without a row of its own fails here.
 */
class AuthorizationMatrixHttpTest {

    private static final Path TABLE = Path.of("../docs/authorization.md");

    /** Operations whose answer depends on whose things the query asks for. */
    private static final List<String> WITH_QUERY = List.of(
            "GET /v1/roles?organizationId={organization}",
            "GET /v1/users/{id}/roles?organizationId={organization}",
            "GET /v1/api-keys?organizationId={organization}",
            "GET /v1/api-keys?userId={id}",
            "GET /v1/api-keys?of=everyone",
            "GET /v1/webhooks?organizationId={organization}",
            "GET /v1/organizations?all=true",
            "GET /v1/quota?organizationId={organization}",
            "GET /v1/subscriptions?organizationId={organization}",
            "GET /v1/subscriptions?all=true",
            "GET /v1/trials?organizationId={organization}",
            "GET /v1/trials?all=true",
            "GET /v1/usage-logs?userId={id}");

    /** Asked for without an account by design: what they answer is told by their own tests. */
    private static final List<String> OPERATION = List.of("/health/", "/metrics", "/openapi", "/problems/");

    private static final List<String> FOR_EVERYBODY = List.of("/v1/login-methods/{name}", "/v1/test-clock");

    private static final int ASKED_OF_ONE = 140;

    private final ApiDocument document = ApiDocument.served();
    private Installation installation = start();
    private int asked;

    private record Row(String request, List<String> expected) {}

    @Test
    void C1_every_operation_has_a_row_and_every_row_an_operation() throws IOException {
        List<String> listed = rows().stream().map(Row::request).toList();

        assertThat(listed)
                .as("docs/authorization.md: the test below prints the row of an operation that is new")
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(requests().toList());
    }

    @TestFactory
    Stream<DynamicTest> C1_everybody_is_answered_as_the_table_says() throws IOException {
        Map<String, Row> listed = rows().stream().collect(Collectors.toMap(Row::request, Function.identity()));
        return requests()
                .map(request -> dynamicTest(request, () -> {
                    List<String> answered = answered(request);

                    assertThat(row(request, answered))
                            .as("The row of docs/authorization.md")
                            .isEqualTo(
                                    listed.containsKey(request)
                                            ? row(request, listed.get(request).expected())
                                            : "no row");
                }));
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    /** Nobody signs in at one installation more often than its throttle lets them. */
    private Installation installation() {
        if (++asked % ASKED_OF_ONE == 0) {
            installation.close();
            installation = start();
        }
        return installation;
    }

    private static Installation start() {
        return Installation.start(new ScriptedProviders("google"), TrustedProxies.NONE, RateLimitPolicy.standard());
    }

    private Stream<String> requests() {
        Stream<String> operations = document.operations().stream()
                .filter(operation -> OPERATION.stream().noneMatch(operation.path()::startsWith))
                .map(ApiOperation::route)
                // What changes something for everybody comes last.
                .sorted(Comparator.comparing(route -> FOR_EVERYBODY.stream().anyMatch(route::contains)));
        return Stream.concat(WITH_QUERY.stream(), operations);
    }

    /** What each caller is answered, in the order of the columns. */
    private List<String> answered(String request) {
        List<String> answered = new ArrayList<>();
        for (Caller caller : Caller.values()) {
            AuthorizationWorld world = new AuthorizationWorld(installation());
            Answer answer = world.ask(caller, operation(request), query(request), false);
            answered.add(Integer.toString(answer.status()));
            if (answer.status() == 404 && isForeign(caller, request)) {
                hidesWhatIsThere(world, caller, request, answer);
            }
        }
        return answered;
    }

    /** Whether it is somebody else's thing that the request is about. */
    private static boolean isForeign(Caller caller, String request) {
        boolean isOther = caller != Caller.OWNER && caller != Caller.ADMINISTRATOR;
        return isOther && request.contains("{") && !request.contains(" /v1/me/");
    }

    /** What a caller may not see is answered byte for byte as what there is not. */
    private void hidesWhatIsThere(AuthorizationWorld world, Caller caller, String request, Answer foreign) {
        Answer unknown = world.ask(caller, operation(request), query(request), true);

        assertThat(foreign.withoutRequestId())
                .as("%s as %s: a foreign id and an unknown one", request, caller)
                .isEqualTo(unknown.withoutRequestId());
    }

    private ApiOperation operation(String request) {
        String route = request.replaceFirst("\\?.*", "");
        return document.operations().stream()
                .filter(each -> each.route().equals(route))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not in the document: " + route));
    }

    private static String query(String request) {
        int at = request.indexOf('?');
        return at < 0 ? "" : request.substring(at + 1);
    }

    private static String row(String request, List<String> statuses) {
        return "| `" + request + "` | " + String.join(" | ", statuses) + " |";
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("| `")) {
                List<String> cells =
                        Stream.of(line.split("\\|")).map(String::strip).toList();
                rows.add(new Row(cells.get(1).replace("`", ""), cells.subList(2, cells.size())));
            }
        }
        assertThat(rows).allSatisfy(row -> assertThat(row.expected()).hasSize(Caller.values().length));
        assertThat(new TreeSet<>(
                        rows.stream().flatMap(row -> row.expected().stream()).toList()))
                .allMatch(status -> status.matches("[1-4]\\d\\d"));
        return rows;
    }
}
