package dev.tenon.core.documents;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.spi.MediaTypeDetector;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What files are: their first bytes tell, and their names refine it, since a DOCX file is a ZIP file to its first bytes, and CSV is
 * text. A name or a claim that contradicts the bytes in kind is refused, one that is merely general is not. Without a detector names
 * and claims are believed.
 */
record FileTypes(@Nullable MediaTypeDetector detector) {

    private static final String TEXT = "text/plain";
    private static final String OLD_OFFICE = "application/x-ole-storage";

    /** What begins with the same bytes, always. */
    private static final Set<String> SIGNED = Set.of(
            "application/gzip",
            "application/pdf",
            "application/x-7z-compressed",
            "application/zip",
            "image/gif",
            "image/jpeg",
            "image/png",
            "image/tiff",
            "image/webp");

    private static final Set<String> PROGRAMS = Set.of(
            "application/x-msdownload",
            "application/x-elf",
            "application/x-mach-o",
            "application/java-vm",
            "application/x-dex");

    private static final Set<String> PLAYED = Set.of("audio", "video");

    /**
     * What a file is.
     *
     * @throws dev.tenon.ports.kernel.Refusal {@link DocumentRefusal#TYPE_MISMATCH}
     */
    FileType of(byte[] head, String fileName, @Nullable String claimed) {
        String ending = FileNames.type(fileName).orElse(null);
        if (detector == null) {
            return new FileType(MediaTypes.of(claimed, ending), ending);
        }
        String bytes = detector.ofBytes(head);
        Optional<String> named = detector.ofName(fileName);
        Optional<String> said = MediaTypes.claimed(claimed).filter(detector::isKnown);
        named.filter(name -> contradicts(detector, name, bytes)).ifPresent(name -> {
            throw mismatch("The name says " + name + ", but its first bytes say " + bytes + ".");
        });
        said.filter(claim -> contradicts(detector, claim, bytes)).ifPresent(claim -> {
            throw mismatch("It is sent as " + claim + ", but its first bytes say " + bytes + ".");
        });
        String type = named.filter(name -> refines(detector, name, bytes))
                .or(() -> said.filter(claim -> refines(detector, claim, bytes)))
                .filter(better -> !detector.isA(bytes, better))
                .orElse(bytes);
        return new FileType(type, shortName(detector, ending, named.orElse(null), type));
    }

    /** The short name of a document's type under another file name. */
    @Nullable
    String renamed(Document document, String newName) {
        String ending = FileNames.type(newName).orElse(null);
        if (detector == null) {
            return ending;
        }
        Optional<String> named = detector.ofName(newName);
        named.filter(name -> contradicts(detector, name, document.mediaType())).ifPresent(name -> {
            throw mismatch("The name says " + name + ", but the document is " + document.mediaType() + ".");
        });
        return shortName(detector, ending, named.orElse(null), document.mediaType());
    }

    /** The ending, unless it stands for something else, or there is none. */
    private static @Nullable String shortName(
            MediaTypeDetector detector, @Nullable String ending, @Nullable String named, String type) {
        boolean isTelling = named == null || related(detector, named, type);
        return ending != null && isTelling ? ending : detector.shortName(type).orElse(ending);
    }

    /** Whether a type says more than the bytes do, and nothing else. */
    private static boolean refines(MediaTypeDetector detector, String type, String bytes) {
        return (bytes.equals(MediaTypeDetector.UNKNOWN) && !isText(detector, type))
                || detector.isA(type, bytes)
                || (isText(detector, type) && isText(detector, bytes))
                || (bytes.equals(OLD_OFFICE) && kind(type).equals("application"));
    }

    private static boolean contradicts(MediaTypeDetector detector, String said, String bytes) {
        if (related(detector, said, bytes) || (isText(detector, said) && isText(detector, bytes))) {
            return false;
        }
        if (PROGRAMS.stream().anyMatch(program -> detector.isA(bytes, program))) {
            return true;
        }
        boolean isUnknown = bytes.equals(MediaTypeDetector.UNKNOWN);
        if (isText(detector, said)) {
            return !isUnknown;
        }
        if (isSigned(detector, said)) {
            // A picture under the ending of another is a picture; a protected Office document is no ZIP file.
            return !(isPicture(said) && isPicture(bytes)) && !(bytes.equals(OLD_OFFICE) && isOffice(said));
        }
        // Of what else there is, much begins as it likes: only what is certainly something else contradicts it.
        String kind = kind(said);
        return (isPicture(said) || PLAYED.contains(kind))
                && SIGNED.stream().anyMatch(signed -> detector.isA(bytes, signed))
                && !kind.equals(kind(bytes));
    }

    private static boolean related(MediaTypeDetector detector, String one, String other) {
        boolean isAnything = one.equals(MediaTypeDetector.UNKNOWN) || other.equals(MediaTypeDetector.UNKNOWN);
        return one.equals(other) || (!isAnything && (detector.isA(one, other) || detector.isA(other, one)));
    }

    private static boolean isSigned(MediaTypeDetector detector, String type) {
        return SIGNED.stream().anyMatch(signed -> detector.isA(type, signed));
    }

    private static boolean isText(MediaTypeDetector detector, String type) {
        return detector.isA(type, TEXT);
    }

    private static boolean isPicture(String type) {
        return kind(type).equals("image");
    }

    private static boolean isOffice(String type) {
        return type.startsWith("application/vnd.openxmlformats-officedocument.");
    }

    private static String kind(String type) {
        return type.substring(0, Math.max(0, type.indexOf('/')));
    }

    private static RuntimeException mismatch(String detail) {
        return DocumentRefusal.TYPE_MISMATCH.because(detail);
    }
}
