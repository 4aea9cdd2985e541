package dev.tenon.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory;
import dev.tenon.testkit.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailAddressCommandTest {

    private static final String ANA = "ana@example.org";

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void register() {
        cli.anAccount(ANA);
    }

    @Test
    void mails_a_link_to_the_new_address_and_changes_nothing() {
        cli.input(Fixtures.PASSWORD + "\n");

        assertThat(change("ana@example.net").succeeded().err())
                .isEqualTo("A link goes to ana@example.net. Until it is used, the address stays as it is.\n");

        assertThat(queued()).contains("ana@example.net", "email-change");
        cli.run("users", "show", ANA).succeeded();
    }

    @Test
    void asks_for_the_password_of_the_person_even_the_operator() {
        cli.input("a wrong password\n");
        change("ana@example.net").refused(5);
        cli.input("");
        change("ana@example.net").refused(3);

        assertThat(queued()).doesNotContain("ana@example.net");
    }

    @Test
    void refuses_what_is_no_address_and_the_one_there_is() {
        cli.input(Fixtures.PASSWORD + "\n");

        change("ana").refused(3);
        change(ANA).refused(3);
    }

    private CliInMemory.Run change(String email) {
        return cli.run("email-address", "change", email, "--as", ANA, "--password-stdin");
    }

    private String queued() {
        return cli.run("emails", "list", "--all", "-o", "json").succeeded().out();
    }
}
