package dev.rollcall.query.log;

import dev.rollcall.transparency.GrowingTree;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** The number of leaves of the log, their root hash, and the global index of the last event. */
public record TreeHead(long size, byte[] rootHash, long lastGlobalIndex) {

    static final String SELECT = "SELECT size, root_hash, last_global_index FROM transparency_log_head";

    /** @throws InconsistentLog if the tree has another root */
    void requireRoot(GrowingTree tree) {
        if (!Arrays.equals(tree.root(), rootHash)) {
            throw new InconsistentLog("The nodes of the transparency log do not lead to its root");
        }
    }

    static TreeHead of(ResultSet row, int number) throws SQLException {
        return new TreeHead(row.getLong("size"), row.getBytes("root_hash"), row.getLong("last_global_index"));
    }
}
