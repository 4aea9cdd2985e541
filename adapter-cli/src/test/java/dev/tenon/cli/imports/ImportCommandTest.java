package dev.tenon.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.testkit.PlainMailTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private static final Path FILES = Path.of("src", "test", "resources", "imports");
    private static final Pattern UNDO = Pattern.compile("tenon import undo (\\S+)");

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    private Path folder;

    private String written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void signIn(Tenon tenon, String email, String password) {
        Actor anonymous = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", "test"));
        tenon.sessions().open(anonymous, new Credentials(email, password));
    }

    /** The same storage behind real hashing. */
    private Tenon withRealHashing() {
        return TenonCore.builder()
                .storage(cli.storage)
                .passwords(new BcryptPasswords(4))
                .mailTemplates(new PlainMailTemplates())
                .clock(cli.clock)
                .build();
    }

    private Account account(String email) {
        return cli.storage.accounts().findByEmail(new EmailAddress(email)).orElseThrow();
    }

    private String hashOf(String email) {
        return cli.storage
                .accounts()
                .findByEmail(new EmailAddress(email))
                .flatMap(account -> cli.storage.accounts().passwordHash(account.id()))
                .orElseThrow();
    }

    @Test
    void people_of_a_keycloak_realm_sign_in_with_the_passwords_they_have() {
        Run run = cli.run(
                "import",
                "users",
                "--from",
                "keycloak",
                FILES.resolve("acme-realm.json").toString(),
                "-o",
                "jsonl");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Imported 37 of 38 people");
        assertThat(run.lines()).anyMatch(line -> line.contains("no-address"));
        assertThat(run.lines())
                .filteredOn(line -> line.contains("\"group\""))
                .as("users 1 to 3 are in the group staff")
                .hasSize(3);
        assertThat(run.err()).contains("Skipped: 1 no-address.").contains("3 group");
        Tenon tenon = withRealHashing();
        for (Map.Entry<String, String> each : Map.of(
                        "user1@acme.example", "acme-Passw0rd-1",
                        "user31@acme.example", "acme-Passw0rd-31",
                        "user34@acme.example", "acme-Passw0rd-34",
                        "zoe@acme.example", "pässwörd 日本語")
                .entrySet()) {
            String before = hashOf(each.getKey());
            signIn(tenon, each.getKey(), each.getValue());
            assertThat(hashOf(each.getKey())).as("made anew").isNotEqualTo(before);
            signIn(tenon, each.getKey(), each.getValue());
        }
        assertThatThrownBy(() -> signIn(tenon, "user10@acme.example", "acme-Passw0rd-10"))
                .as("disabled there, inactive here")
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> signIn(tenon, "user3@acme.example", "acme-Passw0rd-3"))
                .as("not verified there, not verified here")
                .isInstanceOf(Refusal.class);
        assertThat(hashOf("no-password@acme.example")).isEqualTo("!");
    }

    @Test
    void people_of_a_firebase_project_sign_in_with_the_passwords_they_have() {
        Run run = cli.run(
                "import",
                "users",
                "--from=firebase",
                FILES.resolve("firebase-users.json").toString(),
                "--firebase-parameters",
                FILES.resolve("firebase-parameters.json").toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Imported 5 of 5 people");
        signIn(withRealHashing(), "firebase0@example.com", "two space password");
        assertThat(cli.storage
                        .accounts()
                        .findByEmail(new EmailAddress("firebase4@example.com"))
                        .orElseThrow()
                        .status())
                .isEqualTo(AccountStatus.INACTIVE);
    }

    @Test
    void firebases_other_format_is_read_by_the_places_of_its_fields() throws IOException {
        String hash = "5RZZm9Jz7p/u+FGXMInlJtAYFmMBj6ioL1UOdWfsUknAFCnsPpnnKRLyXSUFwwKbM4lx7TdFclBsT16Z8uuumg==";
        String table = written("users.csv", """
                fb0,firebase0@example.com,true,%s,GGc/eCzFj6DM0g==,"Person, the first",,17,ana@example.org,,,18,,,,19,,,,20,ana@example.org,,,\
                1486324610000,1486324610001,,false,"{""roles"":[""editor""]}"
                fb1,firebase1@example.com,false,,,,,,,,,,,,,,,,,,,,,1486324610000,,,true
                fb2,,false,,,,,,,,,,,,,,,,,,,,,1486324610000,,+4930901820,
                """.formatted(hash));
        String parameters = FILES.resolve("firebase-parameters.json").toString();

        Run run = cli.run(
                "import",
                "users",
                "--from=firebase",
                table,
                "--firebase-parameters",
                parameters,
                "--create-roles",
                "-o",
                "jsonl");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("Imported 2 of 3 people");
        assertThat(run.lines()).hasSize(2);
        assertThat(run.out()).contains("no-address", "social-login");
        signIn(withRealHashing(), "firebase0@example.com", "two space password");
        Account first = account("firebase0@example.com");
        assertThat(first.userName()).isEqualTo("Person, the first");
        assertThat(first.createdAt()).hasToString("2017-02-05T19:56:50Z");
        assertThat(cli.storage.roles().rolesOf(first.id()))
                .extracting(Role::name)
                .containsExactly("editor", "member");
        assertThat(cli.storage.socialLogins().list(first.id()))
                .extracting(SocialLogin::method, SocialLogin::subject)
                .containsExactlyInAnyOrder(tuple("google", "17"), tuple("facebook", "18"), tuple("github", "20"));
        assertThat(account("firebase1@example.com").status()).isEqualTo(AccountStatus.INACTIVE);
    }

    @Test
    void a_table_that_is_not_firebases_is_not_taken_for_one() throws IOException {
        String table = written("people.csv", "email,first_name\nana@example.org,Ana\n");

        Run run = cli.run("import", "users", "--from=firebase", table);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("line 1 has 2 fields", "--from csv");
    }

    @Test
    void groups_and_roles_of_clients_are_said_to_stay_behind() throws IOException {
        String realm = written("realm.json", """
                {"users": [
                  {"id": "1", "email": "ana@example.org", "groups": ["/staff", "/staff/night"], "clientRoles": {"shop": ["seller"]}},
                  {"id": "2", "email": "ben@example.org", "groups": [], "clientRoles": {"account": ["view-profile"]}}]}
                """);

        Run run = cli.run("import", "users", "--from=keycloak", realm, "-o", "jsonl");

        assertThat(run.lines()).singleElement().asString().contains("ana@example.org", "\"role\"", "\"group\"");
        assertThat(run.err()).contains("Left behind by people who came: 1 role, 1 group.");
    }

    @Test
    void auth0_has_two_files_which_may_contradict_each_other() throws IOException {
        String hash = "$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2";
        String users = written("users.json", """
                {"user_id": "auth0|01", "email": "john@example.com", "given_name": "John", "email_verified": true}
                {"user_id": "google-oauth2|02", "email": "jane@example.com", "email_verified": true, "blocked": true}
                """);
        String hashes = written("hashes.json", """
                {"_id": {"$oid": "01"}, "email_verified": false, "passwordHash": "%s"}
                """.formatted(hash));

        Run run = cli.run("import", "users", "--from=auth0", users, "--passwords", hashes, "-o", "jsonl");

        assertThat(run.lines()).singleElement().asString().contains("verification-contradicted");
        assertThat(hashOf("john@example.com")).isEqualTo("{bcrypt}" + hash);
        assertThat(cli.storage
                        .accounts()
                        .findByEmail(new EmailAddress("jane@example.com"))
                        .orElseThrow()
                        .status())
                .isEqualTo(AccountStatus.BANNED);
    }

    @Test
    void supabase_users_without_a_password_have_none_here() throws IOException {
        String users = written("users.json", """
                [{"id": "1", "email": "ana@example.org", "encrypted_password": "", "email_confirmed_at": null,
                  "created_at": "2023-01-02 03:04:05.123+00",
                  "identities": [{"provider": "github", "provider_id": "77", "identity_data": {"sub": "77"}}]},
                 {"id": "2", "email": null, "is_anonymous": true}]
                """);

        Run run = cli.run("import", "users", "--from=supabase", users, "-o", "jsonl");

        assertThat(run.lines()).singleElement().asString().contains("no-address");
        assertThat(hashOf("ana@example.org")).isEqualTo("!");
        assertThat(cli.storage
                        .accounts()
                        .findByEmail(new EmailAddress("ana@example.org"))
                        .orElseThrow()
                        .createdAt())
                .hasToString("2023-01-02T03:04:05.123Z");
    }

    @Test
    void old_keycloak_credentials_are_read_and_plain_passwords_are_not_taken_over() throws IOException {
        String realm = written("realm.json", """
                {"realm": "old", "users": [
                  {"id": "1", "email": "ana@example.org", "emailVerified": true, "credentials": [
                    {"type": "password", "hashedSaltedValue": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "salt": "c2FsdA==",
                     "hashIterations": 1, "algorithm": "pbkdf2"}, {"type": "totp"}]},
                  {"id": "2", "email": "ben@example.org", "credentials": [{"type": "password", "value": "secret"}]}]}
                """);

        Run run = cli.run("import", "users", "--from=keycloak", realm, "-o", "jsonl");

        assertThat(hashOf("ana@example.org")).startsWith("{pbkdf2-sha1}$i=1$");
        assertThat(hashOf("ben@example.org")).isEqualTo("!");
        assertThat(run.lines()).hasSize(2);
        assertThat(run.out())
                .contains("second-factor", "password-in-plain-text")
                .doesNotContain("secret\"}");
    }

    @Test
    void a_table_is_imported_looked_at_and_taken_back() throws IOException {
        String table = written("people.csv", """
                email,email_verified,first_name,roles,status
                ana@example.org,true,"Ana ""A"", the first",member;editor,active
                ben@example.org,no,Ben,,banned
                """);

        assertThat(cli.run("import", "users", "--from=csv", table, "--dry-run").err())
                .contains("Would import 2 of 2 people");
        assertThat(cli.storage.accounts().findByEmail(new EmailAddress("ana@example.org")))
                .isEmpty();
        Run run = cli.run("import", "users", "--from=csv", table, "--create-roles");
        Matcher undo = UNDO.matcher(run.err());
        assertThat(undo.find()).isTrue();

        JsonNode undone =
                cli.run("import", "undo", undo.group(1), "--yes", "-o", "json").json();

        assertThat(undone.get("removed").asLong()).isEqualTo(2);
    }

    @Test
    void takes_no_products_file_for_anothers() throws IOException {
        String keycloak = written(
                "realm.json",
                "{\"users\": [{\"id\": \"1\", \"username\": \"ana\", \"enabled\": true, \"credentials\": []}]}");
        String firebase =
                written("firebase.json", "{\"users\": [{\"localId\": \"1\", \"email\": \"ana@example.org\"}]}");

        Run wrong = cli.run("import", "users", "--from=auth0", keycloak);
        Run other = cli.run("import", "users", "--from=keycloak", firebase);

        assertThat(wrong.exitCode()).isEqualTo(3);
        assertThat(wrong.err()).contains("one of keycloak, not of auth0. Run it with --from keycloak.");
        assertThat(other.exitCode()).isEqualTo(3);
        assertThat(other.err()).contains("--from firebase");
    }

    @Test
    void takes_no_other_file_for_a_projects_parameters() throws IOException {
        String people = written("firebase.json", "{\"users\": [{\"localId\": \"1\", \"email\": \"ana@example.org\"}]}");
        String wrong = written("parameters.json", "{\"rounds\": 8}");

        Run run = cli.run("import", "users", "--from=firebase", people, "--firebase-parameters", wrong);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("--firebase-parameters", "base64_signer_key");
    }

    @Test
    void says_where_a_file_is_broken() throws IOException {
        String cutOff = written("realm.json", "{\"users\": [\n{\"id\": \"1\", \"email\": \"a");
        String table = written("people.csv", "mail\nana@example.org\n");

        Run broken = cli.run("import", "users", "--from=keycloak", cutOff);
        Run odd = cli.run("import", "users", "--from=csv", table);

        assertThat(broken.exitCode()).isEqualTo(3);
        assertThat(broken.err()).contains("At line 2, column");
        assertThat(odd.exitCode()).isEqualTo(3);
        assertThat(odd.err()).contains("The column mail is not known");
        assertThat(cli.run("import", "users", "--from=csv", "nothing.csv").exitCode())
                .isEqualTo(6);
    }
}
