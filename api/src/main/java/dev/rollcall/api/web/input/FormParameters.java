package dev.rollcall.api.web.input;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/** Parses the parameters of a request whose body has already been read, with the container's own parser. */
final class FormParameters {

    /** The same limit as Tomcat's. */
    private static final int MAX_PARAMETERS = 1_000;

    private FormParameters() {}

    /**
     * Returns the parameters of the query, followed by those of the body if it is a form.
     *
     * @throws InvalidParameterException if they cannot be read
     */
    static Map<String, String[]> of(HttpServletRequest request, byte[] body) {
        Map<String, String[]> all = new LinkedHashMap<>(request.getParameterMap());
        if (!isForm(request)) {
            return all;
        }
        if (body.length > BodySizeLimit.MAX_BYTES) {
            throw new InvalidParameterException("too large", HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        }
        Parameters form = new Parameters();
        form.setLimit(MAX_PARAMETERS);
        form.setCharset(charset(request.getCharacterEncoding()));
        form.processParameters(body, 0, body.length);
        Collections.list(form.getParameterNames())
                .forEach(name -> all.merge(name, form.getParameterValues(name), StringUtils::concatenateStringArrays));
        return all;
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST")
                && type != null
                && type.split(";", 2)[0].trim().equalsIgnoreCase(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static Charset charset(@Nullable String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
