package dev.tenon.rest.operation;

import static dev.tenon.rest.http.Route.Caller.OPERATOR;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The document that this server is written after. */
final class OpenApiRoutes {

    private static final String MEDIA_TYPE = "application/yaml";

    private final byte[] document = read();

    void routing(RouteTable routes) {
        routes.add(get("/openapi", OPERATOR, call -> Answer.bytes(200, MEDIA_TYPE, document))
                .answering(MEDIA_TYPE)
                .load(Load.FREE));
    }

    private static byte[] read() {
        try (InputStream in = OpenApiRoutes.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
