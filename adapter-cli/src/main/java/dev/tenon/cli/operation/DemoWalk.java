package dev.tenon.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.operation.DemoClient.Reply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The walk from registration to a stored document and back, over HTTP alone. */
final class DemoWalk {

    /** One thing that the demo made, for the closing table. */
    record Made(String thing, String value) {}

    /** New for each demo: what it makes must open to nobody who reads this. */
    private final String password = UUID.randomUUID() + " " + UUID.randomUUID();

    private final DemoClient client;
    private final DemoMailbox mailbox;
    private final DemoProgress progress;
    private final String email;
    private final Path file;
    private final List<Made> made = new ArrayList<>();
    private String token = "";

    DemoWalk(DemoClient client, DemoMailbox mailbox, DemoProgress progress, String email, Path file) {
        this.client = client;
        this.mailbox = mailbox;
        this.progress = progress;
        this.email = email;
        this.file = file;
    }

    List<Made> made() {
        return made;
    }

    String password() {
        return password;
    }

    void run() throws Exception {
        register();
        sessions();
        plan();
        document();
    }

    /** What the audit trail says of it all, read by somebody of support. */
    void audit(String reader, String userId) throws Exception {
        String support = progress.step("Sign in as somebody of support", () -> signIn(reader));
        JsonNode rows = progress.step("Read the audit trail", () -> {
            JsonNode items = client.get("/v1/audit-logs?limit=200&user=" + userId, support)
                    .expect(200)
                    .json()
                    .get("items");
            List<String> actions = StreamSupport.stream(items.spliterator(), false)
                    .map(row -> row.get("action").asText())
                    .toList();
            for (String action : List.of("session.opened", "session.ended", "document.uploaded", "document.deleted")) {
                require(actions.contains(action), "the trail lacks " + action);
            }
            return items;
        });
        made.add(new Made("audit rows of this person", Integer.toString(rows.size())));
        progress.step("Verify its hash chain", () -> {
            JsonNode found = client.get("/v1/audit-logs/verification", support)
                    .expect(200)
                    .json();
            require(found.get("intact").asBoolean(), "the chain is broken: " + found);
            made.add(new Made("audit rows verified", found.get("rows").asText()));
            return found;
        });
    }

    String userId() {
        return client.get("/v1/me", token).expect(200).json().get("id").asText();
    }

    private void register() throws Exception {
        progress.step(
                "Register " + email,
                () -> client.post("/v1/registrations", null, Map.of("email", email, "password", password))
                        .expect(202));
        String mailed = progress.step("Find the mail in " + mailbox.folder(), () -> mailbox.awaitToken(email));
        progress.step(
                "Verify the address with its token",
                () -> client.post("/v1/email-verifications", null, Map.of("token", mailed))
                        .expect(200));
        token = progress.step("Sign in", () -> signIn(email));
        made.add(new Made("account", email + ", " + userId()));
    }

    private void sessions() throws Exception {
        progress.step("Read who I am", () -> client.get("/v1/me", token).expect(200));
        String other = progress.step("Sign in a second time", () -> signIn(email));
        String id = progress.step("List both sessions", () -> {
            JsonNode items =
                    client.get("/v1/sessions", token).expect(200).json().get("items");
            require(items.size() == 2, "there are " + items.size() + " sessions instead of 2");
            return client.get("/v1/sessions/current", other)
                    .expect(200)
                    .json()
                    .get("id")
                    .asText();
        });
        progress.step("End the second one by its id", () -> {
            client.delete("/v1/sessions/" + id, token).expect(204);
            return client.get("/v1/me", other).expect(401);
        });
        made.add(new Made("session ended", id));
    }

    private void plan() throws Exception {
        progress.step("See the plans", () -> {
            JsonNode plans = client.get("/v1/plans", null).expect(200).json().get("items");
            List<String> names = StreamSupport.stream(plans.spliterator(), false)
                    .map(plan -> plan.get("name").asText())
                    .toList();
            require(names.containsAll(List.of("Free", "Standard", "Premium")), "the plans are " + names);
            return names;
        });
        progress.step("See what the plan grants", () -> {
            JsonNode sheet = client.get("/v1/entitlements", token).expect(200).json();
            made.add(new Made("plan", sheet.get("planName").asText()));
            return sheet;
        });
    }

    private void document() throws Exception {
        long size = Files.size(file);
        long before = used();
        String sha256;
        try (InputStream content = Files.newInputStream(file)) {
            sha256 = DemoClient.sha256(content);
        }
        JsonNode document = progress.step(
                "Upload " + file.getFileName() + ", " + size + " bytes",
                () -> client.upload(token, file.getFileName().toString(), BodyPublishers.ofFile(file))
                        .expect(201)
                        .json());
        String path = "/v1/documents/" + document.get("id").asText();
        progress.step("Check its SHA-256 and the quota", () -> {
            require(document.get("sha256").asText().equals(sha256), "the SHA-256 differs");
            require(used() == before + size, "the quota rose by " + (used() - before) + " bytes");
            return sha256;
        });
        made.add(new Made("document", document.get("fileName").asText() + ", " + size + " bytes"));
        made.add(new Made("its SHA-256", sha256));
        progress.step("List it, and read its metadata", () -> {
            JsonNode items =
                    client.get("/v1/documents", token).expect(200).json().get("items");
            require(items.size() == 1, "there are " + items.size() + " documents instead of 1");
            return client.get(path, token).expect(200);
        });
        download(path, sha256, size);
        tooLarge(before + size);
        progress.step("Delete it, and get its bytes back", () -> {
            client.delete(path, token).expect(204);
            require(used() == before, "the quota stays at " + used());
            return client.get(path, token).expect(404);
        });
    }

    private void download(String path, String sha256, long size) throws Exception {
        String eTag = progress.step("Download it, byte for byte", () -> {
            Reply reply = client.get(path + "/content", token).expect(200);
            require(DemoClient.sha256(new ByteArrayInputStream(reply.body())).equals(sha256), "the bytes differ");
            return reply.eTag();
        });
        progress.step("Ask for a range, and for what is known already", () -> {
            long last = Math.min(9, size - 1);
            Reply range = client.get(path + "/content", token, Map.of("Range", "bytes=0-" + last))
                    .expect(206);
            require(range.body().length == last + 1, "the range has " + range.body().length + " bytes");
            return client.get(path + "/content", token, Map.of("If-None-Match", eTag))
                    .expect(304);
        });
    }

    private void tooLarge(long usedBefore) throws Exception {
        progress.step("Try a file over the plan's limit: refused, and nothing is kept", () -> {
            long limit = limit("upload-size");
            client.upload(token, "too-large.bin", zeros(limit + 1)).expect(413);
            require(used() == usedBefore, "the quota stays at " + used());
            return limit;
        });
    }

    private long limit(String key) {
        JsonNode entitlements =
                client.get("/v1/entitlements", token).expect(200).json().get("entitlements");
        return StreamSupport.stream(entitlements.spliterator(), false)
                .filter(entitlement -> entitlement.get("key").asText().equals(key))
                .findFirst()
                .orElseThrow(() -> new DemoFailure("the plan has no limit named " + key))
                .get("limit")
                .asLong();
    }

    private long used() {
        return client.get("/v1/quota", token).expect(200).json().get("used").asLong();
    }

    private String signIn(String who) {
        return client.post("/v1/sessions", null, Map.of("email", who, "password", password))
                .expect(201)
                .json()
                .get("token")
                .asText();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new DemoFailure(otherwise);
        }
    }

    private static BodyPublisher zeros(long length) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Zeros(length)), length);
    }

    /** So many zeros. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = (int) Math.min(length, left);
            Arrays.fill(buffer, offset, offset + count, (byte) 0);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
