package dev.tenon.jdbi.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the database with the seed that it implements, and with what docs/schema.md says about both. */
class SchemaTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Path DOCUMENT = Path.of("..", "docs", "schema.md");
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("^\\s+(\\w+) ([A-Z]+(?:\\([^)]*\\))?)");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)\\.(\\w+)` \\|", Pattern.MULTILINE);

    @Test
    void has_every_table_of_the_seed() throws Exception {
        Map<String, Map<String, String>> seed = seed();

        assertThat(seed).hasSize(30);
        assertThat(columns().keySet()).containsAll(seed.keySet());
    }

    @Test
    void has_every_column_of_the_seed_as_the_seed_says_or_tells_why_not() throws Exception {
        Map<String, Map<String, String>> actual = columns();
        TreeSet<String> deviations = new TreeSet<>();

        seed().forEach((table, columns) -> columns.forEach((column, type) -> {
            String now = actual.get(table).get(column);
            if (now == null || !now.equals(type)) {
                deviations.add(table + "." + column);
            }
        }));

        assertThat(explained()).containsAll(deviations);
    }

    @Test
    void tells_only_of_columns_that_the_seed_has() throws Exception {
        Map<String, Map<String, String>> seed = seed();

        assertThat(explained()).isNotEmpty().allSatisfy(name -> {
            String table = name.substring(0, name.indexOf('.'));
            assertThat(seed).containsKey(table);
            assertThat(seed.get(table)).containsKey(name.substring(table.length() + 1));
        });
    }

    @Test
    void documents_every_table_and_only_tables_that_there_are() throws Exception {
        List<String> described = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(described)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(columns().keySet());
    }

    @Test
    void says_in_the_database_what_every_table_is() throws SQLException {
        assertThat(strings("""
                SELECT relname FROM pg_class
                 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                   AND relname <> 'databasechangelog' AND obj_description(oid, 'pg_class') IS NULL""")).isEmpty();
    }

    @Test
    void has_an_index_for_every_foreign_key() throws SQLException {
        assertThat(strings("""
                SELECT k.conrelid::regclass || ': ' || k.conname
                  FROM pg_constraint k
                  JOIN pg_class t ON t.oid = k.conrelid AND NOT t.relispartition
                 WHERE k.contype = 'f'
                   AND NOT EXISTS (
                       SELECT 1
                         FROM pg_index i
                         LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                        WHERE i.indrelid = k.conrelid
                          AND i.indisvalid
                          AND (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey
                          -- A lookup of the key implies that it is there, so such a partial index serves it too.
                          AND (i.indpred IS NULL
                               OR pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))""")).isEmpty();
    }

    @Test
    void has_no_two_equal_indexes() throws SQLException {
        assertThat(strings("""
                SELECT string_agg(indexrelid::regclass::text, ', ')
                  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid AND NOT t.relispartition
                 WHERE t.relnamespace = 'public'::regnamespace
                 GROUP BY indrelid, indkey::text, indoption::text, indclass::text, coalesce(indpred::text, ''),
                          coalesce(pg_get_expr(indexprs, indrelid), '')
                HAVING count(*) > 1""")).isEmpty();
    }

    @Test
    void keeps_times_with_their_zone() throws SQLException {
        assertThat(strings("""
                SELECT table_name || '.' || column_name FROM information_schema.columns
                 WHERE table_schema = 'public' AND data_type LIKE 'timestamp without%'
                   AND table_name <> 'databasechangelog'""")).isEmpty();
    }

    @Test
    void names_every_constraint_after_its_table() throws SQLException {
        assertThat(strings("""
                SELECT conname FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid AND NOT t.relispartition
                 WHERE t.relnamespace = 'public'::regnamespace AND k.contype <> 'n'
                   AND t.relname <> 'databasechangelog' AND NOT starts_with(conname, relname || '_')"""))
                .as("Only those that the seed names differently")
                .containsExactlyInAnyOrder(
                        "chk_email_format", "chk_file_size", "unique_provider_user_id", "unique_user_setting");
    }

    @Test
    void P2_refuses_rows_of_an_erased_person_wherever_a_person_has_rows() throws SQLException {
        assertThat(strings("""
                SELECT c.conrelid::regclass::text
                  FROM pg_constraint c
                  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                 WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass AND c.conparentid = 0 AND a.attname = 'user_id'
                   AND NOT EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                                    WHERE t.tgrelid = c.conrelid AND p.proname = 'tenon_refuse_rows_of_the_erased')
                 ORDER BY 1""")).containsExactly("audit_logs", "billing", "import_rows");
        assertThat(strings("""
                SELECT t.tgrelid::regclass || ': ' || t.tgname || ' by ' || p.proname
                  FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                 WHERE p.proname IN ('tenon_refuse_mails_to_nobody', 'tenon_forget_whose_mails')"""))
                .as("Mails have no foreign key: for each of them it would look the person up")
                .containsExactlyInAnyOrder(
                        "email_queue: email_queue_not_of_the_erased by tenon_refuse_mails_to_nobody",
                        "users: users_mails_stay by tenon_forget_whose_mails");
        assertThat(strings("SELECT indexdef FROM pg_indexes WHERE indexname = 'email_queue_people_idx'"))
                .as("So that whose mails they are is found when a person goes")
                .singleElement()
                .asString()
                .contains("(user_id, id)");
    }

    @Test
    void has_version_7_ids_in_its_seeds() throws SQLException {
        assertThat(strings("""
                SELECT id FROM (SELECT id FROM login_methods UNION ALL SELECT role_id FROM roles
                                UNION ALL SELECT id FROM plans UNION ALL SELECT id FROM features
                                UNION ALL SELECT id FROM plan_features) AS seeds (id)
                 WHERE id::text NOT LIKE '01920000-0000-7000-8000-%'""")).isEmpty();
        assertThat(strings("SELECT method_name FROM login_methods ORDER BY id"))
                .containsExactly("email", "google", "github", "facebook", "passkey");
        assertThat(strings("SELECT role_name FROM roles WHERE built_in ORDER BY role_id"))
                .containsExactly("admin", "support", "member");
    }

    @Test
    void A10_seeds_no_account() throws SQLException {
        assertThat(strings("SELECT count(*)::text FROM users")).containsExactly("0");
    }

    @Test
    void seeds_the_plans_with_their_limits_and_features() throws SQLException {
        assertThat(strings("""
                SELECT concat_ws(' ', p.name, p.price, p.currency, coalesce(p.max_documents::text, 'any'), p.max_storage,
                                 coalesce(p.max_seats::text, 'any'), count(f.id), max(f.limit_value))
                  FROM plans p LEFT JOIN plan_features f ON f.plan_id = p.id
                 GROUP BY p.id ORDER BY p.price"""))
                .containsExactly(
                        "Free 0.000 USD 100 1.00 1 2 26214400",
                        "Standard 12.000 USD 2000 50.00 5 5 1073741824",
                        "Premium 49.000 USD any 1000.00 any 8 5368709120");
    }

    /** Columns of each table of the seed, with their types in one spelling. */
    private static Map<String, Map<String, String>> seed() throws IOException {
        try (InputStream file = SchemaTest.class.getResourceAsStream("/seed-schema.md")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Map<String, String>> tables = new LinkedHashMap<>();
            for (MatchResult table : TABLE.matcher(text).results().toList()) {
                Map<String, String> columns = new LinkedHashMap<>();
                for (String line : table.group(2).lines().toList()) {
                    COLUMN.matcher(line)
                            .results()
                            .filter(column -> !List.of("CONSTRAINT", "UNIQUE").contains(column.group(1)))
                            .forEach(column -> columns.put(column.group(1), spelled(column.group(2))));
                }
                tables.put(table.group(1), columns);
            }
            return tables;
        }
    }

    /** The seed's types as PostgreSQL spells them; times of the seed have a zone everywhere. */
    private static String spelled(String type) {
        return type.toLowerCase(Locale.ROOT)
                .replace("varchar", "character varying")
                .replace("decimal", "numeric")
                .replace(", ", ",")
                .replaceFirst("^timestamp(tz)?$", "timestamp with time zone")
                .replaceFirst("^(int|serial)$", "integer");
    }

    private static Map<String, Map<String, String>> columns() throws SQLException {
        Map<String, Map<String, String>> tables = new HashMap<>();
        for (String column : strings("""
                SELECT t.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                  FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
                 WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
                   AND t.relname <> 'databasechangelog'""")) {
            String[] words = column.split(" ", 3);
            tables.computeIfAbsent(words[0], table -> new HashMap<>()).put(words[1], words[2]);
        }
        return tables;
    }

    /** The seed's columns that docs/schema.md has a row for. */
    private static List<String> explained() throws IOException {
        return ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1) + "." + row.group(2))
                .collect(Collectors.toList());
    }

    private static List<String> strings(String sql) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (row.next()) {
                strings.add(row.getString(1));
            }
            return strings;
        }
    }
}
