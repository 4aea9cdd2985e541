package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory.Run;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagingTest {

    private static final int ACCOUNTS = 450;

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void register() {
        for (int number = 0; number < ACCOUNTS; number++) {
            cli.anAccount("user" + number + "@example.org");
        }
    }

    @Test
    void prints_fifty_and_says_that_there_is_more() {
        Run run = cli.run("users", "list", "-o", "jsonl");

        assertThat(run.succeeded().lines()).hasSize(50);
        assertThat(run.err()).isEqualTo("There is more. Raise --limit, or add --all.\n");
    }

    @Test
    void prints_as_many_as_asked_for_over_any_number_of_pages() {
        assertThat(cli.run("users", "list", "--limit=3", "-q", "-o=jsonl")
                        .silent()
                        .lines())
                .hasSize(3);
        assertThat(cli.run("users", "list", "--limit=401", "-q", "-o=jsonl")
                        .silent()
                        .lines())
                .hasSize(401)
                .doesNotHaveDuplicates();
        assertThat(cli.run("users", "list", "--limit=450", "-o=jsonl").silent().lines())
                .hasSize(ACCOUNTS);
    }

    @Test
    void pages_through_all() {
        Run run = cli.run("users", "list", "--all", "-o", "jsonl");

        List<String> lines = run.silent().lines();
        assertThat(lines).hasSize(ACCOUNTS).doesNotHaveDuplicates();
        assertThat(cli.run("users", "list", "--all", "-o", "json").silent().json())
                .hasSize(ACCOUNTS);
    }

    @Test
    void prints_long_tables_in_parts_with_a_head_each() {
        List<String> lines = cli.run("users", "list", "--all").silent().lines();

        assertThat(lines.stream().filter(line -> line.startsWith("Id "))).hasSize(3);
        assertThat(lines.stream().filter(line -> line.contains("@example.org"))).hasSize(ACCOUNTS);
    }

    @Test
    void refuses_a_limit_below_one() {
        Run run = cli.run("users", "list", "--limit", "0");

        run.refused(2);
        assertThat(run.err()).isEqualTo("error: --limit takes a number from 1 on, not 0.\n");
    }
}
