package dev.tenon.rest.documents;

import dev.tenon.ports.documents.NewUpload;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.documents.UploadPiece.Algorithm;
import dev.tenon.ports.documents.UploadPiece.Checksum;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.problem.HttpProblem;
import dev.tenon.rest.problem.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The headers of tus 1.0 (https://tus.io/protocols/resumable-upload), both ways. */
final class Tus {

    static final String RESUMABLE = "Tus-Resumable";
    static final String VERSION = "1.0.0";
    static final String BYTES = "application/offset+octet-stream";

    private static final String EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination";
    private static final String ALGORITHMS =
            Arrays.stream(Algorithm.values()).map(Algorithm::word).collect(Collectors.joining(","));
    private static final int MOST_DIGITS = 18;

    private Tus() {}

    // ---- what the server says

    /** What it can. */
    static Answer capabilities(long largest) {
        return Answer.empty(204)
                .with("Allow", "GET, HEAD, POST, OPTIONS")
                .with("Tus-Version", VERSION)
                .with("Tus-Extension", EXTENSIONS)
                .with("Tus-Max-Size", Long.toString(largest))
                .with("Tus-Checksum-Algorithm", ALGORITHMS);
    }

    /** How far an upload has come; of one that is a document, which. */
    static Answer told(int status, Upload upload) {
        Answer answer = Answer.empty(status).with("Upload-Offset", Long.toString(upload.received()));
        if (upload.status() == UploadStatus.OPEN) {
            return answer.with("Upload-Expires", HttpDate.of(upload.expiresAt()));
        }
        return upload.documentId() == null
                ? answer
                : answer.with("Content-Location", "/v1/documents/" + upload.documentId());
    }

    /** The same, and what it was begun with. */
    static Answer toldWhole(int status, Upload upload) {
        Answer answer = told(status, upload).with("Upload-Length", Long.toString(upload.size()));
        return upload.metadata() == null ? answer : answer.with("Upload-Metadata", upload.metadata());
    }

    // ---- what a client says

    /** Whether the request speaks this version. */
    static boolean isSpoken(Call call) {
        return call.header(RESUMABLE).filter(VERSION::equals).isPresent();
    }

    static Refused notSpoken() {
        return HttpProblem.TUS_VERSION_UNSUPPORTED.refused().with("Tus-Version", VERSION);
    }

    /** Refuses bytes of any other type. */
    static void requireBytes(Call call) {
        String type = call.header("Content-Type").orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(BYTES)) {
            throw HttpProblem.MEDIA_TYPE_UNSUPPORTED.because("Send `" + BYTES + "`, and say so in `Content-Type`.");
        }
    }

    /** The upload that is to be begun. */
    static NewUpload newUpload(Call call, long largest) {
        if (call.header("Upload-Concat").isPresent()
                || call.header("Upload-Defer-Length").isPresent()) {
            throw malformed("Uploads are neither put together of others nor of a size that is told later.");
        }
        long size = number(call, "Upload-Length");
        if (size > largest) {
            throw HttpProblem.BODY_TOO_LARGE.because("A file has " + largest + " bytes at most here.");
        }
        String metadata =
                call.header("Upload-Metadata").filter(text -> !text.isBlank()).orElse(null);
        Map<String, String> said = metadata(metadata);
        DocumentId document = said.containsKey("documentId")
                ? Ids.parse(said.getOrDefault("documentId", ""), DocumentId::parse, DocumentId::new)
                : null;
        String organization = said.get("organizationId");
        String fileName = said.getOrDefault("filename", said.getOrDefault("name", ""));
        if (fileName.isEmpty() && document == null) {
            throw unnamed();
        }
        String type = said.getOrDefault("filetype", said.getOrDefault("type", ""));
        return new NewUpload(
                organization == null || organization.isEmpty()
                        ? null
                        : Ids.parse(organization, OrganizationId::parse, OrganizationId::new),
                document,
                document == null ? Expected.any() : call.ifMatch(),
                fileName,
                type.isEmpty() ? null : type,
                metadata,
                size);
    }

    private static Refusal unnamed() {
        String advice = "Name the file in `Upload-Metadata`: `filename`, a space, and the name in Base64.";
        return RequestRefusal.INVALID
                .because(advice)
                .withErrors(List.of(new FieldError("/fileName", "missing", advice)));
    }

    /** The bytes of a request. */
    static UploadPiece piece(Call call, long offset) {
        return new UploadPiece(offset, call.declaredLength().orElse(null), checksum(call), call.stream());
    }

    static long offset(Call call) {
        return number(call, "Upload-Offset");
    }

    private static long number(Call call, String header) {
        String text = call.header(header)
                .orElseThrow(() -> malformed("`" + header + "` is missing; it is a number of bytes."));
        boolean isNumber = !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(each -> each >= '0' && each <= '9');
        if (!isNumber) {
            throw malformed("`" + header + "` is a number of bytes, in digits.");
        }
        return Long.parseLong(text);
    }

    private static @Nullable Checksum checksum(Call call) {
        String text = call.header("Upload-Checksum").orElse(null);
        if (text == null) {
            return null;
        }
        String[] parts = text.strip().split(" ", -1);
        Algorithm algorithm = Algorithm.of(parts[0])
                .orElseThrow(() -> malformed("`Upload-Checksum` begins with one of " + ALGORITHMS + "."));
        if (parts.length != 2) {
            throw malformed("`Upload-Checksum` is an algorithm, a space, and the checksum in Base64.");
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(decoded(parts[1], "Upload-Checksum")));
    }

    /** Keys and what they stand for; what nobody here asks for is kept for the client alone. */
    static Map<String, String> metadata(@Nullable String header) {
        Map<String, String> said = new HashMap<>();
        if (header == null) {
            return said;
        }
        for (String pair : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", -1);
            boolean isKey = !parts[0].isEmpty() && parts[0].chars().allMatch(each -> each > ' ' && each < 0x7f);
            if (!isKey || parts.length > 2) {
                throw malformed(
                        "`Upload-Metadata` is keys with values in Base64, each after a space, with commas between.");
            }
            String value = parts.length == 1 ? "" : utf8(decoded(parts[1], "Upload-Metadata"));
            if (said.put(parts[0], value) != null) {
                throw malformed("`Upload-Metadata` has a key twice.");
            }
        }
        return said;
    }

    private static byte[] decoded(String base64, String header) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw malformed("A value in `" + header + "` is not Base64.");
        }
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw malformed("A value in `Upload-Metadata` is not UTF-8.");
        }
    }

    private static Refusal malformed(String detail) {
        return RequestRefusal.MALFORMED.because(detail);
    }
}
