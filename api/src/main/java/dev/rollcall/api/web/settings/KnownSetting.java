package dev.rollcall.api.web.settings;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * One setting, or all settings whose names differ only in an index or the key of a map.
 *
 * @param name in kebab case, with {@code []} for an index, and {@code .*} at the end if any key may follow
 */
record KnownSetting(String name) {

    private static final String INDEX = "[]";

    private static final String ANY_KEY = ".*";

    private static final Pattern LIST = Pattern.compile("java\\.util\\.(?:List|Set|Collection)<(.+)>");

    /** Looks up the properties of list elements by reflection: the metadata has only the type of the elements. */
    static List<KnownSetting> of(String name, String type) {
        Matcher list = LIST.matcher(type);
        if (list.matches()) {
            Class<?> element = ClassUtils.resolveClassName(list.group(1), KnownSetting.class.getClassLoader());
            return list(name, ResolvableType.forClass(element)).toList();
        }
        return List.of(new KnownSetting(type.startsWith("java.util.Map<") ? name + ANY_KEY : name));
    }

    private static Stream<KnownSetting> list(String name, ResolvableType element) {
        return Stream.concat(Stream.of(new KnownSetting(name)), of(name + INDEX, element));
    }

    private static Stream<KnownSetting> of(String name, ResolvableType type) {
        Class<?> raw = type.toClass();
        if (Collection.class.isAssignableFrom(raw)) {
            return list(name, type.getGeneric());
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Stream.of(new KnownSetting(name + ANY_KEY));
        }
        return raw.isRecord()
                ? Arrays.stream(raw.getRecordComponents()).flatMap(part -> of(name + "." + dashed(part), typeOf(part)))
                : Stream.of(new KnownSetting(name));
    }

    private static String dashed(RecordComponent part) {
        return DataObjectPropertyName.toDashedForm(part.getName());
    }

    private static ResolvableType typeOf(RecordComponent part) {
        return ResolvableType.forType(part.getGenericType());
    }

    /** @param other in lower case and without dashes, with {@code []} for an index */
    boolean isAt(String other) {
        return matches(name.replace("-", ""), other);
    }

    boolean isBelow(String other) {
        return name.replace("-", "").startsWith(other + ".");
    }

    /** Environment variables have no dashes: {@code max-sessions} is {@code MAXSESSIONS} or {@code MAX_SESSIONS}. */
    boolean isVariable(String variable) {
        String spelled = spelling(variable);
        return isAt(spelled) || matches(spelling(), spelled) && !name.endsWith(ANY_KEY);
    }

    private static boolean matches(String known, String other) {
        return known.endsWith(ANY_KEY)
                ? other.startsWith(known.substring(0, known.length() - 1))
                        || other.startsWith(known.substring(0, known.length() - ANY_KEY.length()) + INDEX)
                : known.equals(other);
    }

    String spelling() {
        return spelling(name);
    }

    /** Returns a form that is the same for a name and its environment variable. */
    static String spelling(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("_\\d+(?=_|$)|\\[\\d+]", INDEX)
                .replaceAll("[_-]", ".");
    }

    String variable() {
        return name.toUpperCase(Locale.ROOT).replace(INDEX, "_0").replaceAll("[.-]", "_");
    }

    @Override
    public String toString() {
        return name.replace(INDEX, "[0]");
    }
}
