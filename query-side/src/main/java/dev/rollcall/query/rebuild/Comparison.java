package dev.rollcall.query.rebuild;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of comparing the table in use with one that was rebuilt from the events.
 *
 * @param rows the number of rows in the new table
 * @param rowsBefore the number of rows in the table in use
 * @param checksum over all rows of the new table, in any order
 * @param checksumBefore over all rows of the table in use
 * @param missing rows that the table in use lacks
 * @param unexpected rows that the table in use should not have
 * @param changed rows whose values are wrong in the table in use
 * @param explained rows that differ without being damaged: their devices in the events can no longer be opened
 * @param examples of the damaged rows
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

    /** Returns whether no row was damaged. */
    public boolean isIntact() {
        return missing + unexpected + changed == 0;
    }

    /** Adds the comparison of other rows. */
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
