package dev.tenon.rest.documents;

import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.problem.HttpProblem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/** A file in a request: a form with one part named {@code file}, or the raw body. Streamed either way. */
final class Upload {

    private static final int LONGEST_PART_HEADERS = 8 * 1024;
    private static final int LONGEST_BOUNDARY = 70;
    private static final int LONGEST_MEDIA_TYPE = 255;
    private static final int LONGEST_ID = 40;
    private static final String DEFAULT_NAME_ADVICE =
            "Name the file in `Content-Disposition`, like: attachment; filename=\"report.pdf\".";

    private Upload() {}

    /** A new document: a file with a name. */
    static NewDocument read(Call call) {
        return read(call, true);
    }

    /** Another content for a document, which keeps its name. */
    static NewDocument readContent(Call call) {
        return read(call, false);
    }

    private static NewDocument read(Call call, boolean needsName) {
        String contentType = call.header("Content-Type").orElse(null);
        String essence = contentType == null ? "" : essence(contentType);
        if (essence.equals("multipart/form-data") && contentType != null) {
            return readForm(call, contentType, needsName);
        }
        if (essence.startsWith("multipart/")) {
            throw HttpProblem.MEDIA_TYPE_UNSUPPORTED.because("Send `multipart/form-data`, or the file as it is.");
        }
        Optional<String> fileName = call.header("Content-Disposition")
                .flatMap(disposition -> ContentDisposition.parse(disposition)
                        .orElseThrow(() -> RequestRefusal.MALFORMED.because("`Content-Disposition` cannot be read."))
                        .fileName());
        if (needsName && fileName.isEmpty()) {
            throw invalid("missing", DEFAULT_NAME_ADVICE);
        }
        return new NewDocument(
                fileName.orElse(""),
                mediaType(contentType),
                call.declaredLength().orElse(null),
                call.stream());
    }

    private static NewDocument readForm(Call call, String contentType, boolean needsName) {
        MultipartInput form = open(call.stream(), boundary(contentType));
        try {
            if (!form.skipPreamble()) {
                throw malformed("The form has no parts.");
            }
            OrganizationId organization = null;
            String headers = form.readHeaders();
            ContentDisposition disposition = partDisposition(headers);
            if (needsName && "organizationId".equals(disposition.parameter("name"))) {
                organization = organization(form);
                headers = form.readHeaders();
                disposition = partDisposition(headers);
            }
            if (!"file".equals(disposition.parameter("name"))) {
                throw invalid("unknown-part", "Send one part, and name it `file`.");
            }
            String fileName = disposition
                    .fileName()
                    .or(() -> needsName ? Optional.empty() : Optional.of(""))
                    .orElseThrow(() -> invalid("missing", "Give the part `file` a file name."));
            String mediaType = mediaType(header(headers, "content-type"));
            return new NewDocument(organization, fileName, mediaType, null, new OnlyPart(form));
        } catch (IOException broken) {
            throw malformed("The form cannot be read.");
        }
    }

    private static ContentDisposition partDisposition(String headers) {
        return Optional.ofNullable(header(headers, "content-disposition"))
                .flatMap(ContentDisposition::parse)
                .filter(each -> each.type().equals("form-data"))
                .orElseThrow(() -> malformed("A part has no `Content-Disposition: form-data`."));
    }

    /** The part before the file that says for whom it is. */
    private static OrganizationId organization(MultipartInput form) throws IOException {
        byte[] text = form.newInputStream().readNBytes(LONGEST_ID + 1);
        if (text.length > LONGEST_ID || !form.readBoundary()) {
            throw invalid("unknown-part", "Send the part `organizationId` with an id, and then the part `file`.");
        }
        return Ids.parse(
                new String(text, StandardCharsets.ISO_8859_1).strip(), OrganizationId::parse, OrganizationId::new);
    }

    private static MultipartInput open(InputStream body, byte[] boundary) {
        try {
            return MultipartInput.builder()
                    .setInputStream(body)
                    .setBoundary(boundary)
                    .setBufferSize(64 * 1024)
                    .setMaxPartHeaderSize(LONGEST_PART_HEADERS)
                    .get();
        } catch (IOException | IllegalArgumentException broken) {
            throw malformed("The form cannot be read.");
        }
    }

    /**
     * The file's bytes. Their end is an end only if the form ends there too: then nothing that was sent is ignored. Who reads on
     * after the end finds the end again, which the form itself, being past it, would not say.
     */
    private static final class OnlyPart extends FilterInputStream {
        private final MultipartInput form;
        private boolean ended;

        private OnlyPart(MultipartInput form) {
            super(form.newInputStream());
            this.form = form;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (ended) {
                return -1;
            }
            int read = super.read(bytes, offset, length);
            if (read < 0) {
                ended = true;
                if (hasMore()) {
                    throw invalid("unknown-part", "Send one part, and nothing after it.");
                }
            }
            return read;
        }

        private boolean hasMore() throws IOException {
            try {
                return form.readBoundary();
            } catch (FileUploadException broken) {
                throw new IOException("The form does not end as forms end", broken);
            }
        }

        /** The server reads on or closes the connection; reading to the end here would be without a bound. */
        @Override
        public void close() {}
    }

    private static byte[] boundary(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        int start = lower.indexOf("boundary=");
        if (start < 0) {
            throw malformed("`Content-Type` names no boundary.");
        }
        String rest = contentType.substring(start + "boundary=".length()).strip();
        boolean isQuoted = rest.startsWith("\"");
        int end = isQuoted ? rest.indexOf('"', 1) : rest.indexOf(';');
        String boundary = isQuoted
                ? rest.substring(1, Math.max(1, end))
                : end < 0 ? rest : rest.substring(0, end).strip();
        if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw malformed("The boundary of a form has 1 to 70 characters.");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A header of a part; {@code null} if it is not there. */
    private static @Nullable String header(String headers, String name) {
        for (String line : headers.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                return line.substring(colon + 1).strip();
            }
        }
        return null;
    }

    private static String essence(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** The type as claimed, without parameters; nothing if it is not one: it goes into a header of every download. */
    private static @Nullable String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        String essence = essence(contentType);
        int slash = essence.indexOf('/');
        boolean isType = slash > 0
                && slash == essence.lastIndexOf('/')
                && slash < essence.length() - 1
                && essence.length() <= LONGEST_MEDIA_TYPE
                && essence.chars()
                        .allMatch(each -> each > ' ' && each < 0x7f && "\"(),:;<=>?@[\\]{}".indexOf(each) < 0);
        if (!isType) {
            throw malformed("`Content-Type` is a type like `application/pdf`.");
        }
        return essence;
    }

    private static Refusal malformed(String detail) {
        return RequestRefusal.MALFORMED.because(detail);
    }

    private static Refusal invalid(String code, String detail) {
        return RequestRefusal.INVALID
                .because(detail)
                .withErrors(List.of(new FieldError(code.equals("missing") ? "/fileName" : "/file", code, detail)));
    }
}
