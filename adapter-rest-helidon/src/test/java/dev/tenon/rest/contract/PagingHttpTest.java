package dev.tenon.rest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Installation.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and their cursors. */
class PagingHttpTest extends HttpTest {

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
        IntStream.range(0, 10).forEach(index -> {
            // Every second pair of accounts is of one instant, so that the id decides between them.
            tenon().clock().advance(Duration.ofSeconds(index % 2));
            tenon().account("member" + index + "@example.org");
        });
    }

    @Test
    void pages_together_are_the_whole_list_once() {
        List<String> all = admin.http().get("/v1/users").expect(200).items("id");
        List<String> paged = new ArrayList<>();

        Answer page = admin.http().get("/v1/users").query("limit", 3).expect(200);
        paged.addAll(page.items("id"));
        while (page.header("Link").isPresent()) {
            String link = page.header("Link").orElseThrow();
            page = admin.http().follow(link.substring(1, link.indexOf('>'))).expect(200);
            assertThat(page.items("id")).hasSizeBetween(1, 3);
            paged.addAll(page.items("id"));
        }

        assertThat(paged).isEqualTo(all).hasSize(11);
        assertThat(page.json().path("next").isNull()).isTrue();
    }

    @Test
    void a_page_starts_where_the_one_before_ended_whatever_came_in_between() {
        Answer first = admin.http().get("/v1/users").query("limit", 4).expect(200);
        tenon().clock().advance(Duration.ofSeconds(1));
        tenon().account("newcomer@example.org");

        Answer second = admin.http()
                .get("/v1/users")
                .query("limit", 4)
                .query("cursor", first.at("/next"))
                .expect(200);

        assertThat(second.items("email"))
                .doesNotContain("newcomer@example.org")
                .doesNotContainAnyElementsOf(first.items("email"));
    }

    @Test
    void the_next_page_keeps_the_filter() {
        Answer first = admin.http()
                .get("/v1/users")
                .query("q", "member")
                .query("limit", 7)
                .expect(200);

        String link = first.header("Link").orElseThrow();
        Answer second =
                admin.http().follow(link.substring(1, link.indexOf('>'))).expect(200);

        assertThat(second.items("email")).hasSize(3).allMatch(email -> email.startsWith("member"));
    }

    @Test
    void a_cursor_belongs_to_its_filters() {
        String cursor = cursor(admin, "/v1/users");

        admin.http()
                .get("/v1/users")
                .query("status", "active")
                .query("cursor", cursor)
                .refused(400, "request-cursor-invalid");
    }

    @Test
    void a_cursor_belongs_to_its_list() {
        String cursor = cursor(admin, "/v1/users");

        admin.http().get("/v1/audit-logs").query("cursor", cursor).refused(400, "request-cursor-invalid");
    }

    @Test
    void a_cursor_belongs_to_its_caller() {
        Person support = tenon().person("support@example.org", Set.of("support"));
        String cursor = cursor(admin, "/v1/users");

        support.http().get("/v1/users").query("cursor", cursor).refused(400, "request-cursor-invalid");
    }

    @Test
    void a_cursor_may_come_with_another_limit() {
        String cursor = cursor(admin, "/v1/users");

        assertThat(admin.http()
                        .get("/v1/users")
                        .query("cursor", cursor)
                        .query("limit", 5)
                        .expect(200)
                        .items("id"))
                .hasSize(5);
    }

    @Test
    void a_cursor_that_was_changed_is_refused() {
        String cursor = cursor(admin, "/v1/users");

        for (int index = 0; index < cursor.length(); index += 7) {
            char other = cursor.charAt(index) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, index) + other + cursor.substring(index + 1);
            admin.http().get("/v1/users").query("cursor", changed).refused(400, "request-cursor-invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "next", "MTIz", "' OR 1=1", "../../", "1704067200.0.00000000-0000-0000-0000-000000000000"})
    void a_cursor_that_was_never_given_is_refused(String cursor) {
        admin.http().get("/v1/users").query("cursor", cursor).refused(400, "request-cursor-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "fifty", "1.5", "99999999999999999999", "0x10", "+5", "٥"})
    void a_limit_is_a_whole_number_from_1_to_200(String limit) {
        Answer answer = admin.http().get("/v1/users").query("limit", limit).refused(422, "request-invalid");

        assertThat(answer.pointers()).containsExactly("/limit");
    }

    @Test
    void a_parameter_comes_once_and_with_a_value() {
        admin.http().get("/v1/users?limit=1&limit=2").refused(422, "request-invalid");
        admin.http().get("/v1/users?q=").refused(422, "request-invalid");
    }

    private static String cursor(Person person, String path) {
        return person.http().get(path).query("limit", 2).expect(200).at("/next");
    }
}
