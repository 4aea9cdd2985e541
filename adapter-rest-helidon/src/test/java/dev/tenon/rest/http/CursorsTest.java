package dev.tenon.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.testkit.PlainSecrets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CursorsTest {

    private static final Position POSITION = new Position(
            Instant.parse("2026-11-22T14:00:00.123456Z"), UUID.fromString("01920000-0000-7000-8000-000000000001"));
    private static final Map<String, String> FILTER = Map.of("q", "ana");

    private final PlainSecrets secrets = new PlainSecrets();
    private final Cursors cursors = new Cursors(text -> secrets.pseudonym("http", text));
    private final String cursor = cursors.encode(POSITION, "/v1/users", FILTER, "user:1");

    @Test
    void a_cursor_goes_on_where_its_page_ended() {
        assertThat(cursors.decode(cursor, "/v1/users", FILTER, "user:1")).isEqualTo(POSITION);
        assertThat(cursor).matches("[A-Za-z0-9._~-]{1,1024}");
    }

    @Test
    void a_cursor_belongs_to_its_list_its_filters_and_its_caller() {
        refuses(cursor, "/v1/emails", FILTER, "user:1");
        refuses(cursor, "/v1/users", Map.of(), "user:1");
        refuses(cursor, "/v1/users", Map.of("q", "ben"), "user:1");
        refuses(cursor, "/v1/users", Map.of("q", "ana", "role", "admin"), "user:1");
        refuses(cursor, "/v1/users", FILTER, "user:2");
    }

    @Test
    void parts_do_not_run_into_each_other() {
        String other = cursors.encode(POSITION, "/v1/users", Map.of("a", "b2:cd"), "user:1");

        refuses(other, "/v1/users", Map.of("a", "b", "c", "d"), "user:1");
    }

    @Test
    void nobody_makes_one_up() {
        char last = cursor.charAt(cursor.length() - 1);
        String altered = cursor.substring(0, cursor.length() - 1) + (last == '0' ? '1' : '0');
        String moved = "A" + cursor.substring(1);

        for (String madeUp :
                new String[] {altered, moved, cursor + "0", "", ".", "x.y", cursor.substring(0, 10), "\u00e9.\u00e9"}) {
            refuses(madeUp, "/v1/users", FILTER, "user:1");
        }
    }

    private void refuses(String given, String path, Map<String, String> filter, String caller) {
        assertThatThrownBy(() -> cursors.decode(given, path, filter, caller))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code().code()).isEqualTo("request-cursor-invalid"));
    }
}
