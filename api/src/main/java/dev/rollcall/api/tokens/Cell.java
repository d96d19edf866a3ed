package dev.rollcall.api.tokens;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * {@code rollcall.cell}: which of several installations this one is. What it signs for clients begins with the name, as
 * in {@code eu1.rt1.…}, so that a gateway can send it back here without knowing a key.
 *
 * @param cell Name of this installation, if the users are spread over several: 1 to 16 of the characters a to z, 0 to 9
 *     and '-'. Refresh tokens and page cookies begin with it. See docs/install.md.
 */
@ConfigurationProperties("rollcall")
public record Cell(@Nullable String cell) {

    private static final String NAME = "[a-z0-9-]{1,16}";

    /** What signed values without a cell begin with. A cell of this name could not be told from none. */
    private static final String FORMAT_NAME = "(rt|bc|nt|pw|rp|pc)1";

    public Cell {
        Assert.isTrue(
                cell == null || cell.matches(NAME) && !cell.matches(FORMAT_NAME),
                "rollcall.cell must have 1 to 16 of the characters a to z, 0 to 9 and '-',"
                        + " and must not be rt1, bc1, nt1, pw1, rp1 or pc1");
    }

    /** Returns the content of a signed value with the name of this cell, if it has one. */
    public String name(String content) {
        return prefix() + content;
    }

    /**
     * Returns the content of a signed value without the name of this cell. A value from before the cell had a name stays
     * as it is, and so does one of another cell, which therefore has none of the formats that are read here.
     */
    public String withoutName(String content) {
        String prefix = prefix();
        return content.startsWith(prefix) ? content.substring(prefix.length()) : content;
    }

    private String prefix() {
        return cell == null ? "" : cell + ".";
    }
}
