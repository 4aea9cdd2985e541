package dev.tenon.cli.documents;

import dev.tenon.cli.Surroundings;
import dev.tenon.cli.TenonCli;
import dev.tenon.cli.Terminal;
import dev.tenon.core.TenonCore;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryBlobStore;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.SequentialIds;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process that transfers a file of a mebibyte, the second half of it so slowly that it takes hours. */
final class DawdlingTransfer implements Surroundings {

    static final String DAWDLING = "dawdling";

    private static final String ANA = "ana@example.org";
    private static final int HALF = 1 << 19;
    private static final Duration FOR_A_BYTE = Duration.ofMillis(20);

    private final Terminal terminal = Terminal.ofProcess();
    private final DawdlingBlobs blobs = new DawdlingBlobs();
    private final Tenon tenon = TenonCore.builder()
            .storage(new InMemoryStorage())
            .passwords(new FastPasswords())
            .mailTemplates(new PlainMailTemplates())
            .ids(new SequentialIds())
            .timeCodes(new AuthenticatorApp())
            .secrets(new PlainSecrets())
            .blobStore(blobs)
            .build();
    private final Actor operator = Actor.operator("ana");
    private final Path file;

    private DawdlingTransfer(Path file) {
        this.file = file;
        tenon.accounts().register(operator, new Registration(ANA, Fixtures.PASSWORD).verified());
    }

    public static void main(String[] arguments) {
        DawdlingTransfer transfer = new DawdlingTransfer(Path.of(arguments[1]));
        if (arguments[0].equals("upload")) {
            transfer.run("upload", transfer.file.toString());
        } else {
            Document document = transfer.tenon
                    .documents()
                    .upload(transfer.ana(), Fixtures.aNewDocument("long.bin", "x".repeat(2 * HALF)));
            transfer.run("download", document.id().toString(), "--to", transfer.file.toString());
        }
    }

    private void run(String... arguments) {
        blobs.dawdle = true;
        Stream<String> words = Stream.of(Stream.of("documents"), Stream.of(arguments), Stream.of("--as", ANA))
                .flatMap(part -> part);
        TenonCli.run(words.toArray(String[]::new), terminal, (flags, progress) -> this);
    }

    private Actor ana() {
        return tenon.sessions().actingAs(operator, ANA);
    }

    private long reserved() {
        return tenon.quotas().of(ana()).reserved();
    }

    @Override
    public Tenon tenon() {
        return tenon;
    }

    @Override
    public String login() {
        return "ana";
    }

    @Override
    public Migrator migrator() {
        throw new IllegalStateException("A transfer migrates nothing");
    }

    @Override
    public Server startServer() {
        throw new IllegalStateException("A transfer starts no server");
    }

    @Override
    public Optional<URI> runningServer() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> mailbox() {
        return Optional.empty();
    }

    @Override
    public RenderedEmail preview(EmailType type, @Nullable Locale language, @Nullable EmailBrand brand) {
        throw new IllegalStateException("A transfer writes no mail");
    }

    @Override
    public List<Finding> examine() {
        return List.of();
    }

    @Override
    public void close() {}

    private final class DawdlingStream extends FilterInputStream {

        private long count;

        DawdlingStream(InputStream stream) {
            super(stream);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (count < HALF) {
                int read = super.read(buffer, offset, (int) Math.min(length, HALF - count));
                count += read;
                return read;
            }
            if (count == HALF) {
                tell();
            }
            count++;
            LockSupport.parkNanos(FOR_A_BYTE.toNanos());
            return super.read(buffer, offset, 1);
        }

        private void tell() throws IOException {
            try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
                terminal.say("files before: " + files.count());
            }
            terminal.say("reserved before: " + reserved());
            terminal.say(DAWDLING);
        }
    }

    private final class DawdlingBlobs implements BlobStore {

        private final InMemoryBlobStore blobs = new InMemoryBlobStore();
        private boolean dawdle;

        @Override
        public StoredBlob put(BlobKey key, InputStream content) throws IOException {
            return blobs.put(key, dawdle ? new DawdlingStream(content) : content);
        }

        @Override
        public InputStream read(BlobKey key, long offset, long length) throws IOException {
            return new DawdlingStream(blobs.read(key, offset, length));
        }

        @Override
        public Optional<Long> size(BlobKey key) throws IOException {
            return blobs.size(key);
        }

        @Override
        public void delete(BlobKey key) throws IOException {
            blobs.delete(key);
            terminal.say("reserved after: " + reserved());
        }

        @Override
        public Stream<BlobKey> keys() throws IOException {
            return blobs.keys();
        }
    }
}
