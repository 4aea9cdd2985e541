package dev.tenon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.notifications.spi.MailTemplates.Occasion;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void the_embedding_of_the_readme_registers_an_account() throws SQLException {
        Account ana = Embedding.registerAna(database("embedding"));

        assertThat(ana.emailVerified()).isTrue();
    }

    @Test
    void the_main_job_runs_embedded() throws IOException, SQLException {
        Path file = Files.writeString(directory.resolve("hello.txt"), "hello");

        List<String> done = MainJob.walk(database("main_job"), directory.resolve("blobs"), file);

        assertThat(done)
                .containsExactly(
                        "verified ana@example.org",
                        "signed in, plan Free",
                        "stored hello.txt with SHA-256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                        "using 5 bytes",
                        "deleted it, using 0 bytes",
                        "7 audit rows, intact");
    }

    @Test
    void adapters_of_ones_own_do_without_a_database() throws IOException {
        assertThat(OwnAdapters.walk())
                .containsExactly(
                        "registered ana@example.org",
                        "stored hello.txt on shelf 1 of 1",
                        "plan Standard, the invoice is PAID",
                        "100 cents left on the voucher",
                        "mail to ana@example.org: Invoice INV-000001");
    }

    @Test
    void the_page_on_embedding_shows_the_transaction_that_is_tried() throws IOException {
        Path club = Path.of("spring-boot/src/main/java/dev/tenon/examples/spring/Club.java");
        String source = Files.readString(club);
        String method = source.substring(
                        source.indexOf("embedding:begin\n") + 16, source.indexOf("    // embedding:end"))
                .lines()
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(REPOSITORY.resolve("docs/embedding.md"))).contains(method);
    }

    @Test
    void mails_of_ones_own_stand_beside_tenons() {
        MailTemplates mails = OwnMails.acme();

        RenderedEmail welcome = mails.render(occasion(EmailType.WELCOME, Locale.ENGLISH));
        RenderedEmail italian = mails.render(occasion(EmailType.PASSWORD_RESET, Locale.ITALIAN));
        RenderedEmail german = mails.render(occasion(EmailType.PASSWORD_RESET, Locale.GERMAN));

        assertThat(welcome.subject()).isEqualTo("Welcome to Acme");
        assertThat(italian.subject()).isEqualTo("Nuova password");
        assertThat(italian.text()).startsWith("Buongiorno,\n").endsWith("Acme Ltd, accounts.example.org\n");
        assertThat(german.subject()).isEqualTo("Neues Passwort wählen");
    }

    private static Occasion occasion(EmailType type, Locale language) {
        return new Occasion(
                type, type.sampleValues(), List.of(language), null, null, URI.create("https://accounts.example.org"));
    }

    @Test
    void the_readme_shows_the_embedding_that_compiles() throws IOException {
        assertThat(Files.readString(REPOSITORY.resolve("README.md"))).contains(shown("Embedding", "readme"));
    }

    @Test
    void the_page_on_embedding_shows_the_mails_that_compile() throws IOException {
        assertThat(Files.readString(REPOSITORY.resolve("docs/embedding.md"))).contains(shown("OwnMails", "embedding"));
    }

    /** What stands between the marks of an example. */
    private static String shown(String example, String mark) throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/main/java/dev/tenon/examples/" + example + ".java"));
        int begin = source.indexOf("        // " + mark + ":begin");
        int end = source.indexOf("        // " + mark + ":end");
        return source.subList(begin + 1, end).stream()
                .map(line -> line.isEmpty() ? line : line.substring(8))
                .collect(Collectors.joining("\n"));
    }

    private static DataSource database(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return postgres.getDatabase("postgres", name);
    }
}
