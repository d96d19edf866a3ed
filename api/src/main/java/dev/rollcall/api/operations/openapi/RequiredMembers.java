package dev.rollcall.api.operations.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Describes every record component as required, except {@code @Nullable} ones, which may be null or missing. */
@Component
class RequiredMembers implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        Class<?> javaType = Json31.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && javaType.isRecord()) {
            Schema<?> model = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels().get(StringUtils.getFilename(schema.get$ref()));
            if (model != null && model.getProperties() != null) {
                describe(javaType.getRecordComponents(), model);
            }
        }
        return schema;
    }

    private static void describe(RecordComponent[] components, Schema<?> model) {
        for (RecordComponent component : components) {
            String name = jsonName(component);
            Schema<?> member = model.getProperties().get(name);
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                require(name, model);
            } else if (member != null && member.get$ref() != null) {
                model.getProperties().put(name, orNull(member.get$ref()));
            } else if (member != null && member.getEnum() == null) {
                member.addType("null");
            }
        }
    }

    private static Schema<?> orNull(String reference) {
        return new JsonSchema()
                .addAnyOfItem(new JsonSchema().$ref(reference))
                .addAnyOfItem(new JsonSchema().typesItem("null"));
    }

    private static void require(String name, Schema<?> model) {
        if (model.getRequired() == null || !model.getRequired().contains(name)) {
            model.addRequiredItem(name);
        }
    }

    private static String jsonName(RecordComponent component) {
        JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
        return given == null ? component.getName() : given.value();
    }
}
