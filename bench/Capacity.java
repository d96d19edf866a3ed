import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Computes what an installation needs, from assumptions that are options. Prints a Markdown table with a column for
 * each number of users. Where the figures are from: docs/scaling.md.
 */
public class Capacity {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int DAYS_PER_YEAR = 365;
    private static final double MICROS = 1e6;
    private static final double MILLIS = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;

    private static final double MOST_USERS = 2_000_000_000;
    private static final int LEAST_NODES = 2;
    private static final int CONNECTIONS_PER_NODE = 20;
    private static final int SECONDS_ENDED_IS_KNOWN = 120;

    /** Events of a session: its start and its end. */
    private static final int EVENTS = 2;

    private static final double BYTES_FOR_EVER = 2_000;
    private static final double BYTES_ARCHIVED = 232;
    private static final double BYTES_LIVE = 620;
    private static final double BYTES_ENDED = 181;
    private static final double BYTES_USER = 160;
    private static final double BYTES_IMAGES = 8_192;

    private static final double HEAP_NODE = 60e6;
    private static final double HEAP_KNOWN = 1_320;
    private static final double HEAP_ENDED = 150;
    private static final double HEAP_STREAM = 8_400;

    private static final double LOG_EVENTS_PER_SECOND = 24_700;
    private static final double HISTORY_EVENTS_PER_SECOND = 5_000;
    private static final int USES_IN_A_STATEMENT = 200;
    private static final int EXPIRIES_IN_A_COMMIT = 4;
    private static final double CLEAN_UP_MILLIS = 2.5;

    /** An assumption, given as {@code --name value}. */
    enum Option {
        STARTS(2.5, 0.001, 1_000, "session starts of a user in a day"),
        BUSIEST_HOUR(10, 4.2, 100, "percent of the starts of a day that are in its busiest hour"),
        ACTIVE(20, 0.001, 100, "percent of the users who are active at the peak, with one session each"),
        CHECKS(50, 0.001, 10_000, "checks of an active session in an hour"),
        TOKEN_MINUTES(15, 0, 1_440, "lifetime of an access token; 0 if nobody refreshes tokens"),
        LIFE(14, 0.01, 87_600, "hours from the start of a session to its end"),
        EXPIRED(50, 0, 100, "percent of the sessions that expire; the others are ended by users or by the limit"),
        STREAMS(0, 0, 100, "percent of the active users with an open stream of session events"),
        STICKY(0, 0, 1, "1 if the gateway sends the requests of a session to one node, 0 if to any"),
        YEARS(2, 0.1, 100, "years of events and history that the disk has to hold"),
        KEEP_HISTORY(0, 0, 36_500, "days after which events and history are archived; 0 if they never are"),
        KEEP_ENDED(30, 0.1, 3_650, "days for which rows of ended sessions are kept"),
        NODE_CORES(8, 1, 1_000, "cores of a node"),
        DATABASE_CORES(32, 1, 1_000, "cores of PostgreSQL"),
        BUSY(50, 1, 100, "percent of the cores that may be busy at the peak"),
        CORE_SPEED(1, 0.1, 10, "speed of a core, compared with those that were measured"),
        DISK(64, 0.001, 100_000, "TB of disk of a database"),
        WAL(100, 0.1, 100_000, "MB/s of WAL that disk and standby can take"),
        CONNECTIONS(1_000, 40, 100_000, "connections that PostgreSQL can have"),
        COMMIT_WAIT(2, 0, 1_000, "milliseconds that a commit waits for disk and standby"),
        IMAGES(6, 0, 20, "images of pages that a start and its end add to the WAL");

        private final double usual;
        private final double least;
        private final double most;
        private final String meaning;

        Option(double usual, double least, double most, String meaning) {
            this.usual = usual;
            this.least = least;
            this.most = most;
            this.meaning = meaning;
        }

        String flag() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What an operation costs: microseconds of a core of a node and of PostgreSQL, and bytes of WAL. */
    enum Operation {
        START(997, 354, 2_800),
        END(1_007, 509, 1_750),
        CHECK(49, 0, 0),
        USE(48, 28, 200),
        REFRESH(467, 79, 250),
        NEW_TOKEN(105, 0, 0),
        NEW_SESSION(190, 75, 0),
        ENDED_ELSEWHERE(120, 0, 0);

        private final double service;
        private final double database;
        private final double wal;

        Operation(double service, double database, double wal) {
            this.service = service;
            this.database = database;
            this.wal = wal;
        }
    }

    /** What of one database is used up; at 1, another one is due. */
    enum Limit {
        DATABASE_CORES("cores of PostgreSQL"),
        DISK("disk"),
        WAL("WAL"),
        CONNECTIONS("connections"),
        EXPIRIES("recording of expiries"),
        HISTORY("history"),
        LOG("transparency log");

        private final String text;

        Limit(String text) {
            this.text = text;
        }
    }

    static class WrongArguments extends RuntimeException {

        WrongArguments(String message) {
            super(message);
        }
    }

    /** The load of one database with a number of users, and the nodes that it needs. */
    static class Cell {

        private final Map<Option, Double> options;
        private final double users;
        private final Map<Operation, Double> perSecond = new EnumMap<>(Operation.class);
        private int nodes = LEAST_NODES;

        Cell(double users, Map<Option, Double> options) {
            this.users = users;
            this.options = options;
            addNodes();
        }

        /** More nodes record more uses, and know more new tokens. */
        private void addNodes() {
            count();
            while (isTooMuch() && nodes <= get(Option.CONNECTIONS) / CONNECTIONS_PER_NODE) {
                nodes++;
                count();
            }
        }

        private boolean isTooMuch() {
            return serviceCores() > nodes * usable(Option.NODE_CORES)
                    || perSecond(Operation.USE) > nodes * share(Option.BUSY) * usesThatANodeWrites();
        }

        private void count() {
            double starts = startsPerDay() * share(Option.BUSIEST_HOUR) / SECONDS_PER_HOUR;
            double checks = active() * get(Option.CHECKS) / SECONDS_PER_HOUR;
            double refreshes = get(Option.TOKEN_MINUTES) == 0
                    ? 0 : active() / (get(Option.TOKEN_MINUTES) * SECONDS_PER_MINUTE);
            int places = get(Option.STICKY) == 1 ? 1 : nodes;
            perSecond.put(Operation.START, starts);
            perSecond.put(Operation.END, starts);
            perSecond.put(Operation.CHECK, checks);
            perSecond.put(Operation.USE, uses(checks, places));
            perSecond.put(Operation.REFRESH, refreshes);
            perSecond.put(Operation.NEW_TOKEN, Math.min(checks, (starts + refreshes) * places));
            perSecond.put(Operation.NEW_SESSION, Math.min(checks, starts * places));
            perSecond.put(Operation.ENDED_ELSEWHERE, starts * (nodes - 1));
        }

        /** Each node records a use of a session at the first check that is a minute or more after the last one. */
        private double uses(double checks, int places) {
            double checksPerMinute = get(Option.CHECKS) / SECONDS_PER_MINUTE / places;
            return checks / (1 + checksPerMinute);
        }

        /** One thread writes them, and waits for each commit. */
        private double usesThatANodeWrites() {
            double statement = USES_IN_A_STATEMENT * (Operation.USE.service + Operation.USE.database) / MICROS;
            return USES_IN_A_STATEMENT / (statement / get(Option.CORE_SPEED) + get(Option.COMMIT_WAIT) / MILLIS);
        }

        private double get(Option option) {
            return options.get(option);
        }

        private double share(Option percent) {
            return get(percent) / 100;
        }

        private double usable(Option cores) {
            return get(cores) * share(Option.BUSY);
        }

        double active() {
            return users * share(Option.ACTIVE);
        }

        private double startsPerDay() {
            return users * get(Option.STARTS);
        }

        double perSecond(Operation operation) {
            return perSecond.get(operation);
        }

        private double sum(Function<Operation, Double> cost) {
            return perSecond.entrySet().stream()
                    .mapToDouble(entry -> entry.getValue() * cost.apply(entry.getKey())).sum();
        }

        double serviceCores() {
            return sum(operation -> operation.service) / MICROS / get(Option.CORE_SPEED);
        }

        double databaseCores() {
            return sum(operation -> operation.database) / MICROS / get(Option.CORE_SPEED);
        }

        double walPerSecond() {
            return sum(operation -> operation.wal) + perSecond(Operation.START) * get(Option.IMAGES) * BYTES_IMAGES;
        }

        int nodes() {
            return nodes;
        }

        double bytesPerYear() {
            return startsPerDay() * DAYS_PER_YEAR * BYTES_FOR_EVER;
        }

        /** Of the history of the years that the disk has to hold. */
        private double bytesOfHistory() {
            double days = get(Option.YEARS) * DAYS_PER_YEAR;
            double kept = get(Option.KEEP_HISTORY) == 0 ? days : Math.min(days, get(Option.KEEP_HISTORY));
            return startsPerDay() * (kept * BYTES_FOR_EVER + (days - kept) * BYTES_ARCHIVED);
        }

        private double liveSessions() {
            return startsPerDay() * get(Option.LIFE) * SECONDS_PER_HOUR / SECONDS_PER_DAY;
        }

        /** What does not grow: users, live sessions, and sessions that ended a short while ago. */
        double bytesThatStay() {
            return users * BYTES_USER + liveSessions() * BYTES_LIVE + startsPerDay() * get(Option.KEEP_ENDED) * BYTES_ENDED;
        }

        /** If requests of a session go to any node, each node knows all active sessions. */
        double knownSessions() {
            return get(Option.STICKY) == 1 ? active() / nodes : active();
        }

        double heap() {
            double streams = active() * share(Option.STREAMS) / nodes;
            return HEAP_NODE + knownSessions() * HEAP_KNOWN + streams * HEAP_STREAM
                    + perSecond(Operation.END) * SECONDS_ENDED_IS_KNOWN * HEAP_ENDED;
        }

        private double expiriesPerSecond() {
            return startsPerDay() / SECONDS_PER_DAY * share(Option.EXPIRED);
        }

        double cleanUpHours() {
            double usersWithSessions = Math.min(users, liveSessions());
            return usersWithSessions * CLEAN_UP_MILLIS / get(Option.CORE_SPEED) / MILLIS / SECONDS_PER_HOUR;
        }

        Map<Limit, Double> used() {
            double events = EVENTS * perSecond(Operation.START) / get(Option.CORE_SPEED);
            Map<Limit, Double> used = new EnumMap<>(Limit.class);
            used.put(Limit.DATABASE_CORES, databaseCores() / usable(Option.DATABASE_CORES));
            used.put(Limit.DISK, (bytesThatStay() + bytesOfHistory()) / TERA / get(Option.DISK));
            used.put(Limit.WAL, walPerSecond() / MEGA / get(Option.WAL));
            used.put(Limit.CONNECTIONS, nodes * CONNECTIONS_PER_NODE / get(Option.CONNECTIONS));
            used.put(Limit.EXPIRIES, expiriesPerSecond()
                    * (Operation.END.database / MILLIS / get(Option.CORE_SPEED)
                            + get(Option.COMMIT_WAIT) / EXPIRIES_IN_A_COMMIT) / MILLIS);
            used.put(Limit.HISTORY, events / HISTORY_EVENTS_PER_SECOND);
            used.put(Limit.LOG, events / LOG_EVENTS_PER_SECOND);
            return used;
        }

        Map.Entry<Limit, Double> first() {
            return used().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        }
    }

    /** As few equal cells as are enough for the users. */
    private record Plan(int cells, Cell cell) {

        static Plan of(double users, Map<Option, Double> options) {
            int cells = 1;
            Cell cell = new Cell(users, options);
            while (cell.first().getValue() > 1) {
                cells = Math.max(cells + 1, (int) (cells * cell.first().getValue()));
                cell = new Cell(users / cells, options);
            }
            return new Plan(cells, cell);
        }
    }

    public static void main(String[] arguments) {
        try {
            System.out.print(answer(arguments));
        } catch (WrongArguments wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private static String answer(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            return help();
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new WrongArguments(arguments[i] + " has no value; see --help");
            }
            if (given.put(arguments[i], arguments[i + 1]) != null) {
                throw new WrongArguments(arguments[i] + " is given twice");
            }
        }
        List<Double> users = Arrays.stream(String.valueOf(given.remove("--users")).split(","))
                .map(text -> number("--users", text, 1, MOST_USERS)).toList();
        Map<Option, Double> options = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            String text = given.remove(option.flag());
            options.put(option, text == null ? option.usual : number(option.flag(), text, option.least, option.most));
        }
        if (!given.isEmpty()) {
            throw new WrongArguments(given.keySet().iterator().next() + " is not an option; see --help");
        }
        return table(users.stream().map(number -> Plan.of(number, options)).toList(), users);
    }

    private static double number(String flag, String text, double least, double most) {
        try {
            double value = Double.parseDouble(text.replace("_", ""));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the same message
        }
        throw new WrongArguments("%s must be a number from %s to %s, not: %s"
                .formatted(flag, plain(least), plain(most), text));
    }

    private static String help() {
        return "java bench/Capacity.java --users 100000,5000000 [--option value] ...\n"
                + Arrays.stream(Option.values())
                        .map(option -> "  %-16s %6s  %s%n".formatted(option.flag(), plain(option.usual), option.meaning))
                        .collect(Collectors.joining());
    }

    private static String table(List<Plan> plans, List<Double> users) {
        StringBuilder table = new StringBuilder();
        row(table, "users", users, number -> plain(number));
        row(table, "---", plans, plan -> "--:");
        row(table, "active at the peak", plans, plan -> whole(plan.cells * plan.cell.active()));
        perSecond(table, "starts/s, and as many ends", plans, Operation.START);
        perSecond(table, "checks/s", plans, Operation.CHECK);
        perSecond(table, "recorded uses/s", plans, Operation.USE);
        perSecond(table, "refreshes/s", plans, Operation.REFRESH);
        row(table, "busy cores of all nodes", plans, plan -> brief(plan.cells * plan.cell.serviceCores()));
        row(table, "busy cores of PostgreSQL", plans, plan -> brief(plan.cells * plan.cell.databaseCores()));
        row(table, "TB that stay", plans, plan -> brief(plan.cells * plan.cell.bytesThatStay() / TERA));
        row(table, "TB more each year", plans, plan -> brief(plan.cells * plan.cell.bytesPerYear() / TERA));
        row(table, "**cells**", plans, plan -> "**" + plan.cells + "**");
        row(table, "nodes of a cell", plans, plan -> whole(plan.cell.nodes()));
        row(table, "connections of a cell", plans, plan -> whole(plan.cell.nodes() * CONNECTIONS_PER_NODE));
        row(table, "`known-sessions`, `known-tokens`", plans, plan -> whole(plan.cell.knownSessions()));
        row(table, "GB of live heap of a node", plans, plan -> brief(plan.cell.heap() / GIGA));
        row(table, "ended sessions/s that each node reads", plans, plan -> whole(plan.cell.perSecond(Operation.END)));
        row(table, "MB/s of WAL of a cell", plans, plan -> brief(plan.cell.walPerSecond() / MEGA));
        row(table, "hours of a clean-up", plans, plan -> brief(plan.cell.cleanUpHours()));
        for (Limit limit : Limit.values()) {
            row(table, "% used: " + limit.text, plans, plan -> whole(100 * plan.cell.used().get(limit)));
        }
        row(table, "first limit", plans, plan -> plan.cell.first().getKey().text);
        return table.toString();
    }

    private static void perSecond(StringBuilder table, String name, List<Plan> plans, Operation operation) {
        row(table, name, plans, plan -> whole(plan.cells * plan.cell.perSecond(operation)));
    }

    private static <T> void row(StringBuilder table, String name, List<T> columns, Function<T, String> cell) {
        table.append(columns.stream().map(cell).collect(Collectors.joining(" | ", "| " + name + " | ", " |\n")));
    }

    private static String whole(double number) {
        return number > 0 && number < 10 ? brief(number) : String.format(Locale.ROOT, "%,.0f", number);
    }

    /** Two digits that count, so that a small number is not 0. */
    private static String brief(double number) {
        if (number >= 100) {
            return String.format(Locale.ROOT, "%,.0f", number);
        }
        return new BigDecimal(number).round(new MathContext(2)).stripTrailingZeros().toPlainString();
    }

    private static String plain(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%,.0f", number) : new BigDecimal(Double.toString(number)).toPlainString();
    }
}
