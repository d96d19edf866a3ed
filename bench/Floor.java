/** What operations are compared with: the same without everything that Rollcall adds. */
enum Floor {
    BARE("bare MVC endpoint", null, 1),
    START("rows of a start, by pgbench", "start.sql", 1),
    STARTS("rows of 16 starts in a transaction", "start.sql", 16),
    REFRESH("row of a refresh, by pgbench", "refresh.sql", 1),
    LIST("rows of a list, by pgbench", "list.sql", 1);

    private final String text;
    private final String script;
    private final int operations;

    Floor(String text, String script, int operations) {
        this.text = text;
        this.script = script;
        this.operations = operations;
    }

    String text() {
        return text;
    }

    /** The script for pgbench; null if the floor is not PostgreSQL. */
    String script() {
        return script;
    }

    /** How many operations a transaction does. */
    int operations() {
        return operations;
    }

    static boolean is(String name) {
        for (Floor floor : values()) {
            if (floor.text.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the floor that an operation stands on. */
    static Floor of(String operation) {
        return switch (operation) {
            case "start, limit 5" -> START;
            case "refresh" -> REFRESH;
            case "list of 5" -> LIST;
            case "end one", "end all of 5" -> null;
            default -> BARE;
        };
    }
}
