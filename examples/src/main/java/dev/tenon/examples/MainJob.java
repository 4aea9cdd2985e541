package dev.tenon.examples;

import dev.tenon.blob.fs.FileBlobStore;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.crypto.InstallationSecrets;
import dev.tenon.jdbi.ConnectionPool;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.PoolSettings;
import dev.tenon.jdbi.migration.Migrations;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * From registration to a stored document, in one program: with a mail sender of its own, and files in a directory.
 *
 * <pre>{@code
 * java dev.tenon.examples.MainJob jdbc:postgresql://localhost/tenon tenon secret report.pdf
 * }</pre>
 */
public final class MainJob {

    private static final Pattern TOKEN = Pattern.compile("token=(tnm_[0-9A-Za-z]+)");
    private static final String PASSWORD = "correct horse battery staple";

    private MainJob() {}

    /** Takes JDBC URL, user, password and the file to store. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 4) {
            System.err.println("Usage: MainJob JDBC-URL USER PASSWORD FILE");
            System.exit(2);
        }
        PoolSettings settings = PoolSettings.of(arguments[0], arguments[1], arguments[2]);
        try (ConnectionPool pool = ConnectionPool.open(settings)) {
            Path blobs = Files.createTempDirectory("tenon-example-");
            walk(pool.dataSource(), blobs, Path.of(arguments[3])).forEach(System.out::println);
        }
    }

    /** Walks the main job; returns a line for each thing that was done. */
    static List<String> walk(DataSource dataSource, Path blobs, Path file) throws IOException {
        Queue<String> mailbox = new ConcurrentLinkedQueue<>();
        Migrations.of(dataSource).migrate();
        Tenon tenon = TenonCore.builder()
                .storage(JdbiStorage.of(dataSource))
                .passwords(new BcryptPasswords(12))
                .secrets(InstallationSecrets.of(InstallationSecrets.generate()))
                .mailSender(mail -> mailbox.add(mail.text()))
                .blobStore(FileBlobStore.in(blobs))
                .baseUrl(URI.create("https://accounts.example.org"))
                .build();
        List<String> done = new ArrayList<>();

        Actor visitor = Actor.anonymous(RequestOrigin.inProcess());
        tenon.accounts().signUp(visitor, new Registration("ana@example.org", PASSWORD));
        tenon.jobs().forEach(BackgroundJob::run);
        tenon.accounts().verifyEmail(visitor, token(mailbox.remove()));
        done.add("verified ana@example.org");

        OpenedSession opened = tenon.sessions().open(visitor, new Credentials("ana@example.org", PASSWORD));
        Authenticated authenticated = tenon.sessions()
                .authenticate(RequestOrigin.inProcess(), opened.token().text());
        Actor ana = authenticated.actor();
        done.add("signed in, plan " + tenon.entitlements().of(ana).planName());

        Document document;
        try (InputStream content = Files.newInputStream(file)) {
            String name = file.getFileName().toString();
            document = tenon.documents().upload(ana, new NewDocument(name, null, Files.size(file), content));
        }
        Quota quota = tenon.quotas().of(ana);
        done.add("stored " + document.fileName() + " with SHA-256 " + document.sha256());
        done.add("using " + quota.used() + " bytes");

        tenon.documents().delete(ana, document.id(), Expected.any());
        done.add("deleted it, using " + tenon.quotas().of(ana).used() + " bytes");

        int rows = tenon.auditTrail()
                .list(Actor.system("example"), AuditFilter.all(), PageRequest.first(100))
                .items()
                .size();
        boolean intact = tenon.auditTrail().verify(Actor.system("example")).intact();
        done.add(rows + " audit rows, " + (intact ? "intact" : "broken"));
        return done;
    }

    private static String token(String mail) {
        Matcher matcher = TOKEN.matcher(mail);
        if (!matcher.find()) {
            throw new IllegalStateException("There is no token in the mail");
        }
        return matcher.group(1);
    }
}
