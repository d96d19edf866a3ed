package dev.rollcall.query.rebuild;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found when a table was compared with the one made of the events.
 *
 * @param checksum of all rows in the new table, in whatever order
 * @param checksumBefore of all rows in the table that is read
 * @param missing rows that the table lacked
 * @param unexpected rows that it had and should not
 * @param changed rows that it had otherwise
 * @param explained rows that differ and are not damaged: their devices cannot be read in the events any more
 * @param examples of those that are damaged
 */
public record Comparison(
        long rows,
        long rowsBefore,
        BigDecimal checksum,
        BigDecimal checksumBefore,
        long missing,
        long unexpected,
        long changed,
        long explained,
        List<Difference> examples) {

    static final int EXAMPLES = 10;

    /**
     * @param difference {@code missing}, {@code unexpected}, or the columns that differ
     */
    public record Difference(String sessionId, String difference) {}

    /** Whether nothing was damaged. */
    public boolean wasRight() {
        return missing + unexpected + changed == 0;
    }

    /** Both, of different rows. */
    Comparison plus(Comparison other) {
        return new Comparison(
                rows + other.rows,
                rowsBefore + other.rowsBefore,
                checksum.add(other.checksum),
                checksumBefore.add(other.checksumBefore),
                missing + other.missing,
                unexpected + other.unexpected,
                changed + other.changed,
                explained + other.explained,
                Stream.concat(examples.stream(), other.examples.stream())
                        .limit(EXAMPLES)
                        .toList());
    }
}
