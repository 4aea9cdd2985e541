package dev.tenon.extraction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** What people read on a page: no scripts, no styles, nothing fetched. */
final class HtmlReader {

    private HtmlReader() {}

    static Reading read(Path file) throws IOException {
        byte[] bytes = TextReader.beginning(file);
        // Without a charset that is named, jsoup looks for one in the page.
        Document page = Jsoup.parse(new ByteArrayInputStream(bytes), null, "");
        BoundedText text = new BoundedText();
        text.add(page.title());
        text.add("\n");
        page.body().filter(new Words(text));
        Element root = page.selectFirst("html");
        return Reading.of(text.toString().strip()).in(root == null ? null : root.attr("lang"));
    }

    /** Collects words, and lines where blocks end. */
    private static final class Words implements NodeFilter {

        private final BoundedText text;

        Words(BoundedText text) {
            this.text = text;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode words) {
                text.add(words.getWholeText().replaceAll("\\s+", " "));
            } else if (node instanceof Element element && isUnread(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            return text.isFull() ? FilterResult.STOP : FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element && (element.isBlock() || element.nameIs("br"))) {
                text.add("\n");
            }
            return FilterResult.CONTINUE;
        }

        private static boolean isUnread(Element element) {
            return element.nameIs("script") || element.nameIs("style") || element.nameIs("template");
        }
    }
}
