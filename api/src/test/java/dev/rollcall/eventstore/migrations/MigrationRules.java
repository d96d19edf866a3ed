package dev.rollcall.eventstore.migrations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a migration must not do while nodes of the release before it run. A statement that contracts is allowed if the
 * line before it says since which release nothing uses what it takes away:
 * {@code -- contract step, unused since 0.2.0: …}.
 */
final class MigrationRules {

    private static final Pattern CONTRACT =
            Pattern.compile("(?i)--\\s*contract step, unused since \\d+\\.\\d+\\.\\d+: \\S.*");

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");

    private static final Pattern BODY_MARK = Pattern.compile("\\$\\w*\\$");

    private static final Pattern CREATED =
            Pattern.compile("\\bcreate (?:unlogged )?(?:table|view|type|sequence) (?:if not exists )?(\\w+)");

    private static final Pattern CHANGED =
            Pattern.compile("\\balter (?:table|type|sequence|view) (?:if exists )?(?:only )?(\\w+)");

    private static final Pattern UNIQUE_INDEX = Pattern.compile(
            "\\bcreate unique index (?:concurrently )?(?:if not exists )?(?:\\w+ )?on (?:only )?(\\w+)");

    /** What each pattern of SQL, in lower case with single blanks, would do to the earlier release. */
    private static final Map<Pattern, String> REFUSED = new LinkedHashMap<>();

    static {
        REFUSED.put(Pattern.compile("\\bdrop\\b"), "drops what the release before it may use");
        REFUSED.put(Pattern.compile("\\brename\\b"), "renames what the release before it may use");
        REFUSED.put(Pattern.compile("\\bset not null\\b"), "requires a value that the release before it may not write");
        REFUSED.put(
                Pattern.compile(
                        "\\badd (?:column )?(?:if not exists )?(?!constraint|value|check|unique|primary|foreign)"
                                + "(?:(?!\\bdefault\\b|\\bgenerated\\b|,).)*\\bnot null\\b"
                                + "(?!(?:(?!,).)*\\b(?:default|generated)\\b)"),
                "adds a column that the release before it does not write, without a default");
        REFUSED.put(
                Pattern.compile("\\balter (?:column )?\\w+ (?:set data )?type\\b"),
                "changes a type that the release before it reads or writes");
        REFUSED.put(
                Pattern.compile("\\badd (?:constraint|check|unique|primary key|foreign key|exclude)\\b"),
                "adds a constraint that the release before it does not know");
    }

    private MigrationRules() {}

    /** Returns what is wrong with a migration, a sentence for each statement; empty if nothing is. */
    static List<String> violations(String sql) {
        List<String> violations = new ArrayList<>();
        List<String> ownObjects = CREATED.matcher(normal(sql))
                .results()
                .map(match -> match.group(1))
                .toList();
        for (String statement : statements(sql)) {
            String normal = normal(statement);
            if (!normal.isEmpty() && !isMarked(statement) && !isAboutOwn(normal, ownObjects)) {
                faults(normal).forEach(fault -> violations.add("'" + shortened(normal) + "' " + fault));
            }
        }
        return violations;
    }

    private static Stream<String> faults(String normal) {
        if (UNIQUE_INDEX.matcher(normal).find()) {
            return Stream.of("adds a constraint that the release before it does not know");
        }
        return REFUSED.entrySet().stream()
                .filter(rule -> rule.getKey().matcher(normal).find())
                .map(Map.Entry::getValue);
    }

    /** Nobody uses yet what the same migration has created. Two statements in one line are not told apart. */
    private static boolean isAboutOwn(String normal, List<String> ownObjects) {
        boolean isAlone = normal.indexOf(';') == normal.length() - 1;
        return isAlone
                && Stream.of(CHANGED, UNIQUE_INDEX)
                        .map(pattern -> pattern.matcher(normal))
                        .filter(Matcher::lookingAt)
                        .anyMatch(match -> ownObjects.contains(match.group(1)));
    }

    private static boolean isMarked(String statement) {
        return statement.lines().anyMatch(line -> CONTRACT.matcher(line.strip()).matches());
    }

    /** Splits at semicolons, but not in comments and bodies of functions; a statement has the comments before it. */
    private static List<String> statements(String sql) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        boolean inBody = false;
        for (String line : sql.lines().toList()) {
            String code = COMMENT.matcher(line).replaceAll("");
            inBody ^= BODY_MARK.matcher(code).results().count() % 2 == 1;
            statement.append(line).append('\n');
            if (!inBody && code.stripTrailing().endsWith(";")) {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
        statements.add(statement.toString());
        return statements;
    }

    private static String normal(String sql) {
        return COMMENT.matcher(sql)
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String shortened(String statement) {
        return statement.length() <= 100 ? statement : statement.substring(0, 100) + "…";
    }
}
