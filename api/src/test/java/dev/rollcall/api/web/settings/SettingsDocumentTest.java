package dev.rollcall.api.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/settings.md lists every setting of the configuration metadata, and no other. */
class SettingsDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\|");

    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    @Test
    void listsEverySettingAndNoOther() throws IOException {
        Set<String> known = new TreeSet<>();
        KnownSettings.ofThisApplication().all().forEach(setting -> known.add(listed(setting.name())));

        assertThat(documented()).isEqualTo(known);
    }

    /** Maps a setting of list entries to the row that describes the list. */
    private static String listed(String name) {
        return name.replaceFirst("^(rollcall\\.external-issuers).*", "$1[].*")
                .replaceFirst("^rollcall\\.trusted-clients$", "rollcall.trusted-clients[].id")
                .replaceFirst("\\[\\]$", "");
    }

    /** {@code `rollcall.a.b`, `.c`} are {@code rollcall.a.b} and {@code rollcall.a.c}. */
    private static Set<String> documented() throws IOException {
        Set<String> keys = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/settings.md")));
        while (row.find()) {
            List<String> named = KEY.matcher(row.group(1))
                    .results()
                    .map(key -> key.group(1).replace("[n]", "[]"))
                    .toList();
            String first = named.get(0);
            String section = first.substring(0, first.lastIndexOf('.'));
            named.stream()
                    .map(key -> key.startsWith(".") ? section + key : key)
                    .filter(key -> key.startsWith("rollcall."))
                    .forEach(keys::add);
        }
        return keys;
    }
}
