package dev.tenon.rest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.RefusalCatalogue;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.rest.problem.HttpProblem;
import dev.tenon.rest.problem.ProblemExplanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/http.md} says what the code says. */
class HttpGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "http.md");
    private static final Pattern ADDRESS = Pattern.compile("\\$T(/[\\w/$.-]*)(?:\\?([\\w=&$:.-]*))?");
    private static final Pattern METHOD = Pattern.compile("-X ([A-Z]+)");

    @Test
    void lists_every_problem_with_its_status_and_its_remedy() throws IOException {
        Map<String, ProblemExplanation> explanations = ProblemExplanation.all();
        List<String> expected = Stream.concat(
                        RefusalCatalogue.all().stream().map(RefusalCode::code),
                        Stream.of(HttpProblem.values()).map(HttpProblem::code))
                .map(explanations::get)
                .map(Objects::requireNonNull)
                .map(each ->
                        "| `%s` | %d | %s | %s |".formatted(each.code(), each.status(), each.title(), each.remedy()))
                .toList();

        List<String> listed = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(listed)
                .as("The rows of the table in docs/http.md:\n%s\n", String.join("\n", expected))
                .isEqualTo(expected);
    }

    @Test
    void every_example_is_an_operation_of_the_document_with_parameters_that_it_has() throws IOException {
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(15);

        for (String command : commands) {
            Matcher address = ADDRESS.matcher(command);
            assertThat(address.find()).as(command).isTrue();
            String path = address.group(1).replace("$ID", "01a2038e-7f00-7f19-a2d4-8c7b6a594837");
            ApiOperation operation = ApiDocument.served().at(path).stream()
                    .filter(each -> each.method().equals(methodOf(command)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Not described: " + command));

            String query = address.group(2);
            for (String parameter : query == null ? new String[0] : query.split("&")) {
                assertThat(operation.hasParameter("query", parameter.split("=", 2)[0]))
                        .as(command)
                        .isTrue();
            }
            boolean hasToken = command.contains("Authorization: Bearer");
            assertThat(hasToken).as(command).isEqualTo(operation.needsToken());
        }
    }

    @Test
    void every_json_body_of_an_example_fits_its_operation() throws IOException {
        Pattern body = Pattern.compile("-d ('([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\")");
        TreeSet<String> checked = new TreeSet<>();

        for (String command : commands()) {
            Matcher data = body.matcher(command);
            Matcher address = ADDRESS.matcher(command);
            if (!data.find() || !address.find()) {
                continue;
            }
            String text = data.group(2) == null ? data.group(3).replace("\\\"", "\"") : data.group(2);
            String path = address.group(1).replace("$ID", "01a2038e-7f00-7f19-a2d4-8c7b6a594837");
            ApiOperation operation = ApiDocument.served().at(path).stream()
                    .filter(each -> each.method().equals(methodOf(command)))
                    .findFirst()
                    .orElseThrow();
            assertThat(ApiDocument.served()
                            .violations(
                                    operation.node().at("/requestBody/content/application~1json/schema"),
                                    ValidatingClient.json(text)))
                    .as(command)
                    .isEmpty();
            checked.add(operation.id());
        }

        assertThat(checked).contains("register", "verifyEmail", "openSession", "createUser", "updateDocument");
    }

    /** The guide's curl commands, each on one line. */
    private static List<String> commands() throws IOException {
        String joined = Files.readString(GUIDE).replace("\\\n", " ");
        return joined.lines().filter(line -> line.contains("curl ")).toList();
    }

    private static String methodOf(String command) {
        Matcher method = METHOD.matcher(command);
        if (method.find()) {
            return method.group(1).toUpperCase(Locale.ROOT);
        }
        boolean sends = command.contains(" -d ") || command.contains(" -F ") || command.contains("--data-binary");
        return sends ? "POST" : "GET";
    }
}
