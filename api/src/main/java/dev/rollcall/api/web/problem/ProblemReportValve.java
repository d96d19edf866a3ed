package dev.rollcall.api.web.problem;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes Tomcat report the errors of requests that did not reach our code, or that failed outside of it, as problems.
 * Tomcat creates it by its class name.
 */
public class ProblemReportValve extends ErrorReportValve {

    /** The request attribute for the {@link ProblemCode}, needed if the status alone does not determine it. */
    public static final String CODE = ProblemReportValve.class.getName() + ".code";

    private static final JsonMapper JSON = new JsonMapper();

    /** The headers of {@code SecurityHeaders}, for requests that did not reach that filter. */
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    private record Report(String title, int status, String detail, ProblemCode code) {

        static Report of(int status, @Nullable Object given) {
            ProblemCode code =
                    given instanceof ProblemCode known ? known : ProblemCode.of(HttpStatusCode.valueOf(status));
            return new Report(code.title(), status, "The server cannot handle this request.", code);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            HEADERS.forEach((name, value) -> {
                if (response.getHeader(name) == null) {
                    response.setHeader(name, value);
                }
            });
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(JSON.writeValueAsString(Report.of(status, request.getAttribute(CODE))));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException clientIsGone) {
            container.getLogger().debug("Cannot report the error; the client is gone", clientIsGone);
        }
    }
}
