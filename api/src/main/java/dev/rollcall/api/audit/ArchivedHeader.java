package dev.rollcall.api.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Tells with each answer to auditors which sessions are no longer in the database. */
@RestControllerAdvice(basePackageClasses = ArchivedHeader.class)
class ArchivedHeader implements ResponseBodyAdvice<Object> {

    static final String NAME = "X-Rollcall-Archived-Before";

    private final ArchivedHistory archived;

    ArchivedHeader(ArchivedHistory archived) {
        this.archived = archived;
    }

    /** Text is about the transparency log as a whole, which lacks nothing. */
    @Override
    public boolean supports(MethodParameter result, Class<? extends HttpMessageConverter<?>> converter) {
        return !StringHttpMessageConverter.class.isAssignableFrom(converter);
    }

    /** Called after the data was read, so no answer lacks something without the header. */
    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter result,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        archived.endedBefore().ifPresent(time -> response.getHeaders().set(NAME, time.toString()));
        return body;
    }
}
