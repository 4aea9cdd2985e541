package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Pictures in small, as PNG without anything else that the picture came with. */
final class Thumbnails {

    private static final int SIDE = DocumentProcessor.THUMBNAIL_SIDE;

    private Thumbnails() {}

    /** The picture, no larger than a thumbnail on either side and no larger than it was, on white where it is transparent. */
    static byte[] of(BufferedImage picture) throws IOException {
        double scale = Math.min(1, SIDE / (double) Math.max(picture.getWidth(), picture.getHeight()));
        BufferedImage present = picture;
        // Halved step by step: one step from large to small leaves most of the picture out.
        while (present.getWidth() * 0.5 > picture.getWidth() * scale
                && present.getWidth() > 1
                && present.getHeight() > 1) {
            present = drawn(present, present.getWidth() / 2, present.getHeight() / 2);
        }
        BufferedImage small =
                drawn(present, Math.max(1, (int) Math.round(picture.getWidth() * scale)), Math.max(1, (int)
                        Math.round(picture.getHeight() * scale)));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(small, "png", png);
        return png.toByteArray();
    }

    private static BufferedImage drawn(BufferedImage picture, int width, int height) {
        BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = target.createGraphics();
        try {
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, width, height);
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(picture, 0, 0, width, height, null);
        } finally {
            canvas.dispose();
        }
        return target;
    }
}
