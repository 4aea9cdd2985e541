package dev.tenon.cli;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.core.TenonCore;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryBlobPlaces;
import dev.tenon.testkit.InMemoryBlobStore;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainInvoicePages;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainPdfPrinter;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.RecordingMailSender;
import dev.tenon.testkit.ScriptedProcessor;
import dev.tenon.testkit.SequentialIds;
import dev.tenon.webauthn.WebAuthnCeremonies;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line over a Tenon in memory: what is put in, and what comes out. */
public final class CliInMemory {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final InMemoryStorage storage = new InMemoryStorage();
    public final MovableClock clock = new MovableClock();
    public final FastPasswords passwords = new FastPasswords();
    public final InMemoryBlobStore blobs = new InMemoryBlobStore();
    public final InMemoryBlobPlaces otherBlobs = new InMemoryBlobPlaces();
    public final RecordingMailSender mails = new RecordingMailSender();
    public final ScriptedProcessor processor = new ScriptedProcessor();
    public final Tenon tenon = TenonCore.builder()
            .storage(storage)
            .passwords(passwords)
            .mailTemplates(new PlainMailTemplates())
            .invoicePages(new PlainInvoicePages())
            .pdfPrinter(new PlainPdfPrinter())
            .ids(new SequentialIds())
            .timeCodes(new AuthenticatorApp())
            .secrets(new PlainSecrets())
            .clock(clock)
            .mailSender(mails)
            .blobStore(blobs)
            .blobPlaces(otherBlobs)
            .documentProcessor(processor)
            .sandboxPayments()
            .passkeyCeremonies(WebAuthnCeremonies.at(URI.create("https://tenon.example.org/")))
            .baseUrl(URI.create("https://tenon.example.org/"))
            .build();
    public final Actor operator = Actor.operator("ana");
    public final SurroundingsInMemory surroundings = new SurroundingsInMemory(tenon);

    private final Map<String, String> environment = new HashMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private byte[] input = new byte[0];

    /** What a command answered. */
    public static final class Run {

        private final int exitCode;
        private final byte[] bytes;
        private final String err;

        private Run(int exitCode, byte[] bytes, String err) {
            this.exitCode = exitCode;
            this.bytes = bytes;
            this.err = err;
        }

        public int exitCode() {
            return exitCode;
        }

        /** Standard output. */
        public byte[] bytes() {
            return bytes;
        }

        /** Standard error. */
        public String err() {
            return err;
        }

        /** Standard output as text. */
        public String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The lines of standard output. */
        public List<String> lines() {
            return out().lines().toList();
        }

        /** Standard output as JSON, of which it is nothing but one value. */
        public JsonNode json() {
            return CliInMemory.json(out());
        }

        /** Passes a run that went well and said nothing else than data. */
        public Run silent() {
            assertThat(err).isEmpty();
            return succeeded();
        }

        /** Passes a run that went well. */
        public Run succeeded() {
            assertThat(exitCode).as(err).isZero();
            return this;
        }

        /** Passes a run that was refused with this code, and printed no data. */
        public Run refused(int expected) {
            assertThat(exitCode).as(err).isEqualTo(expected);
            assertThat(out()).isEmpty();
            assertThat(err).startsWith("error: ").doesNotContain("\tat ");
            return this;
        }
    }

    /** Runs a command. */
    public Run run(String... arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        return run(output, output, arguments);
    }

    /** Runs a command whose output goes somewhere else. */
    public Run run(OutputStream output, String... arguments) {
        return run(output, new ByteArrayOutputStream(), arguments);
    }

    private Run run(OutputStream output, ByteArrayOutputStream captured, String... arguments) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input),
                output,
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                prompt -> Optional.ofNullable(typed.poll()),
                environment);
        int exitCode = TenonCli.run(arguments, terminal, surroundings);
        return new Run(exitCode, captured.toByteArray(), messages.toString(StandardCharsets.UTF_8));
    }

    /** What stands on standard input from now on. */
    public CliInMemory input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    public CliInMemory input(byte[] bytes) {
        input = bytes;
        return this;
    }

    /** A person sits there from now on, and types this when asked for something secret. */
    public CliInMemory typing(String... secrets) {
        typed.addAll(Arrays.asList(secrets));
        return with("TENON_INTERACTIVE", "true");
    }

    /** With an environment variable. */
    public CliInMemory with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A verified account with a quota and the Free plan. */
    public Account anAccount(String email) {
        return tenon.accounts().register(operator, new Registration(email, PASSWORD).verified());
    }

    /** An account of an administrator. */
    public Account anAdmin(String email) {
        return tenon.accounts()
                .register(operator, new Registration(email, PASSWORD).verified().withRoles(Set.of(Role.ADMIN)));
    }

    /** A session of a device with this name. */
    public OpenedSession aSession(String email, String device) {
        Actor anonymous = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", device));
        return tenon.sessions().open(anonymous, new Credentials(email, PASSWORD));
    }

    /** A document of somebody who has an account. */
    public Document aDocument(String email, String fileName, String text) {
        Actor person = tenon.sessions().actingAs(operator, email);
        return tenon.documents().upload(person, Fixtures.aNewDocument(fileName, text));
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("This is no JSON: " + text, notJson);
        }
    }
}
