package dev.tenon.cli.plot;

import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;

/** Where a plot goes, and what it is drawn on, by the ending of its name. A plot of that name is replaced, as a whole. */
public final class PlotFile {

    private final Path path;
    private final BarPlot.Canvases canvases;

    private PlotFile(Path path, BarPlot.Canvases canvases) {
        this.path = path;
        this.canvases = canvases;
    }

    /** The file of this name, whose ending says what it is. */
    public static PlotFile named(String name) throws NoSuchFileException {
        Path path = Path.of(name).toAbsolutePath().normalize();
        Path folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder));
        }
        if (Files.isDirectory(path)) {
            throw new Stopped(Kind.CONFLICT, path + " is a folder; name a file in it.");
        }
        String lowered = name.toLowerCase(Locale.ROOT);
        if (lowered.endsWith(".svg")) {
            return new PlotFile(path, SvgCanvas::new);
        }
        if (lowered.endsWith(".png")) {
            return new PlotFile(path, PngCanvas::new);
        }
        throw new Stopped(
                Kind.MALFORMED, "A plot is a PNG or an SVG: name a file that ends in .png or .svg, not " + name + ".");
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Draws the plot into it. */
    public void write(BarPlot plot) throws IOException {
        Canvas canvas = plot.on(canvases);
        Path part = path.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                canvas.write(out);
            }
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
