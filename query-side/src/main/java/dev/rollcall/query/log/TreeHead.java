package dev.rollcall.query.log;

import java.sql.ResultSet;
import java.sql.SQLException;

/** How many leaves the log has, and their root. */
public record TreeHead(long size, byte[] rootHash, long lastGlobalIndex) {

    static final String SELECT = "SELECT size, root_hash, last_global_index FROM transparency_log_head";

    static TreeHead of(ResultSet row, int number) throws SQLException {
        return new TreeHead(row.getLong("size"), row.getBytes("root_hash"), row.getLong("last_global_index"));
    }
}
