package dev.rollcall.api.sessions.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A call that is answered before Spring Security and Spring MVC, in its usual form only. A controller answers the same
 * call in every form, see {@link DirectCalls}.
 */
public interface DirectCall {

    /**
     * Reads a request, without changing anything.
     *
     * @return null to leave the request to the controller, as always if there is a mistake in it
     */
    @Nullable
    Question<?> read(HttpServletRequest request, HttpServletResponse response);

    /**
     * What a request asks for.
     *
     * @param path the pattern of the controller's path
     * @param asker who may ask; the controller decides about all others
     * @param answer throws what a controller may throw
     */
    record Question<C extends Principal>(String path, Class<C> asker, Function<C, ResponseEntity<?>> answer) {

        boolean isFor(Principal caller) {
            return asker.isInstance(caller);
        }

        ResponseEntity<?> answer(Principal caller) {
            return answer.apply(asker.cast(caller));
        }
    }
}
