import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Seconds of processor time so far, from /proc.
 *
 * @param database that of all processes of a PostgreSQL server, including those that have ended
 */
record ProcessorTime(double service, double database) {

    private static final double TICKS_PER_SECOND = 100;

    /** Fields of /proc/PID/stat after the name of the program. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private static final int USER_OF_ENDED_CHILDREN = 13;

    private static final int SYSTEM_OF_ENDED_CHILDREN = 14;

    static ProcessorTime of(long service, long postmaster) throws IOException {
        String[] parent = stat(postmaster);
        double ticks = ticks(parent) + Long.parseLong(parent[USER_OF_ENDED_CHILDREN])
                + Long.parseLong(parent[SYSTEM_OF_ENDED_CHILDREN]);
        for (ProcessHandle child : ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
            String[] stat = stat(child.pid());
            ticks += stat == null ? 0 : ticks(stat);
        }
        return new ProcessorTime(ticks(stat(service)) / TICKS_PER_SECOND, ticks / TICKS_PER_SECOND);
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(service - before.service, database - before.database);
    }

    private static double ticks(String[] stat) {
        return Long.parseLong(stat[USER]) + Long.parseLong(stat[SYSTEM]);
    }

    /** Returns null if the process has ended. */
    private static String[] stat(long pid) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(file)) {
            return null;
        }
        String stat = Files.readString(file);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
