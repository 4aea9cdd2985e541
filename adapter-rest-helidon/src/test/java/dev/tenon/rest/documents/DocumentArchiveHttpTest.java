package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentArchiveHttpTest extends HttpTest {

    private static final String UNKNOWN = "01920000-0000-7000-8000-0000000fffff";

    private Person ana;

    @BeforeEach
    void register() {
        ana = tenon().ana();
    }

    @Test
    void gives_documents_as_one_zip() throws IOException {
        String one = store(ana, "a.txt", "one");
        String two = store(ana, "A.txt", "two");

        Answer answer =
                ana.http().post("/v1/document-archives").json(wanted(one, two)).expect(200);

        assertThat(answer.header("Content-Type")).contains("application/zip");
        assertThat(answer.header("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"documents.zip\"");
        assertThat(unpacked(answer.body())).containsExactly(Map.entry("a.txt", "one"), Map.entry("A (2).txt", "two"));
    }

    @Test
    void gives_nothing_if_one_of_them_is_not_to_be_seen() {
        Person ben = tenon().person("ben@example.org");
        String mine = store(ana, "a.txt", "one");
        String theirs = store(ben, "b.txt", "two");

        for (String other : List.of(theirs, UNKNOWN)) {
            ana.http().post("/v1/document-archives").json(wanted(mine, other)).refused(404, "document-not-found");
        }
    }

    @Test
    void refuses_none_too_many_and_the_same_twice() {
        String mine = store(ana, "a.txt", "one");
        String[] many =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(101).toArray(String[]::new);

        for (Map<String, Object> each : List.of(wanted(), wanted(many), wanted(mine, mine), wanted("a"))) {
            ana.http().post("/v1/document-archives").json(each).refused(422, "request-invalid");
        }
    }

    @Test
    void a_file_that_cannot_be_read_breaks_the_zip_off() {
        String one = store(ana, "a.txt", "one");
        tenon().blobs().setBroken(true);

        assertThatThrownBy(() -> ana.http()
                        .post("/v1/document-archives")
                        .json(wanted(one))
                        .expect(200))
                .hasRootCauseInstanceOf(IOException.class);
    }

    private static String store(Person person, String name, String text) {
        return person.http()
                .post("/v1/documents")
                .file("file", name, "text/plain", text.getBytes(StandardCharsets.UTF_8))
                .expect(201)
                .at("/id");
    }

    private static Map<String, Object> wanted(String... ids) {
        return Map.of("documentIds", List.of(ids));
    }

    private static Map<String, String> unpacked(byte[] bytes) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
