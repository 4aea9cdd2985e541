package dev.tenon.cli.plot;

import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Kind;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** A picture as PNG, of twice as many pixels each way as it is drawn in, with its description inside. Needs no display. */
final class PngCanvas implements Canvas {

    private static final int SCALE = 2;
    private static final String FORMAT = "javax_imageio_png_1.0";

    static {
        // Before anything of AWT is loaded: a display that is named but not there must not matter.
        System.setProperty("java.awt.headless", "true");
    }

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final String title;
    private final String description;

    PngCanvas(int width, int height, String title, String description) {
        requireFonts(PngCanvas::measureText);
        this.title = title;
        this.description = description;
        image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        rectangle(0, 0, width, height, "#ffffff", null);
    }

    /** The size of a text is the first that needs a font, and a server may have none: Java then breaks with errors of all sorts. */
    private static void measureText() {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 1)).stringWidth("1");
        graphics.dispose();
    }

    /** Stops, and says what to do, if this needs fonts that are not there. */
    static void requireFonts(Runnable first) {
        try {
            first.run();
        } catch (OutOfMemoryError | StackOverflowError somethingElse) {
            throw somethingElse;
        } catch (Error withoutFonts) {
            throw new Stopped(
                    Kind.UNAVAILABLE,
                    "This machine has no fonts to draw a PNG with. Name a file that ends in .svg, which needs none, or install"
                            + " fontconfig and a font, for example fonts-dejavu-core.");
        }
    }

    @Override
    public void rectangle(
            double x, double y, double width, double height, @Nullable String colour, @Nullable String says) {
        if (colour != null) {
            graphics.setColor(Color.decode(colour));
            graphics.fill(new Rectangle2D.Double(x, y, width, height));
        }
    }

    @Override
    public void rule(double x, double y, double width, String colour) {
        graphics.setColor(Color.decode(colour));
        graphics.draw(new Line2D.Double(x, y, x + width, y));
    }

    @Override
    public void text(double x, double y, String text, int size, boolean bold, Anchor anchor, String colour) {
        graphics.setColor(Color.decode(colour));
        graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size));
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double start = switch (anchor) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
        graphics.drawString(text, (float) start, (float) y);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        graphics.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            metadata.mergeTree(FORMAT, texts());
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
    }

    /** What readers for those who cannot see the picture look for. */
    private IIOMetadataNode texts() {
        IIOMetadataNode texts = new IIOMetadataNode("iTXt");
        texts.appendChild(text("Title", title));
        texts.appendChild(text("Description", description));
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(texts);
        return root;
    }

    private static IIOMetadataNode text(String keyword, String value) {
        IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
        entry.setAttribute("keyword", keyword);
        entry.setAttribute("compressionFlag", "FALSE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "en");
        entry.setAttribute("translatedKeyword", keyword);
        entry.setAttribute("text", value);
        return entry;
    }
}
