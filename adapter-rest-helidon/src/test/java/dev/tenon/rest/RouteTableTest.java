package dev.tenon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.ApiDocument;
import dev.tenon.rest.contract.ApiOperation;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.http.HttpMetrics;
import dev.tenon.rest.http.OpenStreams;
import dev.tenon.rest.http.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest extends HttpTest {

    @Test
    void the_routes_of_the_server_are_the_operations_of_the_document() {
        List<String> described = ApiDocument.served().operations().stream()
                // Every GET answers HEAD too; the document names those that are worth asking for.
                .filter(operation -> !operation.method().equals("HEAD"))
                .map(ApiOperation::route)
                .toList();

        List<String> routes = TenonRest.routes(
                        tenon().tenon(),
                        tenon().settings(),
                        new HttpMetrics("test", List.of(), List.of()),
                        () -> true,
                        new OpenStreams())
                .all()
                .stream()
                .map(Route::operation)
                .toList();

        assertThat(routes).containsExactlyInAnyOrderElementsOf(described);
    }
}
