import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Only Spring MVC on Tomcat, without security, metrics or checks: the baseline for the authoriser. */
public class BareEndpoint {

    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class
    })
    @RestController
    static class Endpoint {

        @GetMapping("/bare")
        ResponseEntity<Void> bare() {
            return ResponseEntity.ok().header("X-User-Id", "nobody").build();
        }
    }

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Endpoint.class);
        application.setDefaultProperties(Map.of(
                "server.address", "127.0.0.1",
                "server.tomcat.max-keep-alive-requests", "-1",
                "spring.threads.virtual.enabled", "true",
                "logging.level.root", "warn"));
        application.run(args);
    }
}
