package dev.tenon.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.PasskeyAnswer;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.Passkeys.Begun;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.SoftwareAuthenticator;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasskeysCommandTest {

    private static final String ANA = "ana@example.org";

    private final CliInMemory cli = new CliInMemory();
    private Passkey phone;

    @BeforeEach
    void register() {
        Account account = cli.anAccount(ANA);
        cli.anAccount("ben@example.org");
        Actor ana = Actor.person(account.id(), null, Set.of(), RequestOrigin.inProcess());
        Passkeys passkeys = cli.tenon.passkeys();
        Begun begun = passkeys.startRegistration(ana, Fixtures.PASSWORD);
        String credential = new SoftwareAuthenticator("tenon.example.org")
                .register(begun.options().text());
        phone = passkeys.register(ana, new PasskeyAnswer(begun.ceremony(), JsonText.of(credential)), "phone");
    }

    @Test
    void lists_a_persons_passkeys_to_the_person_and_to_the_operator() {
        JsonNode own =
                cli.run("passkeys", "list", "--as", ANA, "-o", "json").silent().json();
        JsonNode somebodys =
                cli.run("users", "passkeys", ANA, "-o", "json").silent().json();

        assertThat(own).isEqualTo(somebodys);
        assertThat(own.get(0).get("name").asText()).isEqualTo("phone");
        assertThat(own.toString()).doesNotContain("ublicKey", "credential");
        assertThat(cli.run("passkeys", "list", "--as", "ben@example.org", "-o", "json")
                        .json())
                .isEmpty();
    }

    @Test
    void calls_one_otherwise() {
        JsonNode renamed = cli.run("passkeys", "rename", id(), "old phone", "--as", ANA, "-o", "json")
                .silent()
                .json();

        assertThat(renamed.get("name").asText()).isEqualTo("old phone");
        cli.run("passkeys", "rename", id(), "mine", "--as", "ben@example.org").refused(6);
        cli.run("passkeys", "rename", id(), "", "--as", ANA).refused(3);
    }

    @Test
    void removes_one_when_the_person_proves_it() {
        remove(id(), "another long password").refused(5);
        remove("phone", Fixtures.PASSWORD).refused(6);

        assertThat(remove(id(), Fixtures.PASSWORD).succeeded().err()).endsWith("It is removed.\n");

        remove(id(), Fixtures.PASSWORD).refused(6);
    }

    private Run remove(String passkey, String password) {
        return cli.input(password + "\n").run("passkeys", "remove", passkey, "--as", ANA, "--yes", "--password-stdin");
    }

    @Test
    void removes_one_from_somebody_who_lost_the_device() {
        cli.run("users", "remove-passkey", ANA, id()).refused(2);
        cli.run("users", "remove-passkey", "ben@example.org", id(), "--yes").refused(6);

        cli.run("users", "remove-passkey", ANA, id(), "--yes").succeeded();

        assertThat(cli.run("users", "passkeys", ANA, "-o", "json").json()).isEmpty();
    }

    private String id() {
        return phone.id().toString();
    }
}
