package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Documents of word processors: a ZIP file with XML in it. Paragraphs as lines; the pages that the program counted when it wrote them. */
final class DocxReader {

    private static final String BODY = "word/document.xml";
    private static final String PROPERTIES = "docProps/app.xml";
    private static final String STYLES = "word/styles.xml";
    private static final byte[] PROTECTED = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0};

    private DocxReader() {}

    static Reading read(Path file) throws IOException, Unreadable {
        refuseProtected(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > Limits.MOST_PARTS) {
                throw new Unreadable(
                        "The file has " + zip.size() + " parts; at most " + Limits.MOST_PARTS + " are read.");
            }
            ZipEntry body = zip.getEntry(BODY);
            if (body == null) {
                throw new Unreadable("The file has no text where documents of this type have theirs.");
            }
            BoundedText text = new BoundedText();
            read(zip, body, new Body(text));
            Pages pages = new Pages();
            read(zip, zip.getEntry(PROPERTIES), pages);
            Language language = new Language();
            read(zip, zip.getEntry(STYLES), language);
            return Reading.of(text.toString().strip()).withPages(pages.count).in(language.tag);
        } catch (XMLStreamException broken) {
            throw new Unreadable("The file is broken, or not what its type says.");
        }
    }

    /** A document with a password is no ZIP file but one of the old kind, around what is encrypted. */
    private static void refuseProtected(Path file) throws IOException, Unreadable {
        try (InputStream bytes = Files.newInputStream(file)) {
            if (Arrays.equals(bytes.readNBytes(PROTECTED.length), PROTECTED)) {
                throw new Unreadable("The file is protected with a password.");
            }
        }
    }

    private static void read(ZipFile zip, @Nullable ZipEntry part, Part into)
            throws IOException, XMLStreamException, Unreadable {
        if (part == null) {
            return;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (Inflated bytes = new Inflated(zip.getInputStream(part))) {
            XMLStreamReader xml = factory.createXMLStreamReader(bytes);
            try {
                while (xml.hasNext() && !into.isDone()) {
                    into.event(xml.next(), xml);
                }
            } finally {
                xml.close();
            }
        } catch (TooMuch bomb) {
            throw new Unreadable(
                    "What is packed into the file is too large: more than " + (Limits.MOST_INFLATED >> 20) + " MiB.");
        }
    }

    /** What looks at the events of a part. */
    private interface Part {
        void event(int type, XMLStreamReader xml);

        boolean isDone();
    }

    private static final class Body implements Part {

        private final BoundedText text;
        private boolean isText;

        Body(BoundedText text) {
            this.text = text;
        }

        @Override
        public void event(int type, XMLStreamReader xml) {
            if (type == XMLStreamConstants.CHARACTERS && isText) {
                text.add(xml.getText());
            } else if (type == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "t" -> isText = true;
                    case "tab" -> text.add("\t");
                    case "br", "cr" -> text.add("\n");
                    default -> {}
                }
            } else if (type == XMLStreamConstants.END_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "t" -> isText = false;
                    case "p" -> text.add("\n");
                    case "tc" -> text.add("\t");
                    default -> {}
                }
            }
        }

        @Override
        public boolean isDone() {
            return text.isFull();
        }
    }

    private static final class Pages implements Part {

        private static final int MOST = 1_000_000;

        private @Nullable Integer count;
        private boolean isCount;

        @Override
        public void event(int type, XMLStreamReader xml) {
            if (type == XMLStreamConstants.START_ELEMENT) {
                isCount = xml.getLocalName().equals("Pages");
            } else if (type == XMLStreamConstants.CHARACTERS && isCount) {
                String number = xml.getText().strip();
                if (number.matches("[0-9]{1,7}") && Integer.parseInt(number) <= MOST) {
                    count = Integer.valueOf(number);
                }
            }
        }

        @Override
        public boolean isDone() {
            return count != null;
        }
    }

    private static final class Language implements Part {

        private @Nullable String tag;

        @Override
        public void event(int type, XMLStreamReader xml) {
            if (type == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("lang")) {
                for (int i = 0; i < xml.getAttributeCount(); i++) {
                    if (xml.getAttributeLocalName(i).equals("val")) {
                        tag = xml.getAttributeValue(i);
                    }
                }
            }
        }

        @Override
        public boolean isDone() {
            return tag != null;
        }
    }

    /** More comes out of a part than any honest one has. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Inflated extends FilterInputStream {

        private long left = Limits.MOST_INFLATED;

        Inflated(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new TooMuch();
            }
        }
    }
}
