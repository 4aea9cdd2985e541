package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Pictures, which have no text. Their size is known before they are decoded, and of large ones only every so many pixels are kept. */
final class PictureReader {

    /** Four times the thumbnail in each direction, so that what is left out does not show. */
    private static final int DECODED_SIDE = 1_024;

    private PictureReader() {}

    static Reading read(Path file) throws IOException, Unreadable {
        try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            if (!readers.hasNext()) {
                throw new Unreadable("The picture is broken, or not what its type says.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes, true, true);
                return Reading.of("").withThumbnail(Thumbnails.of(decoded(reader)));
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage decoded(ImageReader reader) throws IOException, Unreadable {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        long most = reader.getFormatName().equalsIgnoreCase("jpeg") ? Limits.MOST_JPEG_PIXELS : Limits.MOST_PIXELS;
        if (width * height > most) {
            throw new Unreadable("The picture has " + width + " by " + height + " pixels; at most " + most / 1_000_000
                    + " million are decoded.");
        }
        int every = (int) Math.max(1, Math.max(width, height) / DECODED_SIDE);
        ImageReadParam some = reader.getDefaultReadParam();
        some.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, some);
    }
}
