package dev.tenon.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.NewUpload;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestOrigin;
import java.io.ByteArrayInputStream;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadsCommandTest {

    private static final String ANA = "ana@example.org";
    private static final String UNKNOWN = "01920000-0000-7000-8000-0000000fffff";

    private final CliInMemory cli = new CliInMemory();
    private String id = "";

    @BeforeEach
    void begin() {
        Account ana = cli.anAccount(ANA);
        Actor person = Actor.person(ana.id(), null, Set.of("documents:write"), RequestOrigin.inProcess());
        Upload upload = cli.tenon.uploads().create(person, NewUpload.of("recording.mp4", 5));
        cli.tenon
                .uploads()
                .append(person, upload.id(), new UploadPiece(0, null, null, new ByteArrayInputStream(new byte[3])));
        id = upload.id().toString();
    }

    @Test
    void shows_how_far_uploads_have_come() {
        JsonNode listed = cli.run("uploads", "list", "--as", ANA, "-o", "json").json();
        JsonNode shown =
                cli.run("uploads", "show", id, "--as", ANA, "-o", "json").json();

        assertThat(listed).containsExactly(shown);
        assertThat(shown.get("fileName").asText()).isEqualTo("recording.mp4");
        assertThat(shown.get("received").asLong()).isEqualTo(3);
        assertThat(shown.get("status").asText()).isEqualTo("open");
        cli.run("uploads", "show", UNKNOWN, "--as", ANA).refused(6);
        cli.run("uploads", "show", "nothing", "--as", ANA).refused(6);
    }

    @Test
    void gives_an_upload_up_once_it_was_confirmed() {
        cli.run("uploads", "abort", id, "--as", ANA).refused(2);

        assertThat(cli.run("uploads", "abort", id, "--as", ANA, "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("Gave the upload " + id + " up.\n");

        JsonNode listed = cli.run("uploads", "list", "--as", ANA, "-o", "json").json();
        assertThat(listed.get(0).get("status").asText()).isEqualTo("terminated");
        assertThat(cli.run("uploads", "abort", id, "--as", ANA, "--yes").err()).contains("It was given up");
    }
}
