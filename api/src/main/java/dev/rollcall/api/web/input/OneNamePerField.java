package dev.rollcall.api.web.input;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Rejects objects that have a field under two of its names. Jackson would take the last one, and a gateway that reads the
 * body perhaps another one.
 */
class OneNamePerField extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> deserializer) {
        Map<String, String> aliases = new HashMap<>();
        bean.get()
                .findProperties()
                .forEach(field ->
                        field.findAliases().forEach(alias -> aliases.put(alias.getSimpleName(), field.getName())));
        return aliases.isEmpty() ? deserializer : new Checked(deserializer, aliases);
    }

    private static final class Checked extends DelegatingDeserializer {

        private final Map<String, String> aliases;

        Checked(ValueDeserializer<?> unchecked, Map<String, String> aliases) {
            super(unchecked);
            this.aliases = aliases;
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> unchecked) {
            return new Checked(unchecked, aliases);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            return super.deserialize(new FieldNames(parser, aliases), context);
        }
    }

    /** Reads the fields of the object at whose start the parser is. */
    private static final class FieldNames extends JsonParserDelegate {

        private final Map<String, String> aliases;
        private final int depth;
        private final Set<String> seen = new HashSet<>();

        FieldNames(JsonParser parser, Map<String, String> aliases) {
            super(parser);
            this.aliases = aliases;
            this.depth = parser.streamReadContext().getNestingDepth();
        }

        @Override
        public @Nullable JsonToken nextToken() {
            JsonToken token = super.nextToken();
            if (token == JsonToken.PROPERTY_NAME && streamReadContext().getNestingDepth() == depth) {
                String name = currentName();
                if (!seen.add(aliases.getOrDefault(name, name))) {
                    throw new StreamReadException(delegate, "Duplicate field " + name);
                }
            }
            return token;
        }
    }
}
