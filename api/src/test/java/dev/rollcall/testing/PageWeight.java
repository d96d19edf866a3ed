package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** What a browser loads and keeps for a page. */
public final class PageWeight {

    private static final int MOST_BYTES = 60_000;

    /** From here on, browsers become slow on cheap phones. */
    private static final int MOST_ELEMENTS = 3_000;

    private PageWeight() {}

    /** Asserts that the page with its style sheets and scripts is small, and has a bounded number of elements. */
    public static void assertLight(Client node, Visitor.Page page) {
        assertThat(page.status()).isEqualTo(200);
        assertThat(compressed(node, page)).as(page.html().title()).isLessThan(MOST_BYTES);
        assertThat(page.html().getAllElements()).as(page.html().title()).hasSizeLessThan(MOST_ELEMENTS);
    }

    private static int compressed(Client node, Visitor.Page page) {
        List<String> parts = Stream.concat(
                        page.html().select("link[rel=stylesheet]").eachAttr("href").stream(),
                        page.html().select("script[src]").eachAttr("src").stream())
                .toList();
        assertThat(parts).hasSizeGreaterThan(5);
        int all = compressed(page.html().outerHtml());
        for (String part : parts) {
            Reply reply = node.get(part);
            assertThat(reply.status()).as(part).isEqualTo(200);
            all += compressed(reply.body().toString());
        }
        return all;
    }

    private static int compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.size();
    }
}
