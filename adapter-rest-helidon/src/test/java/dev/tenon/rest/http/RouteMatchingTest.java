package dev.tenon.rest.http;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.rest.http.RouteTable.Match;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RouteMatchingTest {

    private final RouteTable routes = new RouteTable()
            .add(get("/v1/users", ANYBODY, call -> Answer.empty(200)))
            .add(get("/v1/users/{id}", ANYBODY, call -> Answer.empty(200)))
            .add(get("/v1/users/{id}/roles", ANYBODY, call -> Answer.empty(200)))
            .add(delete("/v1/users/{id}/roles/{roleId}", ANYBODY, call -> Answer.empty(204)))
            .add(get("/v1/users/stranger", ANYBODY, call -> Answer.empty(200)));

    @Test
    void finds_the_values_of_a_template() {
        Match match = Objects.requireNonNull(routes.match("/v1/users/7/roles/8"));

        assertThat(match.template()).isEqualTo("/v1/users/{id}/roles/{roleId}");
        assertThat(match.value("id")).isEqualTo("7");
        assertThat(match.value("roleId")).isEqualTo("8");
        assertThat(match.route("GET")).isNull();
        assertThat(match.allow()).isEqualTo("DELETE, OPTIONS");
    }

    @Test
    void a_word_goes_before_a_parameter() {
        assertThat(Objects.requireNonNull(routes.match("/v1/users/stranger")).template())
                .isEqualTo("/v1/users/stranger");
    }

    @Test
    void finds_nothing_elsewhere() {
        for (String path :
                new String[] {"", "v1", "/", "/v1", "/v1/", "/v1/users/", "/v1/users/7/", "/v1/users//roles"}) {
            assertThat(routes.match(path)).as(path).isNull();
        }
    }

    @Test
    void refuses_a_route_that_is_there() {
        assertThatThrownBy(() -> routes.add(get("/v1/users/{other}", ANYBODY, call -> Answer.empty(200))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Registered twice: GET /v1/users/{other}");
    }
}
